# shellcheck shell=bash
# Sourced by the scripts here: what they are told, and how they speak with AWS.
#
# Looking changes nothing and is always done. A change is printed, and done with --yes only.

yes=false
words=()
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The comment that the script begins with.
usage() {
  sed -n '2,/^[^#]/ s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

# begin COUNT ARGUMENT...: the words come to $words, options to variables named like them.
begin() {
  local count=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --yes) yes=true ;;
      --zone)
        zone=${2:-}
        [ -n "$zone" ] || fail "--zone needs the id of a public hosted zone."
        shift
        ;;
      --only)
        only=${2:-}
        [ -n "$only" ] || fail "--only needs names with commas between them."
        shift
        ;;
      --*) usage ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  [ "${#words[@]}" -eq "$count" ] || usage
  local program
  for program in aws jq; do
    command -v "$program" >/dev/null || fail "$(basename "$0") needs $program on the PATH."
  done
  $yes || echo "Nothing is changed; --yes does what is printed." >&2
}

# What there is, or nothing where AWS says that it is not there. Any other error ends the script.
look() {
  aws "$@" --output json 2>"$errors" && return
  grep -qE 'NoSuchEntity|NotFound|NoSuchDistribution' "$errors" && return
  cat "$errors" >&2
  return 1
}

# change ARGUMENT...: prints the call and makes it where that is wanted.
change() {
  { printf '+ aws' && printf ' %q' "$@" && echo; } >&2
  if $yes; then
    aws "$@" --output json
  fi
}

# change_for NAME FILTER ARGUMENT...: the same, and what the answer says of it; NAME where nothing was done.
change_for() {
  local name=$1 filter=$2 answer
  shift 2
  answer=$(change "$@")
  if $yes; then
    jq -er "$filter" <<<"$answer" || fail "AWS has not said $name: $answer"
  else
    echo "$name"
  fi
}

# wait_until SECONDS WHAT COMMAND...: asks until the command holds; not where nothing was done.
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  $yes || return 0
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$what: not after this long. Run the script again; it goes on where it stopped."
    echo "$what: waiting" >&2
    sleep "${CLOISTER_PAUSE:-10}"
  done
}

same() {
  [ "$(jq -S . <<<"$1")" = "$(jq -S . <<<"$2")" ]
}

# foundation VALUES [HELM OPTION...]: the objects of ACK that the chart makes come to $objects, whose
# it is to $account and $partition. Ends where the credentials are of another account.
foundation() {
  local values=$1 chart rendered identity for_account program
  shift
  [ -r "$values" ] || fail "There is no file $values."
  for program in helm kubectl; do
    command -v "$program" >/dev/null || fail "$(basename "$0") needs $program on the PATH."
  done
  chart=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../helm/cloister-foundation" && pwd)
  # kubectl reads YAML and writes JSON; with --local it asks no cluster.
  rendered=$(helm template cloister "$chart" --namespace cloister --values "$values" "$@")
  objects=$(kubectl label --local --filename - --output json made-by=bootstrap <<<"$rendered" |
    jq -sc 'map(select(.apiVersion | contains(".services.k8s.aws/")))')
  identity=$(look sts get-caller-identity)
  account=$(jq -r .Account <<<"$identity")
  for_account=$(jq -r '[.[].metadata.annotations["cloister.dev/account"]] | unique | join(", ")' <<<"$objects")
  [ "$for_account" = "$account" ] || fail "$values is for the account $for_account, and these credentials are of $account."
  # shellcheck disable=SC2034 # For the scripts.
  partition=$(jq -r '.Arn | split(":")[1]' <<<"$identity")
}

# record ZONE NAME TYPE VALUE: in a public zone; the same record twice is one.
record() {
  local changes
  changes=$(jq -nc --arg name "$2" --arg type "$3" --arg value "$4" '{Changes: [{Action: "UPSERT",
    ResourceRecordSet: {Name: $name, Type: $type, TTL: 1800, ResourceRecords: [{Value: $value}]}}]}')
  change route53 change-resource-record-sets --hosted-zone-id "$1" --change-batch "$changes" >/dev/null
}
