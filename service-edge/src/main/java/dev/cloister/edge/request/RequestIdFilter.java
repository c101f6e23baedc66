package dev.cloister.edge.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

class RequestIdFilter {

  private final RequestId requestId;

  RequestIdFilter(RequestId requestId) {
    this.requestId = requestId;
  }

  @ServerRequestFilter(preMatching = true)
  void read(ContainerRequestContext request) {
    requestId.offer(request.getHeaderString(RequestId.HEADER));
  }

  @ServerResponseFilter
  void write(ContainerResponseContext response) {
    response.getHeaders().putSingle(RequestId.HEADER, requestId.value());
  }
}
