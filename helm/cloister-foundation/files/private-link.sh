#!/bin/sh
# What no custom resource of ACK does for an endpoint service: has AWS look for the public record
# of its private name, and lets in the endpoints that are named, after asking whose they are. Waits
# for what is not there yet; run again, it goes on where it stopped. It refuses nobody: a refusal
# would be final for that endpoint.
#
#   SERVICE_NAME  the tag Name of the endpoint service
#   PROVE_NAME    true where its private name is to be proved
#   ACCEPT        a line for each endpoint: its id, and the account that it has to belong to
#
# Needs aws alone. The Job's deadline ends the waiting.
set -eu

ask() {
  aws ec2 "$@" --output text
}
of_service() {
  ask describe-vpc-endpoint-service-configurations --service-ids "$service" \
    --query "ServiceConfigurations[0].$1"
}
pause() {
  sleep "${CLOISTER_PAUSE:-30}"
}

find_service() {
  while :; do
    service=$(ask describe-vpc-endpoint-service-configurations \
      --filters "Name=tag:Name,Values=$SERVICE_NAME" --query 'ServiceConfigurations[].ServiceId')
    case $service in
      '' | None) echo "No endpoint service is called $SERVICE_NAME yet. Why, its object says:" \
        "kubectl describe vpcendpointserviceconfigurations" ;;
      *[[:space:]]*)
        echo "Several endpoint services are called $SERVICE_NAME: $service" >&2
        exit 1
        ;;
      *) break ;;
    esac
    pause
  done
  echo "$SERVICE_NAME is $service."
}

prove_name() {
  while :; do
    state=$(of_service PrivateDnsNameConfiguration.State)
    case $state in
      verified) break ;;
      '' | None) echo "$service has no private name yet." ;;
      *)
        proof=$(of_service '[PrivateDnsNameConfiguration.Name, PrivateDnsName, PrivateDnsNameConfiguration.Value]')
        read -r label name value <<END
$proof
END
        echo "The name is $state. Public record that AWS looks for: TXT $label.${name#\*.} \"$value\""
        ask start-vpc-endpoint-service-private-dns-verification --service-id "$service" >/dev/null
        ;;
    esac
    pause
  done
  echo "The name is proved."
}

# later ENDPOINT OWNER WHY...
later() {
  waiting="$waiting$1 $2
"
  shift 2
  echo "$*"
}
# never WHY...
never() {
  refused=yes
  echo "$*" >&2
}

# accept ENDPOINT OWNER
accept() {
  connection=$(ask describe-vpc-endpoint-connections \
    --filters "Name=service-id,Values=$service" "Name=vpc-endpoint-id,Values=$1" \
    --query 'VpcEndpointConnections[0].[VpcEndpointOwner, VpcEndpointState]')
  read -r whose state <<END
$connection
END
  case $whose in
    "$2") ;;
    '' | None)
      later "$1" "$2" "$1 has not asked for $service yet."
      return
      ;;
    *)
      never "$1 belongs to the account $whose, not to $2: not let in."
      return
      ;;
  esac
  case $state in
    [Aa]vailable) echo "$1 of the account $2 is let in." ;;
    [Pp]endingAcceptance)
      unsuccessful=$(ask accept-vpc-endpoint-connections --service-id "$service" \
        --vpc-endpoint-ids "$1" --query 'Unsuccessful[].Error.Message')
      case $unsuccessful in
        '' | None) later "$1" "$2" "$1 of the account $2 is accepted; AWS opens it." ;;
        *) never "$1: $unsuccessful" ;;
      esac
      ;;
    [Pp]ending) later "$1" "$2" "$1 of the account $2 is accepted; AWS opens it." ;;
    *) never "$1 is $state: its owner has to make another." ;;
  esac
}

find_service
[ "${PROVE_NAME:-}" != true ] || prove_name
todo=${ACCEPT:-}
refused=
while [ -n "$todo" ]; do
  waiting=
  while read -r endpoint owner; do
    [ -z "$endpoint" ] || accept "$endpoint" "$owner"
  done <<END
$todo
END
  todo=$waiting
  [ -z "$todo" ] || pause
done
[ -z "$refused" ]
echo "Done."
