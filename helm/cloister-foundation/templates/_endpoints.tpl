{{/* The services whose endpoints are needed, with their type. */}}
{{- define "foundation.neededEndpoints" -}}
{{- $v := .Values -}}
{{- $f := $v.endpoints.features -}}
{{- $irsa := eq $v.workloadIdentity.mode "irsa" -}}
{{- $ackAsPods := eq $v.ack.runBy "cluster" -}}
# Nodes: their names and addresses, their images.
ec2: Interface
ecr.api: Interface
ecr.dkr: Interface
s3: Gateway
# The services.
bedrock-runtime: Interface
dynamodb: Gateway
{{- if $v.models.list }}
bedrock: Interface
{{- end }}
{{- if or $irsa $v.crossAccount.roleArn $f.sts }}
sts: Interface
{{- end }}
{{- if not $irsa }}
eks-auth: Interface
{{- end }}
# Controllers.
{{- if and $ackAsPods (eq $v.key.mode "create") }}
kms: Interface
{{- end }}
{{- if $f.loadBalancerController }}
elasticloadbalancing: Interface
{{- end }}
{{- if $v.karpenter.enabled }}
# The range of the cluster's services, which nodes of AL2023 are told and no setting of Karpenter says.
eks: Interface
{{- if $v.karpenter.interruptionQueue }}
sqs: Interface
{{- end }}
{{- end }}
{{- if or $f.sessionManager (and $v.karpenter.enabled $v.karpenter.amiAlias) }}
ssm: Interface
{{- end }}
{{- if $f.sessionManager }}
ssmmessages: Interface
ec2messages: Interface
{{- end }}
{{- if $f.cloudWatchLogs }}
logs: Interface
{{- end }}
{{- if $f.cloudWatchMetrics }}
monitoring: Interface
{{- end }}
{{- if $f.secretsManager }}
secretsmanager: Interface
{{- end }}
{{- if $f.cognito }}
cognito-idp: Interface
{{- end }}
{{- if $f.autoscaling }}
autoscaling: Interface
{{- end }}
{{- if or $f.route53 (and $ackAsPods (or (eq $v.dns.zone.mode "create") $v.dns.record.name $v.endpoints.zones)) }}
route53: Interface
{{- end }}
{{- if and $ackAsPods $v.dns.resolver.enabled }}
route53resolver: Interface
{{- end }}
{{- end }}

{{/* Those that are needed, and those that k8s/bootstrap makes first, whatever is needed later. */}}
{{- define "foundation.knownEndpoints" -}}
{{ merge (include "foundation.neededEndpoints" . | fromYaml) (dict "eks" "Interface" "elasticloadbalancing" "Interface" "sts" "Interface") | toYaml }}
{{- end }}

{{/* A right as an endpoint lets it through, for one role. Context: statement, arn. */}}
{{- define "foundation.onlyFor" -}}
{{- $condition := merge (dict "ArnEquals" (dict "aws:PrincipalArn" (list .arn))) (.statement.Condition | default dict) -}}
{{- merge (dict "Principal" "*" "Condition" $condition) (omit .statement "Condition") | toYaml -}}
{{- end }}

{{/*
What of the services' rights is asked through one endpoint, each for its role only.
Context: root, prefix (of actions).
*/}}
{{- define "foundation.rightsThrough" -}}
{{- $root := .root -}}
{{- $prefix := printf "%s:" .prefix -}}
{{- $kept := list -}}
{{- range $service, $account := include "foundation.services" $root | fromYaml }}
{{- $arn := include "foundation.roleArn" (dict "root" $root "role" $service) -}}
{{- range include (printf "foundation.rights.%s" $service) $root | fromYamlArray }}
{{- if and (eq .Effect "Allow") (hasPrefix $prefix (first .Action)) }}
{{- $kept = append $kept (include "foundation.onlyFor" (dict "statement" . "arn" $arn) | fromYaml) -}}
{{- end }}
{{- end }}
{{- end }}
{{- if $kept }}
{{- $kept | toYaml }}
{{- end }}
{{- end }}

