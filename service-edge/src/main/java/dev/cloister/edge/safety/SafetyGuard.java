package dev.cloister.edge.safety;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Refuses to start an unsafe service. Dev mode and tests are not looked at. */
@ApplicationScoped
class SafetyGuard {

  private static final Logger LOG = Logger.getLogger(SafetyGuard.class);
  private static final List<SafetyCheck> CHECKS =
      List.of(
          new MissingAuthentication(),
          new PlainHttpEndpoints(),
          new PlainValkey(),
          new TrustAll(),
          new OpenCors(),
          new StoreCreation(),
          new StaticCredentials(),
          new ContentLogging(),
          new AccessLogging(),
          new PageTokenKey());

  private final Config config;
  private final Set<String> allowed;

  SafetyGuard(Config config, SafetyConfig safety) {
    this.config = config;
    this.allowed = safety.allow().orElse(Set.of());
  }

  void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      refuse();
    }
  }

  void refuse() {
    var settings = new Settings(config);
    var found = CHECKS.stream().flatMap(c -> c.hazards(settings)).toList();
    found.stream()
        .filter(h -> allowed.contains(h.name()))
        .forEach(h -> LOG.warnf("%s is unsafe and allowed as %s", h.property(), h.name()));
    var refused = found.stream().filter(h -> !allowed.contains(h.name())).toList();
    if (!refused.isEmpty()) {
      throw new UnsafeConfigurationException(
          refused.stream().map(Hazard::sentence).collect(Collectors.joining("\n")));
    }
  }
}
