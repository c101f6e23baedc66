#!/usr/bin/env bash
# Names the repositories that images and charts of a closed cluster are in, Cloister's own among
# them, a line each: ECR takes no push to one that is not there.
#
#   repositories.sh | xargs -n 1 aws ecr create-repository --region REGION --repository-name
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
{
  awk '!/^#/ && NF { print $2 }' "$here/images.txt"
  # Helm puts the chart's name behind where it is told to push.
  awk '!/^#/ && NF { sub(/.*\//, "", $1); print $3 "/" $1 }' "$here/charts.txt"
  printf 'cloister/%s\n' chat-service history-service feedback-service
} | sort -u
