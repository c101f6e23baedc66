{{/* Each service's settings, as docs/settings.md names them. Context: root, name, service. */}}
{{- define "cloister.settings" -}}
{{- $v := .root.Values -}}
{{- $settings := dict
  "quarkus.oidc.auth-server-url" $v.identity.issuer
  "quarkus.oidc.token.audience" $v.identity.audience
  "cloister.identity.audience-claim" $v.identity.audienceClaim
  "cloister.drain.timeout" (printf "%ds" (int .service.drainSeconds))
  "quarkus.http.idle-timeout" (printf "%ds" (add $v.ingress.idleTimeoutSeconds 15))
-}}
{{- with $v.identity.tokenIssuer }}{{ $_ := set $settings "quarkus.oidc.token.issuer" . }}{{ end -}}
{{- with $v.identity.adminGroup }}{{ $_ := set $settings "cloister.identity.admin-group" . }}{{ end -}}
{{- with $v.identity.groupClaims }}{{ $_ := set $settings "cloister.identity.group-claims" (join "," .) }}{{ end -}}
{{- range $claim, $value := $v.identity.requiredClaims }}
{{- $_ := set $settings (printf "quarkus.oidc.token.required-claims.%q" $claim) $value }}
{{- end -}}
{{- if include "cloister.keysConfigMap" (dict "keys" $v.identity.keys "made" "x") }}
{{- $_ := set $settings "cloister.identity.keys-file" (printf "/etc/cloister/keys/%s" $v.identity.keys.key) }}
{{- end -}}
{{- with $v.unsafe.allow }}{{ $_ := set $settings "cloister.unsafe.allow" (join "," .) }}{{ end -}}
{{- if eq .name "chat-service" }}
{{- $_ := set $settings "cloister.history.url" "http://history-service" }}
{{- $_ := set $settings "cloister.history.token-file" "/var/run/secrets/cloister/token" }}
{{- $_ := set $settings "cloister.usage.table" $v.stores.usageTable }}
{{- $_ := set $settings "cloister.web.client-id" $v.identity.web.clientId }}
{{- if ne $v.identity.web.signIn "redirect" }}{{ $_ := set $settings "cloister.web.sign-in" $v.identity.web.signIn }}{{ end }}
{{- $_ := set $settings "cloister.web.scope" $v.identity.web.scope }}
{{- with $v.identity.web.authority }}{{ $_ := set $settings "cloister.web.authority" . }}{{ end }}
{{- with $v.identity.web.connectSources }}{{ $_ := set $settings "cloister.web.connect-sources" (join "," .) }}{{ end }}
{{- with $v.identity.web.gaia }}
{{- if .userPoolId }}
{{- $_ := set $settings "cloister.web.gaia.user-pool-id" .userPoolId }}
{{- $_ := set $settings "cloister.web.gaia.user-pool-client-id" (.userPoolClientId | default $v.identity.web.clientId) }}
{{- $_ := set $settings "cloister.web.gaia.domain" .domain }}
{{- $_ := set $settings "cloister.web.gaia.redirects" (join "," (.redirects | default (list (printf "https://%s/" $v.ingress.host)))) }}
{{- with .scopes }}{{ $_ := set $settings "cloister.web.gaia.scopes" (join "," .) }}{{ end }}
{{- with .authProvider }}{{ $_ := set $settings "cloister.web.gaia.auth-provider" . }}{{ end }}
{{- with .eventsEndpoint }}{{ $_ := set $settings "cloister.web.gaia.events-endpoint" . }}{{ end }}
{{- end }}
{{- end }}
{{- with $v.models.allowed }}{{ $_ := set $settings "cloister.models.allowed" (join "," .) }}{{ end }}
{{- with $v.models.titleModel }}{{ $_ := set $settings "cloister.models.title-model" . }}{{ end }}
{{- with $v.models.guardrail.id }}{{ $_ := set $settings "cloister.bedrock.guardrail.id" . }}{{ end }}
{{- with $v.models.guardrail.version }}{{ $_ := set $settings "cloister.bedrock.guardrail.version" . }}{{ end }}
{{- with $v.models.role.arn }}{{ $_ := set $settings "cloister.bedrock.role.arn" . }}{{ end }}
{{- with $v.models.role.externalId }}{{ $_ := set $settings "cloister.bedrock.role.external-id" . }}{{ end }}
{{- with $v.streams.url }}{{ $_ := set $settings "cloister.streams.url" . }}{{ end }}
{{- with $v.aws.endpoints.bedrockRuntime }}{{ $_ := set $settings "cloister.bedrock.runtime-endpoint" . }}{{ end }}
{{- with $v.aws.endpoints.bedrock }}{{ $_ := set $settings "cloister.bedrock.control-endpoint" . }}{{ end }}
{{- else if eq .name "history-service" }}
{{- $_ := set $settings "cloister.history.table" $v.stores.historyTable }}
{{- $_ := set $settings "cloister.history.bucket" $v.stores.contentBucket }}
{{- $_ := set $settings "cloister.history.workloads" (printf "system:serviceaccount:%s:chat-service" .root.Release.Namespace) }}
{{- if include "cloister.apiServerKeys" .root }}
{{- $_ := set $settings "quarkus.oidc.workload.auth-server-url" "https://kubernetes.default.svc" }}
{{- $_ := set $settings "quarkus.oidc.workload.discovery-enabled" "false" }}
{{- $_ := set $settings "quarkus.oidc.workload.jwks-path" "/openid/v1/jwks" }}
{{- $_ := set $settings "quarkus.oidc.workload.token.issuer" $v.cluster.issuer }}
{{- $_ := set $settings "quarkus.oidc.workload.tls.tls-configuration-name" "cluster" }}
{{- $_ := set $settings "quarkus.tls.cluster.trust-store.pem.certs" "/var/run/secrets/cluster/ca.crt" }}
{{- $_ := set $settings "cloister.identity.workload.keys-token-file" "/var/run/secrets/cluster/token" }}
{{- else }}
{{- $_ := set $settings "quarkus.oidc.workload.auth-server-url" $v.cluster.issuer }}
{{- if include "cloister.keysConfigMap" (dict "keys" $v.cluster.keys "made" "x") }}
{{- $_ := set $settings "cloister.identity.workload.keys-file" (printf "/etc/cloister/cluster-keys/%s" $v.cluster.keys.key) }}
{{- end }}
{{- end }}
{{- else }}
{{- $_ := set $settings "cloister.feedback.table" $v.stores.feedbackTable }}
{{- end -}}
{{- /* What is empty, too, goes before the chart's own. */}}
{{- range $name, $value := .service.settings }}{{ $_ := set $settings $name $value }}{{ end }}
{{- range $name, $value := $settings }}
{{- /* A number of a million and more would be 1e+06. */}}
{{- $said := ternary (toJson $value) (toString $value) (kindIs "float64" $value) }}
{{ $name | replace ":" "\\:" | replace "=" "\\=" | replace " " "\\ " }}={{ $said | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end }}
{{- end }}
