#!/usr/bin/env bash
# ACK as a capability of the cluster: EKS runs its controllers outside of the VPC. A role that may
# make what the chart cloister-foundation renders of VALUES, and the capability.
#
#   ack.sh VALUES CLUSTER [--yes]
#
# Run again when VALUES have changed: before the upgrade for what comes, after it for what goes. With
# install=inside in VALUES the role gets no right in IAM. Prints the role's ARN. Needs helm and
# kubectl on the PATH, no cluster, and an aws that knows eks create-capability.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

begin 2 "$@"
cluster=${words[1]}
foundation "${words[0]}"
region=$(jq -r 'first.metadata.annotations["cloister.dev/region"]' <<<"$objects")
there=$(look eks describe-cluster --region "$region" --name "$cluster")
[ -n "$there" ] || fail "There is no cluster $cluster in $region."
role=$cluster-ack
[ "${#role}" -le 64 ] || fail "IAM takes no role of more than 64 characters, and $role has ${#role}."
arn=arn:$partition:iam::$account:role/$role
capability=ack

# The key's policy is changed by the key's name, which AWS gives it when it is made.
alias=$(jq -r 'first(.[] | select(.kind == "Alias") | .spec.name) // empty' <<<"$objects")
key=
[ -z "$alias" ] || key=$(look kms describe-key --region "$region" --key-id "$alias" | jq -r .KeyMetadata.Arn)
rights=$(jq -c --arg partition "$partition" --arg region "$region" --arg account "$account" --arg key "$key" \
  --from-file "$(dirname "${BASH_SOURCE[0]}")/ack-rights.jq" <<<"$objects")
[ "${#rights}" -le 10240 ] || fail "IAM takes 10,240 characters of rights in a role, and these are ${#rights}:" \
  "make roles apart (install: inside), or what there is much of by a release of its own."
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"capabilities.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}'

there=$(look iam get-role --role-name "$role")
if [ -z "$there" ]; then
  change iam create-role --role-name "$role" --description "ACK of the cluster $cluster." \
    --assume-role-policy-document "$trust" --tags Key=app,Value=cloister >/dev/null
elif ! same "$(jq -c .Role.AssumeRolePolicyDocument <<<"$there")" "$trust"; then
  change iam update-assume-role-policy --role-name "$role" --policy-document "$trust"
fi
there=$(look iam get-role-policy --role-name "$role" --policy-name ack)
if [ -z "$there" ] || ! same "$(jq -c .PolicyDocument <<<"$there")" "$rights"; then
  change iam put-role-policy --role-name "$role" --policy-name ack --policy-document "$rights"
fi

described() {
  look eks describe-capability --region "$region" --cluster-name "$cluster" --capability-name "$capability"
}
create() {
  # What it has made stays in AWS where the capability is taken away.
  change eks create-capability --region "$region" --cluster-name "$cluster" --capability-name "$capability" \
    --type ACK --role-arn "$arn" --delete-propagation-policy RETAIN >/dev/null
}
is_active() {
  local state
  state=$(described | jq -r .capability.status) || exit 1
  case $state in
    *FAILED | DEGRADED | DELETING)
      fail "ACK in $cluster is $state: $(described | jq -c .capability.health)" \
        "What was repaired here counts some minutes later. One that was never active is made again after" \
        "aws eks delete-capability --region $region --cluster-name $cluster --capability-name $capability"
      ;;
  esac
  [ "$state" = ACTIVE ]
}

there=$(described)
its=$(jq -r '.capability.roleArn // empty' <<<"$there")
[ -z "$its" ] || [ "$its" = "$arn" ] || fail "The capability $capability of $cluster has the role $its, not $arn."
# A role is known everywhere some seconds after it is made.
[ -n "$there" ] || create || wait_until 60 "the role of ACK" create
wait_until 1800 "ACK in $cluster" is_active
echo "$arn"
