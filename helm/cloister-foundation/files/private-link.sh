#!/bin/sh
# What no custom resource of ACK does for an endpoint service: lets in the endpoints that are named,
# after asking whose they are, and has AWS look for the public record of its private name. Waits for
# what is not there yet, its own rights among it; run again, it goes on where it stopped. It refuses
# nobody: a refusal would be final for that endpoint.
#
#   SERVICE_NAME  the tag Name of the endpoint service
#   ACCEPT        a line for each endpoint: its id, and the account that it has to belong to
#   PRIVATE_NAME  the private name that is to be proved, or nothing
#   WAIT_SECONDS  how long it waits
#
# Needs aws alone.
set -u

deadline=$(($(date +%s) + WAIT_SECONDS))
service=
started=
refused=
todo=${ACCEPT:-}

# What AWS says; where it refuses, it says so itself, and this fails.
ask() {
  aws ec2 "$@" --output text
}
fail() {
  echo "$*" >&2
  exit 1
}

# Each of these holds once there is nothing left to do.

find_service() {
  [ -z "$service" ] || return 0
  found=$(ask describe-vpc-endpoint-service-configurations \
    --filters "Name=tag:Name,Values=$SERVICE_NAME" --query 'ServiceConfigurations[].ServiceId') || return 1
  case $found in
    '' | None)
      echo "No endpoint service is called $SERVICE_NAME yet. Why, its object says:" \
        "kubectl describe vpcendpointserviceconfigurations --all-namespaces"
      return 1
      ;;
    *[[:space:]]*) fail "Several endpoint services are called $SERVICE_NAME: $found" ;;
  esac
  service=$found
  echo "$SERVICE_NAME is $service."
}

# accept ENDPOINT OWNER
accept() {
  connection=$(ask describe-vpc-endpoint-connections \
    --filters "Name=service-id,Values=$service" "Name=vpc-endpoint-id,Values=$1" \
    --query 'VpcEndpointConnections[0].[VpcEndpointOwner, VpcEndpointState]') || return 1
  read -r whose state <<END
$connection
END
  case $whose in
    "$2") ;;
    '' | None)
      echo "$1 has not asked for $service yet."
      return 1
      ;;
    *)
      refused="$refused $1"
      echo "$1 belongs to the account $whose, not to $2: not let in." >&2
      return 0
      ;;
  esac
  case $state in
    [Aa]vailable) echo "$1 of the account $2 is let in." ;;
    [Dd]eleting | [Dd]eleted) echo "$1 of the account $2 is gone: take it out of accept." ;;
    [Pp]endingAcceptance)
      unsuccessful=$(ask accept-vpc-endpoint-connections --service-id "$service" \
        --vpc-endpoint-ids "$1" --query 'Unsuccessful[].Error.Message') || return 1
      case $unsuccessful in '' | None) ;; *) echo "$1: $unsuccessful" >&2 ;; esac
      return 1
      ;;
    [Pp]ending)
      echo "$1 of the account $2 is accepted; AWS opens it."
      return 1
      ;;
    *)
      refused="$refused $1"
      echo "$1 of the account $2 is $state: its owner has to make another." >&2
      ;;
  esac
}

accept_all() {
  waiting=
  while read -r endpoint owner; do
    [ -z "$endpoint" ] || accept "$endpoint" "$owner" || waiting="$waiting$endpoint $owner
"
  done <<END
$todo
END
  todo=$waiting
  [ -z "$todo" ]
}

prove_name() {
  [ -n "${PRIVATE_NAME:-}" ] || return 0
  proof=$(ask describe-vpc-endpoint-service-configurations --service-ids "$service" \
    --query "ServiceConfigurations[0].[PrivateDnsName, PrivateDnsNameConfiguration.State,
      PrivateDnsNameConfiguration.Name, PrivateDnsNameConfiguration.Value]") || return 1
  read -r name state label value <<END
$proof
END
  if [ "$name" != "$PRIVATE_NAME" ]; then
    echo "$service has not got the name $PRIVATE_NAME yet."
    return 1
  fi
  if [ "$state" = verified ]; then
    echo "$name is proved."
    PRIVATE_NAME=
    return 0
  fi
  echo "$name is $state. The public record that AWS looks for: TXT $label.${name#\*.} \"$value\""
  if [ -z "$started" ] || [ "$state" = failed ]; then
    ask start-vpc-endpoint-service-private-dns-verification --service-id "$service" >/dev/null &&
      started=yes
  fi
  return 1
}

while :; do
  if find_service; then
    # Neither waits for the other.
    accept_all
    accepted=$?
    prove_name && [ "$accepted" -eq 0 ] && break
  fi
  [ "$(date +%s)" -lt "$deadline" ] || fail "Not all is done after $WAIT_SECONDS s."
  sleep "${CLOISTER_PAUSE:-30}"
done
[ -z "$refused" ] || fail "Not let in:$refused"
echo "Done."
