package bench;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A service that does nothing. */
@Path("/v1")
public class Bare {

  @GET
  public String nothing() {
    return "";
  }
}
