#!/usr/bin/env bash
# Policies, roles, instance profile and OIDC provider, as the chart cloister-foundation describes
# them for install=outside. Where ACK is to have no rights in IAM, or does not reach it.
#
#   roles.sh VALUES [--yes]
#
# VALUES is the foundation's values file. Run again after it has changed: documents that differ get
# a new version. Nothing is deleted. Needs helm and kubectl on the PATH, and no cluster.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

begin 1 "$@"
foundation "${words[0]}" --set install=outside

# each KIND: the objects of a kind, a line each
each() {
  jq -c --arg kind "$1" '.[] | select(.kind == $kind)' <<<"$objects"
}
# arn TYPE OBJECT
arn() {
  jq -r --arg start "arn:$partition:iam::$account:$1" '$start + (.spec.path // "/") + .spec.name' <<<"$2"
}
# referred KIND NAME: the ARN of an object by its name in the cluster
referred() {
  arn "$(tr '[:upper:]' '[:lower:]' <<<"$1")" "$(each "$1" | jq -c --arg name "$2" 'select(.metadata.name == $name)')"
}
of() {
  jq -c "$1" <<<"$2"
}
tags() {
  jq -c '[.spec.tags[] | {Key: .key, Value: .value}]' <<<"$1"
}

policy() {
  local object=$1 name document there versions current
  name=$(jq -r .spec.name <<<"$object")
  document=$(jq -r .spec.policyDocument <<<"$object")
  arn=$(arn policy "$object")
  there=$(look iam get-policy --policy-arn "$arn")
  if [ -z "$there" ]; then
    change iam create-policy --policy-name "$name" --path "$(jq -r .spec.path <<<"$object")" \
      --description "$(jq -r .spec.description <<<"$object")" --policy-document "$document" \
      --tags "$(tags "$object")" >/dev/null
    return
  fi
  current=$(look iam get-policy-version --policy-arn "$arn" \
    --version-id "$(jq -r .Policy.DefaultVersionId <<<"$there")" | jq -c .PolicyVersion.Document)
  if same "$current" "$document"; then
    return
  fi
  # Five versions are the most that IAM keeps.
  versions=$(look iam list-policy-versions --policy-arn "$arn")
  if [ "$(jq '.Versions | length' <<<"$versions")" -ge 5 ]; then
    change iam delete-policy-version --policy-arn "$arn" \
      --version-id "$(jq -r '[.Versions[] | select(.IsDefaultVersion | not)] | min_by(.CreateDate).VersionId' <<<"$versions")"
  fi
  change iam create-policy-version --policy-arn "$arn" --policy-document "$document" --set-as-default >/dev/null
}

boundary_of() {
  local reference
  reference=$(jq -r '.spec.permissionsBoundaryRef.from.name // empty' <<<"$1")
  if [ -n "$reference" ]; then
    referred Policy "$reference"
  else
    jq -r '.spec.permissionsBoundary // empty' <<<"$1"
  fi
}

role() {
  local object=$1 name trust boundary there attached wanted
  name=$(jq -r .spec.name <<<"$object")
  trust=$(jq -r .spec.assumeRolePolicyDocument <<<"$object")
  boundary=$(boundary_of "$object")
  there=$(look iam get-role --role-name "$name")
  if [ -z "$there" ]; then
    change iam create-role --role-name "$name" --path "$(jq -r .spec.path <<<"$object")" \
      --description "$(jq -r .spec.description <<<"$object")" --assume-role-policy-document "$trust" \
      --max-session-duration "$(jq -r '.spec.maxSessionDuration // 3600' <<<"$object")" \
      ${boundary:+--permissions-boundary "$boundary"} --tags "$(tags "$object")" >/dev/null
  else
    if ! same "$(of .Role.AssumeRolePolicyDocument "$there")" "$trust"; then
      change iam update-assume-role-policy --role-name "$name" --policy-document "$trust"
    fi
    if [ "$(jq -r '.Role.PermissionsBoundary.PermissionsBoundaryArn // empty' <<<"$there")" != "$boundary" ] && [ -n "$boundary" ]; then
      change iam put-role-permissions-boundary --role-name "$name" --permissions-boundary "$boundary"
    fi
  fi
  attached=$(look iam list-attached-role-policies --role-name "$name" | jq -r '.AttachedPolicies[].PolicyArn')
  while read -r wanted; do
    if ! grep -qxF "$wanted" <<<"$attached"; then
      change iam attach-role-policy --role-name "$name" --policy-arn "$wanted"
    fi
  done < <(
    jq -r '.spec.policies[]?' <<<"$object"
    for reference in $(jq -r '.spec.policyRefs[]?.from.name' <<<"$object"); do
      referred Policy "$reference"
    done
  )
}

profile() {
  local object=$1 name role there
  name=$(jq -r .spec.name <<<"$object")
  role=$(each Role | jq -r --arg name "$(jq -r .spec.roleRef.from.name <<<"$object")" \
    'select(.metadata.name == $name) | .spec.name')
  there=$(look iam get-instance-profile --instance-profile-name "$name")
  if [ -z "$there" ]; then
    change iam create-instance-profile --instance-profile-name "$name" \
      --path "$(jq -r .spec.path <<<"$object")" --tags "$(tags "$object")" >/dev/null
  fi
  if [ -z "$there" ] || [ "$(jq '.InstanceProfile.Roles | length' <<<"$there")" -eq 0 ]; then
    change iam add-role-to-instance-profile --instance-profile-name "$name" --role-name "$role"
  fi
}

provider() {
  local url there known
  url=$(jq -r .spec.url <<<"$1")
  there=$(look iam list-open-id-connect-providers)
  known=$(jq --arg its ":oidc-provider/${url#https://}" \
    'any(.OpenIDConnectProviderList[]; .Arn | endswith($its))' <<<"$there")
  if [ "$known" = false ]; then
    change iam create-open-id-connect-provider --url "$url" \
      --client-id-list sts.amazonaws.com --tags "$(tags "$1")" >/dev/null
  fi
}

# Whatever is referred to comes first.
for kind in OpenIDConnectProvider:provider Policy:policy Role:role InstanceProfile:profile; do
  while read -r object; do
    echo "${kind%:*} $(jq -r '.spec.name // .spec.url' <<<"$object")" >&2
    "${kind#*:}" "$object"
  done < <(each "${kind%:*}")
done
