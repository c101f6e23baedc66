package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Pod Security Standard {@code restricted}, and a root file system that cannot be written. */
final class PodSecurity {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private PodSecurity() {}

  /** What the pod's specification breaks. */
  static List<String> violations(JsonNode spec) {
    var broken = new ArrayList<String>();
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      check(broken, !spec.path(shared).asBoolean(), shared);
    }
    JsonNode pod = spec.path("securityContext");
    for (JsonNode volume : spec.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              type -> check(broken, type.equals("name") || VOLUMES.contains(type), type));
    }
    for (String containers : List.of("containers", "initContainers")) {
      for (JsonNode container : spec.path(containers)) {
        JsonNode own = container.path("securityContext");
        check(broken, !own.path("privileged").asBoolean(), "privileged");
        check(
            broken,
            !own.path("allowPrivilegeEscalation").asBoolean(true),
            "allowPrivilegeEscalation");
        check(broken, own.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem");
        check(broken, either(own, pod, "/runAsNonRoot").asBoolean(), "runAsNonRoot");
        check(broken, either(own, pod, "/runAsUser").asInt() > 0, "runAsUser");
        check(
            broken,
            either(own, pod, "/seccompProfile/type").asText().equals("RuntimeDefault"),
            "seccompProfile");
        check(
            broken,
            own.at("/capabilities/drop").toString().equals("[\"ALL\"]")
                && own.at("/capabilities/add").isEmpty(),
            "capabilities");
        check(broken, container.path("ports").findValues("hostPort").isEmpty(), "hostPort");
      }
    }
    return broken;
  }

  private static JsonNode either(JsonNode own, JsonNode pod, String at) {
    return own.at(at).isMissingNode() ? pod.at(at) : own.at(at);
  }

  private static void check(List<String> broken, boolean holds, String what) {
    if (!holds) {
      broken.add(what);
    }
  }
}
