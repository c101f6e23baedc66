#!/usr/bin/env bash
# Copies the images of images.txt into a registry, all their platforms, and writes images.lock with
# the digest of each. Runs where both registries can be reached, before the network closes.
#
#   mirror.sh 111122223333.dkr.ecr.eu-central-1.amazonaws.com [--update] [images.txt]
#
# A digest in images.txt is what is copied. Where there is none, and a tag has come to mean another
# image than images.lock has, it stops; --update takes the new one. Keep images.lock with your values.
#
# Needs skopeo, logged in to the target: aws ecr get-login-password | skopeo login -u AWS --password-stdin REGISTRY
set -euo pipefail

registry=${1:?"usage: mirror.sh REGISTRY [--update] [images.txt]"}
shift
update=
if [ "${1:-}" = --update ]; then
  update=yes
  shift
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
list=${1:-$here/images.txt}
lock=${list%.txt}.lock

command -v skopeo >/dev/null || {
  echo "mirror.sh needs skopeo; see https://github.com/containers/skopeo." >&2
  exit 1
}
[ -r "$list" ] || {
  echo "There is no list $list." >&2
  exit 1
}

# The digest that images.lock has for a source, or nothing.
locked() {
  [ ! -f "$lock" ] || awk -v source="$1" '$3 == source { sub(/.*@/, "", $1); print $1 }' "$lock"
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
total=$(grep -cvE '^\s*(#|$)' "$list")
number=0
while read -r source target digest rest; do
  case $source in '' | '#'*) continue ;; esac
  if [ -z "$target" ] || [ -n "$rest" ] || [[ ! ${digest:-sha256:} =~ ^sha256: ]]; then
    echo "$list: this line is not 'source target', or 'source target sha256:…': $source $target $digest $rest" >&2
    exit 1
  fi
  number=$((number + 1))
  tag=${source##*:}
  printf '%d of %d  %s\n' "$number" "$total" "$source"
  # The digest first: what is copied is what was looked at.
  [ -n "$digest" ] || digest=sha256:$(skopeo inspect --raw "docker://$source" | { sha256sum 2>/dev/null || shasum -a 256; } | cut -d' ' -f1)
  known=$(locked "$source")
  if [ -n "$known" ] && [ "$known" != "$digest" ] && [ -z "$update" ]; then
    echo "$source is to be $digest now; $lock has $known." >&2
    echo "Look at what has changed, and take it with --update. $lock stays as it was." >&2
    exit 1
  fi
  skopeo copy --all --quiet "docker://${source%:*}@$digest" "docker://$registry/$target:$tag"
  printf '%s/%s@%s  # %s\n' "$registry" "$target" "$digest" "$source" >>"$new"
done <"$list"
mv "$new" "$lock"
trap - EXIT
echo "The digests are in $lock."
