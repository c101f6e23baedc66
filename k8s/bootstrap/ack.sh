#!/usr/bin/env bash
# ACK as a capability of the cluster: EKS runs its controllers outside of the VPC. A role that may
# make what the chart cloister-foundation renders of VALUES and nothing else, and the capability.
#
#   ack.sh VALUES CLUSTER REGION [--yes]
#
# Prints the role's ARN, for endpoints.administrators of the foundation. Run again after VALUES have
# changed: the role's rights follow. With install=inside in VALUES it gets no right in IAM.
# Needs helm and kubectl on the PATH, no cluster, and an aws that knows eks create-capability.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

begin 3 "$@"
cluster=${words[1]}
region=${words[2]}
foundation "${words[0]}"
role=cloister-ack
capability=ack

rights=$(jq -c --arg partition "$partition" --arg region "$region" --arg account "$account" \
  --from-file "$(dirname "${BASH_SOURCE[0]}")/ack-rights.jq" <<<"$objects")
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"capabilities.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}'

if [ -z "$(look iam get-role --role-name "$role")" ]; then
  change iam create-role --role-name "$role" --description "ACK of the cluster $cluster." \
    --assume-role-policy-document "$trust" --tags Key=app,Value=cloister >/dev/null
fi
there=$(look iam get-role-policy --role-name "$role" --policy-name "$role")
if [ -z "$there" ] || ! same "$(jq -c .PolicyDocument <<<"$there")" "$rights"; then
  change iam put-role-policy --role-name "$role" --policy-name "$role" --policy-document "$rights"
fi
arn=arn:$partition:iam::$account:role/$role

described() {
  look eks describe-capability --region "$region" --cluster-name "$cluster" --capability-name "$capability"
}
is_active() {
  [ "$(described | jq -r .capability.status)" = ACTIVE ]
}

if [ -z "$(described)" ]; then
  # What it has made stays in AWS where the capability is taken away.
  change eks create-capability --region "$region" --cluster-name "$cluster" --capability-name "$capability" \
    --type ACK --role-arn "$arn" --delete-propagation-policy RETAIN >/dev/null
fi
wait_until 1800 "ACK in $cluster" is_active
echo "$arn"
