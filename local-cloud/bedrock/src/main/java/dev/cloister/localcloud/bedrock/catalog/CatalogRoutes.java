package dev.cloister.localcloud.bedrock.catalog;

import dev.cloister.localcloud.bedrock.wire.AwsException;
import dev.cloister.localcloud.bedrock.wire.Exchange;
import dev.cloister.localcloud.bedrock.wire.Signature;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** ListFoundationModels and ListInferenceProfiles. */
public final class CatalogRoutes {

  private static final String ACCOUNT = "000000000000";
  private static final List<String> PROFILE_REGIONS =
      List.of("us-east-1", "us-east-2", "us-west-2");
  private static final int MAX_RESULTS = 1000;

  /** Every model that passes the filters; this list has no pages. */
  public void foundationModels(Exchange exchange) {
    String region = Signature.of(exchange.request()).region();
    MultiMap query = exchange.request().params();
    JsonArray summaries = new JsonArray();
    Models.ALL.stream()
        .filter(m -> matches(query, "byProvider", List.of(m.provider())))
        .filter(m -> matches(query, "byOutputModality", List.of(output(m))))
        .filter(m -> matches(query, "byInferenceType", inferenceTypes(m)))
        .filter(m -> matches(query, "byCustomizationType", List.of()))
        .map(m -> summary(m, region))
        .forEach(summaries::add);
    exchange.json(200, new JsonObject().put("modelSummaries", summaries));
  }

  /** Page by page. */
  public void inferenceProfiles(Exchange exchange) {
    String region = Signature.of(exchange.request()).region();
    MultiMap query = exchange.request().params();
    int limit = maxResults(query.get("maxResults"));
    int from = position(query.get("nextToken"));
    boolean systemDefined = matches(query, "type", List.of("SYSTEM_DEFINED"));
    List<Model> all = Models.ALL.stream().filter(m -> systemDefined && m.profile()).toList();
    int to = Math.min(all.size(), from + limit);
    JsonArray summaries = new JsonArray();
    all.subList(Math.min(from, to), to).forEach(m -> summaries.add(profile(m, region)));
    JsonObject page = new JsonObject().put("inferenceProfileSummaries", summaries);
    if (to < all.size()) {
      page.put("nextToken", token(to));
    }
    exchange.json(200, page);
  }

  private static JsonObject summary(Model model, String region) {
    JsonObject summary =
        new JsonObject()
            .put("customizationsSupported", new JsonArray())
            .put("inferenceTypesSupported", new JsonArray(inferenceTypes(model)))
            .put("inputModalities", new JsonArray().add("TEXT"))
            .put("modelArn", model.arn(region))
            .put("modelId", model.id())
            .put("modelLifecycle", new JsonObject().put("status", "ACTIVE"))
            .put("modelName", model.name())
            .put("outputModalities", new JsonArray().add(output(model)))
            .put("providerName", model.provider());
    return model.converses() ? summary.put("responseStreamingSupported", true) : summary;
  }

  private static JsonObject profile(Model model, String region) {
    JsonArray models = new JsonArray();
    PROFILE_REGIONS.forEach(r -> models.add(new JsonObject().put("modelArn", model.arn(r))));
    return new JsonObject()
        .put("createdAt", "2025-09-29T00:00:00Z")
        .put(
            "description",
            "Routes requests to %s in us-east-1, us-east-2 and us-west-2.".formatted(model.name()))
        .put(
            "inferenceProfileArn",
            "arn:aws:bedrock:%s:%s:inference-profile/%s"
                .formatted(region, ACCOUNT, model.profileId()))
        .put("inferenceProfileId", model.profileId())
        .put("inferenceProfileName", "US " + model.provider() + " " + model.name())
        .put("models", models)
        .put("status", "ACTIVE")
        .put("type", "SYSTEM_DEFINED")
        .put("updatedAt", "2025-09-29T00:00:00Z");
  }

  private static String output(Model model) {
    return model.converses() ? "TEXT" : "EMBEDDING";
  }

  private static List<String> inferenceTypes(Model model) {
    if (!model.onDemand()) {
      return List.of("INFERENCE_PROFILE");
    }
    return model.profile() ? List.of("ON_DEMAND", "INFERENCE_PROFILE") : List.of("ON_DEMAND");
  }

  private static boolean matches(MultiMap query, String filter, List<String> values) {
    String wanted = query.get(filter);
    return wanted == null || values.stream().anyMatch(wanted::equalsIgnoreCase);
  }

  private static int maxResults(String value) {
    if (value == null) {
      return MAX_RESULTS;
    }
    if (value.matches("\\d{1,4}")) {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= MAX_RESULTS) {
        return count;
      }
    }
    throw AwsException.validation(
        "1 validation error detected: Value at 'maxResults' failed to satisfy constraint:"
            + " Member must be between 1 and 1000");
  }

  private static String token(int position) {
    byte[] bytes = ("profiles:" + position).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int position(String token) {
    for (int i = 1; token != null && i < Models.ALL.size(); i++) {
      if (token.equals(token(i))) {
        return i;
      }
    }
    if (token == null) {
      return 0;
    }
    throw AwsException.validation("The provided nextToken is invalid.");
  }
}
