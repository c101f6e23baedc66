{{/* Which of Bedrock's models may be asked: statements that chat-service's role has, or a role in the models' account. */}}
{{- define "foundation.rights.models" -}}
{{- $v := .Values -}}
{{- $invoke := "[bedrock:InvokeModel, bedrock:InvokeModelWithResponseStream]" -}}
{{- $profiles := list -}}
{{- $behind := list -}}
{{- range $v.models.profiles }}
{{- $profile := . -}}
{{- $profiles = append $profiles (.arn | default (include "foundation.arn" (dict "root" $ "service" "bedrock" "rest" (printf "inference-profile/%s" .id)))) -}}
{{- range .regions }}
{{- $behind = append $behind (printf "arn:%s:bedrock:%s::foundation-model/%s" $v.aws.partition . $profile.model) -}}
{{- end }}
{{- /* A global one is asked of no region as well. An ARN ends with the profile's name, an application's own profile with a number. */}}
{{- if or .global (hasPrefix "global." (.id | default (.arn | default "" | splitList "/" | last))) }}
{{- $behind = append $behind (printf "arn:%s:bedrock:::foundation-model/%s" $v.aws.partition .model) -}}
{{- end }}
{{- end }}
{{- with $v.models.foundation }}
- Sid: AskModels
  Effect: Allow
  Action: {{ $invoke }}
  Resource:
    {{- range . }}
    - arn:{{ $v.aws.partition }}:bedrock:{{ $v.aws.region }}::foundation-model/{{ . }}
    {{- end }}
{{- end }}
{{- with $profiles }}
- Sid: AskProfiles
  Effect: Allow
  Action: {{ $invoke }}
  Resource: {{ uniq . | toJson }}
- Sid: AskModelsOfProfiles
  Effect: Allow
  Action: {{ $invoke }}
  Resource: {{ uniq $behind | toJson }}
  Condition:
    StringEquals: {"bedrock:InferenceProfileArn": {{ uniq . | toJson }}}
{{- end }}
{{- with $v.models.guardrail.arn }}
- Sid: ApplyGuardrail
  Effect: Allow
  Action: [bedrock:ApplyGuardrail]
  Resource: {{ prepend (default list $v.models.guardrail.profiles) . | toJson }}
- Sid: NothingPastTheGuardrail
  Effect: Deny
  Action: {{ $invoke }}
  Resource: ["*"]
  Condition:
    StringNotEquals: {"bedrock:GuardrailIdentifier": {{ join ":" (compact (list . ($v.models.guardrail.version | toString))) | quote }}}
{{- end }}
{{- end }}

{{/* The same as the chart cloister names them. */}}
{{- define "foundation.modelsAsked" -}}
{{- $asked := default list .Values.models.foundation -}}
{{- range .Values.models.profiles }}{{ $asked = append $asked (.id | default .arn) }}{{ end -}}
{{- toYaml $asked -}}
{{- end }}

{{/* Both lists are of the account whose models are asked. */}}
{{- define "foundation.rights.lists" -}}
{{- if .Values.models.list }}
- Sid: ListModels
  Effect: Allow
  Action: [bedrock:ListFoundationModels, bedrock:ListInferenceProfiles]
  Resource: ["*"]
{{- end }}
{{- end }}

{{/* What follows from a key that is named; one that is made says so in its own policy. */}}
{{- define "foundation.rights.key" -}}
{{- if eq .root.Values.key.mode "existing" }}
- Sid: UseKey
  Effect: Allow
  Action: {{ include "foundation.keyActions" . }}
  Resource: [{{ .root.Values.key.arn | quote }}]
  Condition:
    StringEquals: {"kms:ViaService": {{ .via | toJson }}}
{{- end }}
{{- end }}

{{/* DynamoDB and S3 do these for whoever asks them. */}}
{{- define "foundation.keyActions" -}}
[kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:GenerateDataKeyWithoutPlaintext, kms:ReEncryptFrom, kms:ReEncryptTo]
{{- end }}

