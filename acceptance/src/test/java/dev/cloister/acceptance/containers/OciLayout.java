package dev.cloister.acceptance.containers;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder with an image as the OCI's image layout has it. */
record OciLayout(Path folder) {

  private static final String KIND = "application/vnd.oci.image.";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One image for each architecture, that does nothing and holds the text. */
  void index(List<String> architectures, String text) throws IOException {
    Files.createDirectories(folder.resolve("blobs/sha256"));
    var manifests = new ArrayList<Map<String, Object>>();
    for (String architecture : architectures) {
      var layer = blob("layer.v1.tar", text.getBytes(StandardCharsets.UTF_8));
      var config =
          json(
              "config.v1+json",
              Map.of(
                  "architecture",
                  architecture,
                  "os",
                  "linux",
                  "rootfs",
                  Map.of("type", "layers", "diff_ids", List.of(layer.get("digest")))));
      var manifest =
          json(
              "manifest.v1+json",
              Map.of("schemaVersion", 2, "config", config, "layers", List.of(layer)));
      manifest.put("platform", Map.of("architecture", architecture, "os", "linux"));
      manifests.add(manifest);
    }
    var index = json("index.v1+json", Map.of("schemaVersion", 2, "manifests", manifests));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        JSON.writeValueAsString(Map.of("schemaVersion", 2, "manifests", List.of(index))));
  }

  private Map<String, Object> json(String kind, Map<String, Object> content) throws IOException {
    return blob(kind, JSON.writeValueAsBytes(content));
  }

  /** Stores the bytes and describes them. */
  private Map<String, Object> blob(String kind, byte[] bytes) throws IOException {
    String digest = HexFormat.of().formatHex(sha256().digest(bytes));
    Files.write(folder.resolve("blobs/sha256").resolve(digest), bytes);
    return new TreeMap<>(
        Map.of("mediaType", KIND + kind, "digest", "sha256:" + digest, "size", bytes.length));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
