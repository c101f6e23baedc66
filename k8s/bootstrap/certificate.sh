#!/usr/bin/env bash
# The certificate of the one origin, in ACM, proved by a record of a public zone.
#
#   certificate.sh NAME REGION [--zone PUBLIC_ZONE] [--yes]
#
# REGION is the cluster's; us-east-1 for CloudFront. Without --zone the record is printed, for
# whoever keeps the zone. Prints the certificate's ARN: ingress.certificateArn of the chart cloister.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

zone=
begin 2 "$@"
name=${words[0]}
region=${words[1]}

certificate=$(look acm list-certificates --region "$region" --includes keyTypes=RSA_2048,EC_prime256v1 \
  --certificate-statuses PENDING_VALIDATION ISSUED |
  jq -r --arg name "$name" 'first(.CertificateSummaryList[] | select(.DomainName == $name) | .CertificateArn) // empty')
if [ -z "$certificate" ]; then
  certificate=$(change_for CERTIFICATE_ARN .CertificateArn acm request-certificate --region "$region" \
    --domain-name "$name" --validation-method DNS --key-algorithm EC_prime256v1 \
    --tags Key=app,Value=cloister)
fi

described() {
  look acm describe-certificate --region "$region" --certificate-arn "$certificate"
}
has_record() {
  [ -n "$(described | jq -r '.Certificate.DomainValidationOptions[0].ResourceRecord.Name // empty')" ]
}
is_issued() {
  [ "$(described | jq -r .Certificate.Status)" = ISSUED ]
}

if [ "$certificate" != CERTIFICATE_ARN ] && ! is_issued; then
  wait_until 120 "the record that proves $name" has_record
  proof=$(described | jq -r '.Certificate.DomainValidationOptions[0].ResourceRecord // empty | "\(.Name) \(.Value)"')
  if [ -n "$zone" ] && [ -n "$proof" ]; then
    record "$zone" "${proof% *}" CNAME "${proof#* }"
  else
    echo "Publish: ${proof% *} CNAME ${proof#* }" >&2
  fi
  wait_until 1800 "$name in ACM" is_issued
elif [ "$certificate" = CERTIFICATE_ARN ]; then
  echo "Then the record that ACM asks for, in the zone ${zone:-of $name}." >&2
fi
echo "$certificate"