{{- define "foundation.rights.chat" -}}
{{- $v := .Values -}}
{{- $usage := include "foundation.tableArn" (dict "root" . "table" $v.stores.usage.table) -}}
{{- with $v.crossAccount.roleArn }}
# No model of its own: all are asked as that role.
- Sid: TakeRole
  Effect: Allow
  Action: [sts:AssumeRole]
  Resource: [{{ . | quote }}]
{{- else }}
{{- include "foundation.rights.models" . }}
{{- include "foundation.rights.lists" . }}
{{- end }}
- Sid: UsageTable
  Effect: Allow
  Action: [dynamodb:DeleteItem, dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query, dynamodb:UpdateItem]
  Resource: [{{ $usage | quote }}]
- Sid: UsageIndex
  Effect: Allow
  Action: [dynamodb:Query]
  Resource: ["{{ $usage }}/index/by-day"]
{{- include "foundation.rights.key" (dict "root" . "via" (list (printf "dynamodb.%s.amazonaws.com" $v.aws.region))) }}
{{- end }}

{{- define "foundation.rights.history" -}}
{{- $v := .Values -}}
{{- $table := include "foundation.tableArn" (dict "root" . "table" $v.stores.history.table) -}}
{{- $bucket := include "foundation.bucketArn" . }}
- Sid: HistoryTable
  Effect: Allow
  Action: [dynamodb:BatchGetItem, dynamodb:BatchWriteItem, dynamodb:DeleteItem, dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query, dynamodb:UpdateItem]
  Resource: [{{ $table | quote }}]
- Sid: HistoryIndex
  Effect: Allow
  Action: [dynamodb:Query]
  Resource: ["{{ $table }}/index/by-updated"]
- Sid: Content
  Effect: Allow
  Action: [s3:DeleteObject, s3:GetObject, s3:PutObject]
  Resource: ["{{ $bucket }}/sessions/*"]
  Condition:
    StringEquals: {"aws:ResourceAccount": {{ $v.aws.accountId | quote }}}
# Of the whole bucket: by a condition on the prefix, an object that is gone would be 403 instead of 404.
- Sid: ListContent
  Effect: Allow
  Action: [s3:ListBucket]
  Resource: [{{ $bucket | quote }}]
  Condition:
    StringEquals: {"aws:ResourceAccount": {{ $v.aws.accountId | quote }}}
{{- include "foundation.rights.key" (dict "root" . "via" (list (printf "dynamodb.%s.amazonaws.com" $v.aws.region) (printf "s3.%s.amazonaws.com" $v.aws.region))) }}
{{- end }}

{{- define "foundation.rights.feedback" -}}
{{- $v := .Values -}}
{{- $table := include "foundation.tableArn" (dict "root" . "table" $v.stores.feedback.table) }}
- Sid: FeedbackTable
  Effect: Allow
  Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query]
  Resource: [{{ $table | quote }}]
- Sid: FeedbackIndex
  Effect: Allow
  Action: [dynamodb:Query]
  Resource: ["{{ $table }}/index/by-created"]
{{- include "foundation.rights.key" (dict "root" . "via" (list (printf "dynamodb.%s.amazonaws.com" $v.aws.region))) }}
{{- end }}

{{/* What no custom resource does for the endpoint service, whatever of it is asked for: values come later than roles. */}}
{{- define "foundation.rights.privateLink" -}}
{{- $v := .Values -}}
- Sid: LookAtServices
  Effect: Allow
  Action: [ec2:DescribeVpcEndpointConnections, ec2:DescribeVpcEndpointServiceConfigurations]
  Resource: ["*"]
- Sid: OfOneService
  Effect: Allow
  Action: [ec2:AcceptVpcEndpointConnections, ec2:StartVpcEndpointServicePrivateDnsVerification]
  Resource: [{{ include "foundation.arn" (dict "root" . "service" "ec2" "rest" "vpc-endpoint-service/*") | quote }}]
  Condition:
    StringEquals: {"aws:ResourceTag/Name": {{ $v.name }}-provider}
{{- end }}

