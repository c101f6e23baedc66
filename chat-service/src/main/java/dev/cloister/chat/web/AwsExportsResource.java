package dev.cloister.chat.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;

/** Public like {@code /config.json}, and for the same reason. */
@Path("/aws-exports.json")
@PermitAll
class AwsExportsResource {

  private final WebConfig config;

  AwsExportsResource(WebConfig config) {
    this.config = config;
  }

  @GET
  public AwsExports exports() {
    return config.gaia().map(AwsExports::of).orElseThrow(NotFoundException::new);
  }
}
