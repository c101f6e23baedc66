#!/usr/bin/env bash
# Proves to AWS that the private name of a PrivateLink service is yours, by a public TXT record.
#
#   prove-name.sh SERVICE REGION [--zone PUBLIC_ZONE] [--yes]
#
# SERVICE is vpce-svc-…, which privateLink.provider of the foundation has made with a
# privateDnsName. Without --zone the record is printed. Once proved, the record may go.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

zone=
begin 2 "$@"
service=${words[0]}
region=${words[1]}

proof() {
  look ec2 describe-vpc-endpoint-service-configurations --region "$region" --service-ids "$service" |
    jq -c '.ServiceConfigurations[0] // empty'
}
state() {
  proof | jq -r '.PrivateDnsNameConfiguration.State // empty'
}
is_verified() {
  case $(state) in
    verified) true ;;
    failed) fail "AWS has not found the record of $service. Look for it: dig TXT $record_name" ;;
    *) false ;;
  esac
}

said=$(proof)
[ -n "$said" ] || fail "There is no endpoint service $service in $region."
name=$(jq -r '.PrivateDnsName // empty' <<<"$said")
[ -n "$name" ] || fail "$service has no private name: set privateLink.provider.privateDnsName of the foundation first."
record_name=$(jq -r .PrivateDnsNameConfiguration.Name <<<"$said").${name#\*.}
value=$(jq -r '.PrivateDnsNameConfiguration.Value' <<<"$said")

if [ "$(state)" = verified ]; then
  echo "$name is proved." >&2
  exit
fi
if [ -n "$zone" ]; then
  record "$zone" "$record_name" TXT "\"$value\""
else
  echo "Publish: $record_name TXT \"$value\"" >&2
fi
change ec2 start-vpc-endpoint-service-private-dns-verification --region "$region" --service-id "$service" >/dev/null
wait_until 1800 "$name" is_verified
