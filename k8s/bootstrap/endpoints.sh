#!/usr/bin/env bash
# Gives endpoints that were made by hand the policies that the chart cloister-foundation gives those
# it makes; AWS's own default lets everything through.
#
#   endpoints.sh VALUES [--only SERVICE,SERVICE] [--yes]
#
# VALUES is the foundation's values file. An endpoint is the one of endpoints.existing, or else the
# one of vpc.id. What else uses an endpoint loses what the policy does not say: such ones are left
# out with --only. Needs helm and kubectl on the PATH, and no cluster.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

only=
begin 1 "$@"
values=${words[0]}
[ -r "$values" ] || fail "There is no file $values."
for program in helm kubectl; do
  command -v "$program" >/dev/null || fail "endpoints.sh needs $program on the PATH."
done
chart=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../helm/cloister-foundation" && pwd)

rendered=$(helm template cloister "$chart" --namespace cloister --values "$values" --set install=policies)
data=$(kubectl label --local --filename - --output json made-by=bootstrap <<<"$rendered" | jq -c .data)
said() {
  jq -r ".$1" <<<"$data"
}
account=$(look sts get-caller-identity | jq -r .Account)
region=$(said region)
vpc=$(said vpc)
endpoints=$(said endpoints)
for service in ${only//,/ }; do
  jq -e --arg service "$service" 'any(.[]; .service == $service)' <<<"$endpoints" >/dev/null ||
    fail "$service has no policy here. These have: $(jq -r 'map(.service) | join(", ")' <<<"$endpoints")."
done

# there ENDPOINT: the endpoints in AWS, by id or by VPC
there() {
  local id
  id=$(jq -r .id <<<"$1")
  if [ -n "$id" ]; then
    look ec2 describe-vpc-endpoints --region "$region" --vpc-endpoint-ids "$id"
  elif [ -n "$vpc" ]; then
    look ec2 describe-vpc-endpoints --region "$region" \
      --filters "Name=vpc-id,Values=$vpc" "Name=service-name,Values=$(jq -r .serviceName <<<"$1")"
  fi | jq -c '.VpcEndpoints[] | select(.State | ascii_downcase | IN("available", "pending"))'
}

others=0
while read -r endpoint; do
  service=$(jq -r .service <<<"$endpoint")
  policy=$(jq -r .policy <<<"$endpoint")
  if [ -n "$only" ] && [[ ",$only," != *",$service,"* ]]; then
    continue
  fi
  found=$(there "$endpoint")
  if [ -z "$found" ]; then
    id=$(jq -r .id <<<"$endpoint")
    [ -z "$id" ] || fail "$service: there is no endpoint $id in $region, which endpoints.existing names."
    echo "$service: no endpoint yet; the foundation makes it with its policy." >&2
    continue
  fi
  while read -r one; do
    id=$(jq -r .VpcEndpointId <<<"$one")
    owner=$(jq -r '.OwnerId // empty' <<<"$one")
    if same "$(jq -c '.PolicyDocument // "{}" | fromjson' <<<"$one")" "$policy"; then
      echo "$service: $id has its policy." >&2
    elif [ -n "$owner" ] && [ "$owner" != "$account" ]; then
      echo "$service: $id belongs to the account $owner, which has to give it this policy:" >&2
      echo "$policy"
      others=$((others + 1))
    else
      change ec2 modify-vpc-endpoint --region "$region" --vpc-endpoint-id "$id" --policy-document "$policy" >/dev/null
    fi
  done <<<"$found"
done < <(jq -c '.[]' <<<"$endpoints")
[ "$others" -eq 0 ] || fail "$others endpoints are another account's, and stay as they are."
