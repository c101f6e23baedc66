#!/usr/bin/env bash
# Accepts one consumer's connection to a PrivateLink service, after asking who it is.
#
#   accept-connection.sh SERVICE ENDPOINT OWNER REGION [--yes]
#
# OWNER is the account that ENDPOINT has to belong to: an endpoint's id says nothing of whose it is.
# A refusal would be final for that endpoint; this script never refuses.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

begin 4 "$@"
service=${words[0]}
endpoint=${words[1]}
owner=${words[2]}
region=${words[3]}

connection() {
  look ec2 describe-vpc-endpoint-connections --region "$region" \
    --filters "Name=service-id,Values=$service" "Name=vpc-endpoint-id,Values=$endpoint" |
    jq -c '.VpcEndpointConnections[0] // empty'
}
state() {
  connection | jq -r '.VpcEndpointState // empty | ascii_downcase'
}
is_available() {
  [ "$(state)" = available ]
}

said=$(connection)
[ -n "$said" ] || fail "$endpoint has not asked for $service in $region."
whose=$(jq -r .VpcEndpointOwner <<<"$said")
[ "$whose" = "$owner" ] || fail "$endpoint belongs to the account $whose, not to $owner: not accepted."
case $(state) in
  available) echo "$endpoint is accepted." >&2 ;;
  pendingacceptance | pending)
    change ec2 accept-vpc-endpoint-connections --region "$region" --service-id "$service" \
      --vpc-endpoint-ids "$endpoint" >/dev/null
    wait_until 300 "$endpoint" is_available
    ;;
  *) fail "$endpoint is $(state): its owner has to make another." ;;
esac
