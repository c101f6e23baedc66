{{/* Networks and pods of something, as a policy names them; nothing where there are none. Context: cidrs, pods. */}}
{{- define "cloister.peers" -}}
{{- range .cidrs }}
- ipBlock: {cidr: {{ . | quote }}}
{{- end }}
{{- if .pods.podLabels }}
- namespaceSelector:
    matchLabels: {{- toYaml .pods.namespaceLabels | nindent 6 }}
  podSelector:
    matchLabels: {{- toYaml .pods.podLabels | nindent 6 }}
{{- end }}
{{- end }}

{{/* Where a service's pods may go. Context: root, name. */}}
{{- define "cloister.egress" -}}
{{- $policy := .root.Values.networkPolicy -}}
- to:
    - namespaceSelector:
        matchLabels: {kubernetes.io/metadata.name: {{ $policy.dns.namespace }}}
      podSelector:
        matchLabels: {{- toYaml $policy.dns.podLabels | nindent 10 }}
    {{- range $policy.dns.cidrs }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
# AWS: interface endpoints by their network, gateway endpoints by the ranges that they route.
- to:
    {{- range concat (default list $policy.endpointCidrs) (default list $policy.gatewayCidrs) }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: 443, protocol: TCP}
{{- with include "cloister.peers" (dict "cidrs" $policy.issuerCidrs "pods" $policy.issuerPods) }}
- to: {{- . | nindent 4 }}
  ports:
    - {port: {{ $policy.issuerPort }}, protocol: TCP}
{{- end }}
{{- if and (eq .name "history-service") .root.Values.cluster.issuerCidrs }}
- to:
    {{- range .root.Values.cluster.issuerCidrs }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: {{ .root.Values.cluster.issuerPort }}, protocol: TCP}
{{- end }}
{{- if and (eq .name "history-service") (include "cloister.apiServerKeys" .root) }}
# The API server, for the cluster's keys.
- to:
    {{- range .root.Values.cluster.apiServerCidrs }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: 443, protocol: TCP}
{{- end }}
{{- if eq .root.Values.workloadIdentity.mode "pod-identity" }}
# The Pod Identity agent of the node.
- to:
    - ipBlock: {cidr: 169.254.170.23/32}
  ports:
    - {port: 80, protocol: TCP}
{{- end }}
{{- if eq .name "chat-service" }}
- to:
    - podSelector:
        matchLabels: {{- include "cloister.selector" (dict "root" .root "name" "history-service") | nindent 10 }}
  ports:
    - {port: http, protocol: TCP}
{{- with include "cloister.peers" .root.Values.streams }}
- to: {{- . | nindent 4 }}
  ports:
    - {port: {{ $.root.Values.streams.port }}, protocol: TCP}
{{- end }}
{{- end }}
{{- end }}
