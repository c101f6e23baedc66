#!/usr/bin/env bash
# Copies the charts of charts.txt, from registries and from repositories of charts, into a registry.
# Runs where all of them can be reached, before the network closes.
#
#   charts.sh 111122223333.dkr.ecr.eu-central-1.amazonaws.com [charts.txt]
#
# Needs helm, logged in to the target: aws ecr get-login-password | helm registry login -u AWS --password-stdin REGISTRY
# In ECR the repositories (charts/karpenter and so on) have to be there: repositories.sh names them.
set -euo pipefail

registry=${1:?"usage: charts.sh REGISTRY [charts.txt]"}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
list=${2:-$here/charts.txt}

command -v helm >/dev/null || {
  echo "charts.sh needs helm; see https://helm.sh." >&2
  exit 1
}
[ -r "$list" ] || {
  echo "There is no list $list." >&2
  exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
total=$(grep -cvE '^\s*(#|$)' "$list")
number=0
while read -r source version target rest; do
  case $source in '' | '#'*) continue ;; esac
  if [ -z "$target" ] || [ -n "$rest" ]; then
    echo "$list: this line is not 'source version target': $source $version $target $rest" >&2
    exit 1
  fi
  number=$((number + 1))
  printf '%d of %d  %s %s\n' "$number" "$total" "$source" "$version"
  case $source in
    oci://*) helm pull "$source" --version "$version" --destination "$folder" ;;
    *) helm pull "${source##*/}" --repo "${source%/*}" --version "$version" --destination "$folder" ;;
  esac
  helm push "$folder/${source##*/}-$version.tgz" "oci://$registry/$target"
done <"$list"
