#!/usr/bin/env bash
# Copies the images of images.txt into a registry, all their platforms, and writes images.lock with
# the digest of each. Runs where both registries can be reached, before the network closes.
#
#   mirror.sh 111122223333.dkr.ecr.eu-central-1.amazonaws.com [images.txt]
#
# Needs skopeo, logged in to the target: aws ecr get-login-password | skopeo login -u AWS --password-stdin REGISTRY
set -euo pipefail

registry=${1:?"usage: mirror.sh REGISTRY [images.txt]"}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
list=${2:-$here/images.txt}
lock=${list%.txt}.lock

command -v skopeo >/dev/null || {
  echo "mirror.sh needs skopeo; see https://github.com/containers/skopeo." >&2
  exit 1
}
[ -r "$list" ] || {
  echo "There is no list $list." >&2
  exit 1
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
total=$(grep -cvE '^\s*(#|$)' "$list")
number=0
while read -r source target rest; do
  case $source in '' | '#'*) continue ;; esac
  if [ -z "$target" ] || [ -n "$rest" ]; then
    echo "$list: this line is not 'source target': $source $target $rest" >&2
    exit 1
  fi
  number=$((number + 1))
  tag=${source##*:}
  printf '%d of %d  %s\n' "$number" "$total" "$source"
  # The digest first: what is copied is what was looked at.
  digest=$(skopeo inspect --raw "docker://$source" | sha256sum | cut -d' ' -f1)
  skopeo copy --all --quiet "docker://${source%:*}@sha256:$digest" "docker://$registry/$target:$tag"
  printf '%s/%s@sha256:%s  # %s\n' "$registry" "$target" "$digest" "$source" >>"$new"
done <"$list"
mv "$new" "$lock"
trap - EXIT
echo "The digests are in $lock."
