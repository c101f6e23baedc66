{{/* Nothing of a pod may write, rise or listen where it should not. */}}
{{- define "cloister.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "cloister.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/*
What pods.affinity says, and nodes that the images are built for. Terms are alternatives, so each
one gets that.
*/}}
{{- define "cloister.affinity" -}}
{{- $affinity := deepCopy .Values.pods.affinity -}}
{{- with .Values.image.architectures -}}
{{- $built := dict "key" "kubernetes.io/arch" "operator" "In" "values" . -}}
{{- $nodes := $affinity.nodeAffinity | default dict -}}
{{- $required := $nodes.requiredDuringSchedulingIgnoredDuringExecution | default dict -}}
{{- $terms := list -}}
{{- range $required.nodeSelectorTerms | default (list (dict)) -}}
{{- $terms = append $terms (set . "matchExpressions" (append (.matchExpressions | default list) $built)) -}}
{{- end -}}
{{- $_ := set $required "nodeSelectorTerms" $terms -}}
{{- $_ := set $nodes "requiredDuringSchedulingIgnoredDuringExecution" $required -}}
{{- $_ := set $affinity "nodeAffinity" $nodes -}}
{{- end -}}
{{- toYaml $affinity -}}
{{- end }}

{{/* Context: root, name, service. */}}
{{- define "cloister.environment" -}}
- name: AWS_REGION
  value: {{ .root.Values.aws.region | quote }}
- name: AWS_STS_REGIONAL_ENDPOINTS
  value: regional
{{- range $service, $url := dict "DYNAMODB" .root.Values.aws.endpoints.dynamodb "S3" .root.Values.aws.endpoints.s3 "STS" .root.Values.aws.endpoints.sts }}
{{- if $url }}
- name: AWS_ENDPOINT_URL_{{ $service }}
  value: {{ $url | quote }}
{{- end }}
{{- end }}
- name: QUARKUS_CONFIG_LOCATIONS
  value: /etc/cloister/settings/application.properties
- name: CLOISTER_PAGE_TOKEN_KEY
  valueFrom:
    secretKeyRef: {name: {{ include "cloister.pageTokenSecret" .root }}, key: {{ .root.Values.pageTokens.key }}}
{{- if .root.Values.originVerify.enabled }}
- name: CLOISTER_ORIGIN_VERIFY_VALUES
  valueFrom:
    secretKeyRef: {name: {{ include "cloister.originVerifySecret" .root }}, key: {{ .root.Values.originVerify.key }}}
{{- end }}
{{- if and (eq .name "chat-service") (include "cloister.streamsSecret" .root) }}
- name: QUARKUS_REDIS_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ include "cloister.streamsSecret" .root }}, key: {{ .root.Values.streams.key }}}
{{- end }}
{{- with .service.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "cloister.mounts" -}}
- {name: settings, mountPath: /etc/cloister/settings, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- if include "cloister.keysConfigMap" (dict "keys" .root.Values.identity.keys "made" "cloister-issuer-keys") }}
- {name: keys, mountPath: /etc/cloister/keys, readOnly: true}
{{- end }}
{{- if and (eq .name "history-service") (include "cloister.keysConfigMap" (dict "keys" .root.Values.cluster.keys "made" "cloister-cluster-keys")) }}
- {name: cluster-keys, mountPath: /etc/cloister/cluster-keys, readOnly: true}
{{- end }}
{{- if and (eq .name "history-service") (include "cloister.apiServerKeys" .root) }}
- {name: cluster, mountPath: /var/run/secrets/cluster, readOnly: true}
{{- end }}
{{- if eq .name "chat-service" }}
- {name: token, mountPath: /var/run/secrets/cloister, readOnly: true}
{{- end }}
{{- end }}

{{- define "cloister.volumes" -}}
- name: settings
  configMap: {name: {{ .name }}}
- name: tmp
  emptyDir: {sizeLimit: 64Mi}
{{- with include "cloister.keysConfigMap" (dict "keys" .root.Values.identity.keys "made" "cloister-issuer-keys") }}
- name: keys
  configMap: {name: {{ . }}}
{{- end }}
{{- if eq .name "history-service" }}
{{- with include "cloister.keysConfigMap" (dict "keys" .root.Values.cluster.keys "made" "cloister-cluster-keys") }}
- name: cluster-keys
  configMap: {name: {{ . }}}
{{- end }}
{{- if include "cloister.apiServerKeys" .root }}
# What the API server wants to see of whoever asks for its keys, and what it is known by.
- name: cluster
  projected:
    sources:
      - serviceAccountToken: {expirationSeconds: 3600, path: token}
      - configMap:
          name: kube-root-ca.crt
          items:
            - {key: ca.crt, path: ca.crt}
{{- end }}
{{- end }}
{{- if eq .name "chat-service" }}
- name: token
  projected:
    sources:
      - serviceAccountToken: {audience: history-service, expirationSeconds: 3600, path: token}
{{- end }}
{{- end }}
