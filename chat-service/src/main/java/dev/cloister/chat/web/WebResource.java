package dev.cloister.chat.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The page's settings; public, because they are needed before anybody has signed in. */
@Path("/config.json")
@PermitAll
class WebResource {

  private final WebSettings settings;

  WebResource(WebSettings settings) {
    this.settings = settings;
  }

  @GET
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  public WebSettings.Settings settings() {
    return settings.settings();
  }
}
