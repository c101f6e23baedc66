{{/* As the services' TableAtStart makes them for development. */}}
{{- define "foundation.tables" -}}
history:
  attributeDefinitions:
    - {attributeName: PK, attributeType: S}
    - {attributeName: SK, attributeType: S}
    - {attributeName: updatedAt, attributeType: "N"}
  keySchema:
    - {attributeName: PK, keyType: HASH}
    - {attributeName: SK, keyType: RANGE}
  localSecondaryIndexes:
    - indexName: by-updated
      keySchema:
        - {attributeName: PK, keyType: HASH}
        - {attributeName: updatedAt, keyType: RANGE}
      projection: {projectionType: ALL}
  timeToLive: {attributeName: expiresAt, enabled: true}
feedback:
  attributeDefinitions:
    - {attributeName: PK, attributeType: S}
    - {attributeName: SK, attributeType: S}
    - {attributeName: created_at, attributeType: S}
  keySchema:
    - {attributeName: PK, keyType: HASH}
    - {attributeName: SK, keyType: RANGE}
  localSecondaryIndexes:
    - indexName: by-created
      keySchema:
        - {attributeName: PK, keyType: HASH}
        - {attributeName: created_at, keyType: RANGE}
      projection: {projectionType: ALL}
usage:
  attributeDefinitions:
    - {attributeName: PK, attributeType: S}
    - {attributeName: SK, attributeType: S}
    - {attributeName: dayShard, attributeType: S}
  keySchema:
    - {attributeName: PK, keyType: HASH}
    - {attributeName: SK, keyType: RANGE}
  globalSecondaryIndexes:
    - indexName: by-day
      keySchema:
        - {attributeName: dayShard, keyType: HASH}
        - {attributeName: PK, keyType: RANGE}
      projection: {projectionType: ALL}
  timeToLive: {attributeName: expiresAt, enabled: true}
{{- end }}

{{/* Refusals only: rights come from the roles. */}}
{{- define "foundation.bucketPolicy" -}}
{{- $v := .Values -}}
{{- $bucket := include "foundation.bucketArn" . -}}
- Sid: NothingInTheClear
  Effect: Deny
  Principal: "*"
  Action: ["s3:*"]
  Resource: [{{ $bucket }}, "{{ $bucket }}/*"]
  Condition:
    Bool: {"aws:SecureTransport": "false"}
- Sid: NothingBelowTls12
  Effect: Deny
  Principal: "*"
  Action: ["s3:*"]
  Resource: [{{ $bucket }}, "{{ $bucket }}/*"]
  Condition:
    NumericLessThan: {"s3:TlsVersion": "1.2"}
- Sid: ContentStaysInTheNetwork
  Effect: Deny
  Principal: "*"
  Action: [s3:DeleteObject, s3:GetObject, s3:ListBucket, s3:PutObject]
  Resource: [{{ $bucket }}, "{{ $bucket }}/*"]
  Condition:
    {{- with get $v.endpoints.existing "s3" }}
    StringNotEquals: {"aws:SourceVpce": {{ toJson . }}}
    {{- else }}
    # An endpoint that is made has no id yet. S3 knows a VPC only by its endpoints.
    StringNotEquals: {"aws:SourceVpc": {{ $v.vpc.id }}}
    {{- end }}
- Sid: HistoryOnly
  Effect: Deny
  Principal: "*"
  Action: [s3:DeleteObject, s3:GetObject, s3:PutObject]
  Resource: ["{{ $bucket }}/*"]
  Condition:
    ArnNotEquals: {"aws:PrincipalArn": {{ concat (list (include "foundation.roleArn" (dict "root" . "role" "history"))) (default list $v.endpoints.administrators) | toJson }}}
{{- end }}
