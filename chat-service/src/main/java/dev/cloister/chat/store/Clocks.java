package dev.cloister.chat.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time by which days and minutes are told: UTC's. */
@ApplicationScoped
class Clocks {

  @Produces
  @Singleton
  Clock utc() {
    return Clock.systemUTC();
  }
}