{{/* Nothing for eks, whose endpoint takes no policy. Context: root, service. */}}
{{- define "foundation.endpointPolicy" -}}
{{- $v := .root.Values -}}
{{- $account := $v.aws.accountId -}}
{{- $administrators := $v.endpoints.administrators -}}
{{- if has .service (list "bedrock-runtime" "bedrock") }}
{{- /* Asked as chat-service, or as the role of another account that it takes. */}}
{{- $asks := $v.crossAccount.roleArn | default (include "foundation.roleArn" (dict "root" .root "role" "chat")) }}
{{- range include (ternary "foundation.rights.lists" "foundation.rights.models" (eq .service "bedrock")) .root | fromYamlArray }}
{{- if eq .Effect "Allow" }}
{{ list (include "foundation.onlyFor" (dict "statement" . "arn" $asks) | fromYaml) | toYaml }}
{{- end }}
{{- end }}
{{- else if has .service (list "dynamodb" "s3") }}
{{ include "foundation.rightsThrough" . | trim }}
{{- with $administrators }}
- Sid: Administer
  Effect: Allow
  Principal: "*"
  Action: ["{{ $.prefix }}:*"]
  Resource:
    {{- if eq $.prefix "s3" }}
    - {{ include "foundation.bucketArn" $.root }}
    - {{ include "foundation.bucketArn" $.root }}/*
    {{- else }}
    # A table is restored beside the old one, under its name with an ending.
    {{- range list "history" "feedback" "usage" }}
    {{- $table := include "foundation.tableArn" (dict "root" $.root "table" (index $v.stores . "table")) }}
    - {{ $table }}
    - {{ $table }}-*
    - {{ $table }}/backup/*
    {{- end }}
    {{- end }}
  Condition:
    ArnEquals: {"aws:PrincipalArn": {{ . | toJson }}}
    {{- if eq $.prefix "s3" }}
    # A bucket that is being made has no owner yet.
    StringEqualsIfExists: {"aws:ResourceAccount": {{ $account | quote }}}
    {{- end }}
{{- end }}
{{- if and (eq .prefix "s3") $administrators }}
# ACK, where its controllers are pods, looks for its bucket among all.
- Sid: ListBuckets
  Effect: Allow
  Principal: "*"
  Action: [s3:ListAllMyBuckets]
  Resource: ["*"]
  Condition:
    ArnEquals: {"aws:PrincipalArn": {{ $administrators | toJson }}}
{{- end }}
{{- if eq .prefix "s3" }}
- Sid: LayersOfImages
  Effect: Allow
  Principal: "*"
  Action: [s3:GetObject]
  Resource: ["arn:{{ $v.aws.partition }}:s3:::prod-{{ $v.aws.region }}-starport-layer-bucket/*"]
{{- end }}
{{- else if eq .service "sts" }}
{{ include "foundation.rightsThrough" (dict "root" .root "prefix" "sts") | trim }}
- Sid: RolesOfThisAccount
  Effect: Allow
  Principal: "*"
  Action: [sts:AssumeRoleWithWebIdentity]
  Resource: [{{ include "foundation.iamArn" (dict "root" .root "rest" "role/*") | quote }}]
- Sid: WhoAmI
  Effect: Allow
  Principal: "*"
  Action: [sts:GetCallerIdentity]
  Resource: ["*"]
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
{{- else if hasPrefix "ecr." .service }}
- Sid: LogIn
  Effect: Allow
  Principal: "*"
  Action: [ecr:GetAuthorizationToken]
  Resource: ["*"]
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
- Sid: Pull
  Effect: Allow
  Principal: "*"
  Action: [ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer]
  Resource:
    {{- range prepend (default list $v.endpoints.imageAccounts) $account | uniq }}
    - arn:{{ $v.aws.partition }}:ecr:{{ $v.aws.region }}:{{ . }}:repository/*
    {{- end }}
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
{{- else if eq .service "eks-auth" }}
- Sid: PodIdentity
  Effect: Allow
  Principal: "*"
  Action: [eks-auth:AssumeRoleForPodIdentity]
  Resource: [{{ include "foundation.arn" (dict "root" .root "service" "eks" "rest" (printf "cluster/%s" $v.cluster.name)) | quote }}]
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
{{- else if eq .service "cognito-idp" }}
# Who signs in is nobody yet: the user pool is what tells one request from another.
- Sid: SignIn
  Effect: Allow
  Principal: "*"
  Action:
    - cognito-idp:AssociateSoftwareToken
    - cognito-idp:ConfirmDevice
    - cognito-idp:ConfirmForgotPassword
    - cognito-idp:ForgotPassword
    - cognito-idp:GetTokensFromRefreshToken
    - cognito-idp:InitiateAuth
    - cognito-idp:RespondToAuthChallenge
    - cognito-idp:RevokeToken
    - cognito-idp:VerifySoftwareToken
  Resource: {{- include "foundation.userPoolArns" .root | nindent 4 }}
{{- else if ne .service "eks" }}
- Sid: ThisAccountOnly
  Effect: Allow
  Principal: "*"
  Action: ["*"]
  Resource: ["*"]
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
    # Some actions say no account of a resource, for example CreateVpcEndpoint and CreateVolume.
    StringEqualsIfExists: {"aws:ResourceAccount": {{ prepend (default list $v.endpoints.resourceAccounts) $account | uniq | toJson }}}
{{- if eq .service "ec2" }}
- Sid: ImagesOfOthers
  Effect: Allow
  Principal: "*"
  Action: [ec2:CreateFleet, ec2:RunInstances]
  Resource:
    - arn:{{ $v.aws.partition }}:ec2:{{ $v.aws.region }}::image/*
    - arn:{{ $v.aws.partition }}:ec2:{{ $v.aws.region }}::snapshot/*
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
- Sid: RangesOfAws
  Effect: Allow
  Principal: "*"
  Action: [ec2:GetManagedPrefixListEntries]
  Resource: ["arn:{{ $v.aws.partition }}:ec2:{{ $v.aws.region }}:aws:prefix-list/*"]
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
{{- else if eq .service "ssm" }}
- Sid: WhatAwsPublishes
  Effect: Allow
  Principal: "*"
  Action: [ssm:DescribeDocument, ssm:GetDocument, ssm:GetParameter, ssm:GetParameters, ssm:GetParametersByPath, ssm:StartSession]
  Resource:
    - arn:{{ $v.aws.partition }}:ssm:{{ $v.aws.region }}::document/AWS-*
    - arn:{{ $v.aws.partition }}:ssm:{{ $v.aws.region }}::parameter/aws/service/*
  Condition:
    StringEquals: {"aws:PrincipalAccount": {{ $account | quote }}}
{{- end }}
{{- end }}
{{- end }}

{{- define "foundation.userPoolArns" -}}
{{- $root := . -}}
{{- range .Values.endpoints.cognito.userPoolIds }}
- {{ include "foundation.arn" (dict "root" $root "service" "cognito-idp" "rest" (printf "userpool/%s" .)) | quote }}
{{- end }}
{{- end }}

{{/* As AWS names it. Context: root, service. */}}
{{- define "foundation.endpointService" -}}
{{- if eq .service "route53" }}com.amazonaws.route53{{ else }}com.amazonaws.{{ .root.Values.aws.region }}.{{ .service }}{{ end -}}
{{- end }}

