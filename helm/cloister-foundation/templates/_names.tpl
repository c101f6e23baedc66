{{- define "foundation.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: cloister
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Context: root, name; namespace, where it is another; keep: what holds data outlives the release. */}}
{{- define "foundation.metadata" -}}
name: {{ .name }}
namespace: {{ .namespace | default .root.Release.Namespace }}
labels: {{- include "foundation.labels" .root | nindent 2 }}
annotations:
  # For k8s/bootstrap, which compares it with whose credentials it has.
  cloister.dev/account: {{ .root.Values.aws.accountId | quote }}
  cloister.dev/region: {{ .root.Values.aws.region | quote }}
  {{- if .keep }}
  helm.sh/resource-policy: keep
  services.k8s.aws/deletion-policy: retain
  {{- end }}
{{- end }}

{{/* As a list of key and value, which most of ACK wants. */}}
{{- define "foundation.tags" -}}
{{- $tags := list -}}
{{- range $key, $value := merge (dict "app" .Values.name) .Values.tags }}
{{- $tags = append $tags (dict "key" $key "value" (toString $value)) -}}
{{- end }}
{{- toYaml $tags -}}
{{- end }}

{{/* With a name that the console shows, and that tags of yours do not replace: AWS takes a key once. Context: root, name. */}}
{{- define "foundation.namedTags" -}}
{{- $v := .root.Values -}}
{{- include "foundation.tags" (dict "Values" (dict "name" $v.name "tags" (merge (dict "Name" .name) $v.tags))) -}}
{{- end }}

{{/* The services, the value of each one's role, and its service account in the chart cloister. */}}
{{- define "foundation.services" -}}
chat: chat-service
history: history-service
feedback: feedback-service
{{- end }}

{{- define "foundation.inside" -}}
{{- if has .Values.install (list "all" "inside") }}yes{{ end }}
{{- end }}

{{- define "foundation.outside" -}}
{{- if has .Values.install (list "all" "outside") }}yes{{ end }}
{{- end }}

{{/* Context: root, service, rest. */}}
{{- define "foundation.arn" -}}
{{- $aws := .root.Values.aws -}}
arn:{{ $aws.partition }}:{{ .service }}:{{ $aws.region }}:{{ $aws.accountId }}:{{ .rest }}
{{- end }}

{{/* IAM has no region. Context: root, rest. */}}
{{- define "foundation.iamArn" -}}
arn:{{ .root.Values.aws.partition }}:iam::{{ .root.Values.aws.accountId }}:{{ .rest }}
{{- end }}

{{/* Context: root, role (chat, history, feedback). */}}
{{- define "foundation.roleArn" -}}
{{- $roles := .root.Values.roles -}}
{{- $role := index $roles .role -}}
{{- if eq $roles.mode "none" -}}
{{- fail "roles.mode is none, and endpoints, key or bucket of this install let in the services' roles: name them with roles.mode existing." -}}
{{- else if eq $roles.mode "existing" -}}
{{ $role.arn }}
{{- else -}}
{{ include "foundation.iamArn" (dict "root" .root "rest" (printf "role%s%s" $roles.path $role.name)) }}
{{- end -}}
{{- end }}

{{/* The issuer without its scheme, as IAM names it. */}}
{{- define "foundation.issuer" -}}
{{- trimPrefix "https://" .Values.cluster.oidcIssuer | trimSuffix "/" -}}
{{- end }}

{{- define "foundation.tableArn" -}}
{{- include "foundation.arn" (dict "root" .root "service" "dynamodb" "rest" (printf "table/%s" .table)) -}}
{{- end }}

{{/* Whoever comes first has a bucket's name, anywhere in the world: a name without the account may be somebody else's. */}}
{{- define "foundation.bucket" -}}
{{- .Values.stores.content.bucket | default (printf "%s-content-%s-%s" .Values.name .Values.aws.accountId .Values.aws.region) -}}
{{- end }}

{{- define "foundation.bucketArn" -}}
arn:{{ .Values.aws.partition }}:s3:::{{ include "foundation.bucket" . }}
{{- end }}

{{/* The key as the bucket knows it: a key that is made has no id yet, but has its alias. */}}
{{- define "foundation.keyArn" -}}
{{- if eq .Values.key.mode "existing" -}}
{{ .Values.key.arn }}
{{- else -}}
{{ include "foundation.arn" (dict "root" . "service" "kms" "rest" (printf "alias/%s" .Values.key.alias)) }}
{{- end -}}
{{- end }}

{{/* A policy as text, no longer than AWS takes. Context: statements, most, name. */}}
{{- define "foundation.policy" -}}
{{- $text := dict "Version" "2012-10-17" "Statement" .statements | toJson -}}
{{- if gt (len $text) (int .most) }}
{{- fail (printf "The policy %s has %d characters, and AWS takes %d: name fewer models or regions." .name (len $text) (int .most)) }}
{{- end -}}
{{- $text -}}
{{- end }}