{{/* Who may be a role: one service account of one cluster. Context: root, account. */}}
{{- define "foundation.trust" -}}
{{- $v := .root.Values -}}
{{- if eq $v.workloadIdentity.mode "irsa" }}
{{- $issuer := include "foundation.issuer" .root }}
- Effect: Allow
  Principal:
    Federated: {{ include "foundation.iamArn" (dict "root" .root "rest" (printf "oidc-provider/%s" $issuer)) }}
  Action: [sts:AssumeRoleWithWebIdentity]
  Condition:
    StringEquals:
      "{{ $issuer }}:aud": sts.amazonaws.com
      "{{ $issuer }}:sub": "system:serviceaccount:{{ $v.application.namespace }}:{{ .account }}"
{{- else }}
- Effect: Allow
  Principal:
    Service: pods.eks.amazonaws.com
  Action: [sts:AssumeRole, sts:TagSession]
  Condition:
    StringEquals:
      "aws:SourceAccount": {{ $v.aws.accountId | quote }}
      "aws:RequestTag/eks-cluster-arn": {{ include "foundation.arn" (dict "root" .root "service" "eks" "rest" (printf "cluster/%s" $v.cluster.name)) }}
      "aws:RequestTag/kubernetes-namespace": {{ $v.application.namespace }}
      "aws:RequestTag/kubernetes-service-account": {{ .account }}
{{- end }}
{{- end }}

{{- define "foundation.boundary" -}}
{{- $boundary := .Values.roles.permissionsBoundary -}}
{{- if eq $boundary.mode "existing" -}}
permissionsBoundary: {{ $boundary.arn }}
{{- else if eq $boundary.mode "create" -}}
permissionsBoundaryRef:
  from: {name: {{ .Values.name }}-boundary}
{{- end -}}
{{- end }}

{{/*
A role that is none of the services', with its policy; a boundary that is made is one for itself.
Context: root, object, name, rights, trust, may (of the policy), is (of the role).
*/}}
{{- define "foundation.roleOfItsOwn" }}
{{- $v := .root.Values }}
{{- $name := printf "%s-%s" $v.name .object }}
{{- $bounded := eq $v.roles.permissionsBoundary.mode "create" }}
{{- if $bounded }}
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Policy
metadata: {{- include "foundation.metadata" (dict "root" .root "name" (printf "%s-boundary" $name)) | nindent 2 }}
spec:
  name: {{ $name }}-boundary
  path: {{ $v.roles.path }}
  description: What the role {{ .name }} may not go beyond.
  policyDocument: {{ include "foundation.policy" (dict "statements" .rights "most" 6144 "name" (printf "%s-boundary" $name)) | quote }}
  tags: {{- include "foundation.tags" .root | nindent 4 }}
{{- end }}
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Policy
metadata: {{- include "foundation.metadata" (dict "root" .root "name" $name) | nindent 2 }}
spec:
  name: {{ .name }}
  path: {{ $v.roles.path }}
  description: {{ .may }}
  policyDocument: {{ include "foundation.policy" (dict "statements" .rights "most" 6144 "name" .name) | quote }}
  tags: {{- include "foundation.tags" .root | nindent 4 }}
---
apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
metadata: {{- include "foundation.metadata" (dict "root" .root "name" $name) | nindent 2 }}
spec:
  name: {{ .name }}
  path: {{ $v.roles.path }}
  description: {{ .is }}
  maxSessionDuration: 3600
  assumeRolePolicyDocument: {{ include "foundation.policy" (dict "statements" .trust "most" 2048 "name" .name) | quote }}
  policyRefs:
    - from: {name: {{ $name }}}
  {{- if $bounded }}
  permissionsBoundaryRef:
    from: {name: {{ $name }}-boundary}
  {{- else }}
  {{- include "foundation.boundary" .root | nindent 2 }}
  {{- end }}
  tags: {{- include "foundation.tags" .root | nindent 4 }}
{{- end }}

{{/*
What AWS's policies for nodes allow, and no more: the services' boundary would leave a node nothing.
*/}}
{{- define "foundation.nodeBoundary" -}}
- Sid: JoinTheCluster
  Effect: Allow
  Action: [ec2:Describe*, ec2:GetSecurityGroupsForVpc, eks:DescribeCluster, eks-auth:AssumeRoleForPodIdentity]
  Resource: ["*"]