{{/* Where it is offered, where that is not the region of the VPC: Route 53's is in one region only. Context: root, service. */}}
{{- define "foundation.endpointRegion" -}}
{{- $aws := .root.Values.aws -}}
{{- if and (eq .service "route53") (eq $aws.partition "aws") (ne $aws.region "us-east-1") }}us-east-1{{ end -}}
{{- end }}

{{/* The name by which clients know it. Context: root, service. */}}
{{- define "foundation.endpointName" -}}
{{- $aws := .root.Values.aws -}}
{{- if eq .service "route53" -}}
route53.amazonaws.com
{{- else if hasPrefix "ecr." .service -}}
{{ trimPrefix "ecr." .service }}.ecr.{{ $aws.region }}.amazonaws.com
{{- else if eq .service "eks-auth" -}}
eks-auth.{{ $aws.region }}.api.aws
{{- else -}}
{{ .service }}.{{ $aws.region }}.amazonaws.com
{{- end -}}
{{- end }}

{{/* The names of interface endpoints that are made, a line each. */}}
{{- define "foundation.namesMade" -}}
{{- if eq .Values.endpoints.mode "create" }}
{{- range $service, $type := include "foundation.neededEndpoints" . | fromYaml }}
{{- if and (eq $type "Interface") (not (hasKey $.Values.endpoints.existing $service)) }}
{{ include "foundation.endpointName" (dict "root" $ "service" $service) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Yours, or those that are made. Context: group, made (names). */}}
{{- define "foundation.groups" -}}
{{- if eq .group.mode "create" -}}
securityGroupRefs:
  {{- range .made }}
  - from: {name: {{ . }}}
  {{- end }}
{{- else -}}
securityGroupIDs: {{- toYaml .group.ids | nindent 2 }}
{{- end -}}
{{- end }}

{{/* Context: clientCidrs, clientSecurityGroups. */}}
{{- define "foundation.httpsFrom" -}}
- ipProtocol: tcp
  fromPort: 443
  toPort: 443
  {{- with .clientCidrs }}
  ipRanges:
    {{- range . }}
    - {cidrIP: {{ . }}, description: HTTPS}
    {{- end }}
  {{- end }}
  {{- with .clientSecurityGroups }}
  userIDGroupPairs:
    {{- range . }}
    - {groupID: {{ . }}, description: HTTPS}
    {{- end }}
  {{- end }}
{{- end }}
