{{/*
A Job of helm test. Context: root, name, service, job (its name), and where it is one of its own: only
(the check that it runs) and weight (when).
*/}}
{{- define "cloister.preflightJob" -}}
# A Job, because the CNI of EKS applies network policies to pods that something owns alone.
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .job }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "cloister.labels" (dict "root" .root "name" .job) | nindent 4 }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
    {{- with .weight }}
    helm.sh/hook-weight: {{ . | quote }}
    {{- end }}
spec:
  backoffLimit: 0
  activeDeadlineSeconds: 600
  # Its log is there for a day.
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      labels:
        {{- include "cloister.labels" (dict "root" .root "name" .job) | nindent 8 }}
        app.kubernetes.io/component: preflight
        {{- with .root.Values.pods.labels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with .root.Values.pods.annotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ .name }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext: {{- include "cloister.podSecurity" .root | nindent 8 }}
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      {{- with .root.Values.pods.runtimeClassName }}
      runtimeClassName: {{ . }}
      {{- end }}
      {{- with .root.Values.pods.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with .root.Values.pods.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .root.Values.pods.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with (include "cloister.affinity" .root | fromYaml).nodeAffinity }}
      affinity:
        nodeAffinity: {{- toYaml . | nindent 10 }}
      {{- end }}
      containers:
        - name: preflight
          image: {{ include "cloister.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: [preflight]
          env:
            {{- include "cloister.environment" . | nindent 12 }}
            - name: CLOISTER_PREFLIGHT_PRIVATE_HOSTS
              value: {{ include "cloister.privateHosts" . | quote }}
            {{- with .root.Values.preflight.unreachable }}
            - name: CLOISTER_PREFLIGHT_UNREACHABLE
              value: {{ join "," . | quote }}
            {{- end }}
            {{- with .only }}
            - name: CLOISTER_PREFLIGHT_ONLY
              value: {{ . | quote }}
            {{- end }}
            - name: CLOISTER_PREFLIGHT_STS
              value: {{ .root.Values.preflight.sts | quote }}
            {{- if and (eq .root.Values.workloadIdentity.mode "irsa") .service.serviceAccount.roleArn }}
            - name: CLOISTER_PREFLIGHT_ROLE_ARN
              value: {{ .service.serviceAccount.roleArn | quote }}
            {{- end }}
            {{- if eq .name "chat-service" }}
            {{- with .root.Values.preflight.unlistedModel }}
            - name: CLOISTER_MODELS_UNLISTED
              value: {{ . | quote }}
            {{- end }}
            {{- end }}
          resources: {{- toYaml .service.resources | nindent 12 }}
          securityContext: {{- include "cloister.containerSecurity" .root | nindent 12 }}
          volumeMounts: {{- include "cloister.mounts" . | nindent 12 }}
      volumes: {{- include "cloister.volumes" . | nindent 8 }}
{{- end }}
