package dev.cloister.chat.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/** The models that may be used, in OpenAI's shape with a name and the default marked. */
@Path("/v1/models")
@Authenticated
class ModelResource {

  record Listed(
      String id,
      String object,
      long created,
      @JsonProperty("owned_by") String ownedBy,
      String name,
      @JsonProperty("default") boolean isDefault) {}

  record Page(String object, List<Listed> data) {}

  private final Catalogue catalogue;

  ModelResource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GET
  @RunOnVirtualThread
  public Page list() {
    var data = new ArrayList<Listed>();
    for (Model m : catalogue.models()) {
      // Bedrock does not say when a model was made; OpenAI's clients want a number.
      data.add(new Listed(m.id(), "model", 0, m.provider(), m.name(), data.isEmpty()));
    }
    return new Page("list", data);
  }
}
