#!/usr/bin/env bash
# A CloudFront distribution before the internal load balancer, for people outside the network. Off
# by default, and for whoever accepts that the VPC then has an internet gateway attached: CloudFront
# asks for one, though no route uses it.
#
#   cloudfront.sh NAME LOAD_BALANCER_ARN CERTIFICATE_ARN SECRET_FILE [--yes]
#
# CERTIFICATE_ARN is of us-east-1. SECRET_FILE has the value of X-Origin-Verify, at least 16
# characters; the chart cloister has the same in originVerify. Prints the distribution's name, to
# which NAME then points. A second run with another value in SECRET_FILE rotates it.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

begin 4 "$@"
name=${words[0]}
load_balancer=${words[1]}
certificate=${words[2]}
[ -r "${words[3]}" ] || fail "There is no file ${words[3]}."
secret=$(<"${words[3]}")
[ "${#secret}" -ge 16 ] || fail "The value in ${words[3]} is shorter than 16 characters."
case $certificate in
  arn:aws*:acm:us-east-1:*) ;;
  *) fail "CloudFront takes certificates of us-east-1 only: certificate.sh $name us-east-1." ;;
esac

# The value must not be printed, nor be an argument that other users of the machine see.
config=$(mktemp)
trap 'rm -f "$errors" "$config"' EXIT

origin=$(look cloudfront list-vpc-origins |
  jq -r --arg arn "$load_balancer" 'first(.VpcOriginList.Items[]? | select(.OriginEndpointArn == $arn) | .Id) // empty')
if [ -z "$origin" ]; then
  origin=$(change_for VPC_ORIGIN .VpcOrigin.Id cloudfront create-vpc-origin --vpc-origin-endpoint-config \
    "$(jq -nc --arg arn "$load_balancer" '{Name: "cloister", Arn: $arn, HTTPPort: 80, HTTPSPort: 443,
      OriginProtocolPolicy: "https-only", OriginSslProtocols: {Quantity: 1, Items: ["TLSv1.2"]}}')")
fi
is_deployed() {
  [ "$(look cloudfront get-vpc-origin --id "$origin" | jq -r .VpcOrigin.Status)" = Deployed ]
}
wait_until 1800 "the VPC origin $origin" is_deployed

# Managed policies: CachingDisabled and AllViewer.
jq -n --arg name "$name" --arg origin "$origin" --arg certificate "$certificate" --rawfile secret "${words[3]}" '{
  CallerReference: "cloister-\($name)", Comment: "Cloister", Enabled: true, HttpVersion: "http2and3",
  IsIPV6Enabled: true, PriceClass: "PriceClass_All", Aliases: {Quantity: 1, Items: [$name]},
  Origins: {Quantity: 1, Items: [{Id: "cloister", DomainName: $name,
    CustomHeaders: {Quantity: 1, Items: [{HeaderName: "X-Origin-Verify", HeaderValue: ($secret | rtrimstr("\n"))}]},
    VpcOriginConfig: {VpcOriginId: $origin, OriginReadTimeout: 60, OriginKeepaliveTimeout: 60}}]},
  DefaultCacheBehavior: {TargetOriginId: "cloister", ViewerProtocolPolicy: "https-only", Compress: false,
    CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", OriginRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    AllowedMethods: {Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      CachedMethods: {Quantity: 2, Items: ["GET", "HEAD"]}}},
  ViewerCertificate: {ACMCertificateArn: $certificate, SSLSupportMethod: "sni-only", MinimumProtocolVersion: "TLSv1.2_2021"}
}' >"$config"

there=$(look cloudfront list-distributions |
  jq -c --arg name "$name" 'first(.DistributionList.Items[]? | select(.Aliases.Items // [] | index($name))) // empty')
if [ -z "$there" ]; then
  change_for DISTRIBUTION_NAME .Distribution.DomainName cloudfront create-distribution \
    --distribution-config "file://$config"
  exit
fi
id=$(jq -r .Id <<<"$there")
current=$(look cloudfront get-distribution-config --id "$id")
value='.Origins.Items[0].CustomHeaders.Items[0].HeaderValue'
if [ "$(jq -r ".DistributionConfig$value" <<<"$current")" != "$secret" ]; then
  jq --slurpfile new "$config" ".DistributionConfig | $value = \$new[0]$value" <<<"$current" >"$config.new"
  mv "$config.new" "$config"
  change cloudfront update-distribution --id "$id" --if-match "$(jq -r .ETag <<<"$current")" \
    --distribution-config "file://$config" >/dev/null
fi
jq -r .DomainName <<<"$there"