- Sid: GiveAddressesToPods
  Effect: Allow
  Action: [ec2:AssignIpv6Addresses, ec2:AssignPrivateIpAddresses, ec2:AttachNetworkInterface, ec2:CreateNetworkInterface, ec2:CreateTags, ec2:DeleteNetworkInterface, ec2:DetachNetworkInterface, ec2:ModifyNetworkInterfaceAttribute, ec2:UnassignIpv6Addresses, ec2:UnassignPrivateIpAddresses]
  Resource: ["*"]
- Sid: PullImages
  Effect: Allow
  Action: [ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:BatchImportUpstreamImage, ecr:GetAuthorizationToken, ecr:GetDownloadUrlForLayer]
  Resource: ["*"]
{{- if .Values.endpoints.features.sessionManager }}
- Sid: BeManaged
  Effect: Allow
  Action: ["ec2messages:*", "ssm:Describe*", "ssm:Get*", "ssm:List*", "ssm:PutComplianceItems", "ssm:PutConfigurePackageResult", "ssm:PutInventory", "ssm:Update*", "ssmmessages:*"]
  Resource: ["*"]
{{- end }}
{{- end }}

{{/* Statements of several services together; a Sid may occur once in a policy. */}}
{{- define "foundation.unique" -}}
{{- $seen := dict -}}
{{- $sids := dict -}}
{{- $kept := list -}}
{{- range . }}
{{- $text := omit . "Sid" | toJson -}}
{{- if not (hasKey $seen $text) }}
{{- $kept = append $kept (ternary (omit . "Sid") . (hasKey $sids .Sid)) -}}
{{- $_ := set $seen $text true -}}
{{- $_ := set $sids .Sid true -}}
{{- end }}
{{- end }}
{{- $kept | toYaml -}}
{{- end }}

{{/* The services are recognized by aws:PrincipalArn, so the key does not wait for their roles. */}}
{{- define "foundation.keyPolicy" -}}
{{- $v := .Values -}}
{{- $aws := $v.aws -}}
- Sid: Administer
  Effect: Allow
  Principal:
    AWS: {{ $v.key.administrators | default (list (include "foundation.iamArn" (dict "root" . "rest" "root"))) | toJson }}
  Action: ["kms:*"]
  Resource: ["*"]
{{- with $v.endpoints.administrators }}
- Sid: KeepTables
  Effect: Allow
  Principal: {AWS: "*"}
  # To restore one is to read and write it.
  Action: {{ prepend (include "foundation.keyActions" . | fromYamlArray) "kms:CreateGrant" | toJson }}
  Resource: ["*"]
  Condition:
    StringEquals: {"kms:CallerAccount": {{ $aws.accountId | quote }}, "kms:ViaService": "dynamodb.{{ $aws.region }}.amazonaws.com"}
    ArnEquals: {"aws:PrincipalArn": {{ . | toJson }}}
{{- end }}
- Sid: UseThroughDynamoDB
  Effect: Allow
  Principal: {AWS: "*"}
  Action: {{ include "foundation.keyActions" . }}
  Resource: ["*"]
  Condition:
    StringEquals: {"kms:CallerAccount": {{ $aws.accountId | quote }}, "kms:ViaService": "dynamodb.{{ $aws.region }}.amazonaws.com"}
    ArnEquals:
      "aws:PrincipalArn":
        {{- range list "chat" "history" "feedback" }}
        - {{ include "foundation.roleArn" (dict "root" $ "role" .) }}
        {{- end }}
- Sid: UseThroughS3
  Effect: Allow
  Principal: {AWS: "*"}
  Action: {{ include "foundation.keyActions" . }}
  Resource: ["*"]
  Condition:
    StringEquals: {"kms:CallerAccount": {{ $aws.accountId | quote }}, "kms:ViaService": "s3.{{ $aws.region }}.amazonaws.com"}
    ArnEquals: {"aws:PrincipalArn": {{ include "foundation.roleArn" (dict "root" . "role" "history") }}}
{{- end }}
