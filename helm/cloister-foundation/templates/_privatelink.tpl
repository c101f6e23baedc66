{{- define "foundation.privateLinkRole" -}}
{{- $role := .Values.privateLink.provider.job.role -}}
{{- $role.arn | default (include "foundation.iamArn" (dict "root" . "rest" (printf "role%s%s" .Values.roles.path $role.name))) -}}
{{- end }}

{{- define "foundation.privateLinkLabels" -}}
app.kubernetes.io/component: private-link
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Nothing in it changes with the chart's version alone. */}}
{{- define "foundation.privateLinkPod" -}}
{{- $v := .Values -}}
{{- $job := $v.privateLink.provider.job -}}
metadata:
  labels: {{- include "foundation.privateLinkLabels" . | nindent 4 }}
spec:
  restartPolicy: Never
  serviceAccountName: {{ $v.name }}-private-link
  automountServiceAccountToken: false
  enableServiceLinks: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  {{- with $job.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $job.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $job.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: private-link
      image: {{ $job.image }}
      command: [sh, /scripts/private-link.sh]
      env:
        - {name: AWS_DEFAULT_REGION, value: {{ $v.aws.region }}}
        - {name: AWS_STS_REGIONAL_ENDPOINTS, value: regional}
        - {name: HOME, value: /tmp}
        - {name: SERVICE_NAME, value: {{ $v.name }}-provider}
        - {name: WAIT_SECONDS, value: {{ $job.deadlineSeconds | quote }}}
        {{- if $job.proveName }}
        - {name: PRIVATE_NAME, value: {{ $v.privateLink.provider.privateDnsName | quote }}}
        {{- end }}
        {{- with $job.accept }}
        - name: ACCEPT
          value: |
            {{- range . }}
            {{ .endpoint }} {{ .owner }}
            {{- end }}
        {{- end }}
      resources:
        requests: {cpu: 50m, memory: 128Mi}
        limits: {memory: 256Mi}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      volumeMounts:
        - {name: scripts, mountPath: /scripts, readOnly: true}
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: scripts
      configMap: {name: {{ $v.name }}-private-link}
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
{{- end }}
