{{/* The services and the value that each is described by. One release a namespace, so names are plain. */}}
{{- define "cloister.services" -}}
chat-service: chat
history-service: history
feedback-service: feedback
{{- end }}

{{/* Labels by which a service's pods are chosen. They never change. Context: root, name. */}}
{{- define "cloister.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "cloister.labels" -}}
{{ include "cloister.selector" . }}
app.kubernetes.io/part-of: cloister
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{/* Context: root, name, service. A digest wins over the tag. */}}
{{- define "cloister.image" -}}
{{- $image := .root.Values.image -}}
{{- $name := printf "%s/%s/%s" $image.registry $image.repository .name -}}
{{- if .service.image.digest -}}
{{ $name }}@{{ .service.image.digest }}
{{- else -}}
{{ $name }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* The Secret of the page-token key. */}}
{{- define "cloister.pageTokenSecret" -}}
{{- .Values.pageTokens.existingSecret | default "cloister-page-token" -}}
{{- end }}

{{- define "cloister.originVerifySecret" -}}
{{- .Values.originVerify.existingSecret | default "cloister-origin-verify" -}}
{{- end }}

{{/* The Secret of the stream store's password, or nothing. */}}
{{- define "cloister.streamsSecret" -}}
{{- if .Values.streams.existingSecret -}}
{{ .Values.streams.existingSecret }}
{{- else if and .Values.externalSecrets.enabled .Values.externalSecrets.streamsPassword.key -}}
cloister-streams
{{- end -}}
{{- end }}

{{/* Whether history-service asks the API server for the cluster's keys, or nothing. */}}
{{- define "cloister.apiServerKeys" -}}
{{- if not (or .Values.cluster.keys.configMap .Values.cluster.keys.inline .Values.cluster.issuerCidrs) -}}yes{{- end -}}
{{- end }}

{{/* The ConfigMap of a key set, or nothing. Context: keys, made (the name where the chart makes it). */}}
{{- define "cloister.keysConfigMap" -}}
{{- if .keys.inline -}}{{ .made }}{{- else -}}{{ .keys.configMap }}{{- end -}}
{{- end }}

{{/*
How long a pod is given: until it gets no more requests, then what runs, then half a minute to end.
Context: root, service.
*/}}
{{- define "cloister.graceSeconds" -}}
{{- add .root.Values.preStopSeconds .service.drainSeconds 30 -}}
{{- end }}

{{/* How long the slowest of them is given: the load balancer has one patience for all. */}}
{{- define "cloister.longestGraceSeconds" -}}
{{- $longest := 0 -}}
{{- range list .Values.chat .Values.history .Values.feedback -}}
{{- if .enabled }}{{ $longest = max $longest (include "cloister.graceSeconds" (dict "root" $ "service" .)) }}{{ end -}}
{{- end -}}
{{- $longest -}}
{{- end }}

{{/*
What a service calls by name, and should find inside. DynamoDB and S3 only where they have an address
of their own: by gateway endpoints they keep their public ones. Context: root, name.
*/}}
{{- define "cloister.privateHosts" -}}
{{- $v := .root.Values -}}
{{- $chat := eq .name "chat-service" -}}
{{- $models := index $v.chat.settings "cloister.bedrock.region" | default $v.aws.region -}}
{{- $called := list -}}
{{- if or $v.preflight.sts (and $chat $v.models.role.arn) }}{{ $called = append $called (list "sts" (printf "sts.%s" $v.aws.region)) }}{{ end -}}
{{- if $chat }}{{ $called = append $called (list "bedrockRuntime" (printf "bedrock-runtime.%s" $models)) }}{{ end -}}
{{- if and $chat $v.preflight.bedrock }}{{ $called = append $called (list "bedrock" (printf "bedrock.%s" $models)) }}{{ end -}}
{{- $called = append $called (list "dynamodb" "") -}}
{{- if eq .name "history-service" }}{{ $called = append $called (list "s3" "") }}{{ end -}}
{{- $hosts := $v.preflight.privateHosts -}}
{{- range $called -}}
{{- $name := last . -}}
{{- $own := index $v.aws.endpoints (first .) -}}
{{- if $own -}}
{{- $hosts = append $hosts (urlParse $own).hostname -}}
{{- else if $name -}}
{{- $hosts = append $hosts (printf "%s.amazonaws.com" $name) -}}
{{- end -}}
{{- end -}}
{{- join "," $hosts -}}
{{- end }}

{{/* The one origin's path rules; the controller puts the longest prefix first. */}}
{{- define "cloister.paths" -}}
chat-service: [/]
history-service: [/v1/sessions, /v1/users, /v1/admin/sessions, /v1/attachments, /v1/shares, /v1/system-prompts]
feedback-service: [/v1/feedback, /v1/admin/feedback]
{{- end }}

{{/* The annotations of the Ingress that have values of their own: nobody sets them twice. */}}
{{- define "cloister.ingressAnnotations" -}}
{{- $own := list "group.name" "scheme" "target-type" "listen-ports" "certificate-arn" "ssl-policy" "backend-protocol" "load-balancer-attributes" "target-group-attributes" "subnets" "inbound-cidrs" "security-group-prefix-lists" "security-groups" "manage-backend-security-group-rules" -}}
{{- range list "port" "path" "interval-seconds" "timeout-seconds" }}{{ $own = append $own (printf "healthcheck-%s" .) }}{{ end -}}
{{- range list "healthy" "unhealthy" }}{{ $own = append $own (printf "%s-threshold-count" .) }}{{ end -}}
{{- range list "scheme" "subnets" "security-groups" "healthcheck-protocol" "healthcheck-success-codes" }}{{ $own = append $own (printf "frontend-nlb-%s" .) }}{{ end -}}
{{- range append $own "enable-frontend-nlb" }}
- alb.ingress.kubernetes.io/{{ . }}
{{- end }}
{{- end }}
