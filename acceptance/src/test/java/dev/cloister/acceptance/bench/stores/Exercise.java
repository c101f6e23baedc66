package dev.cloister.acceptance.bench.stores;

import java.util.concurrent.Callable;

/** One call of a service, or several in the order in which they belong together. */
interface Exercise {

  /** The calls. */
  void served(Stopwatch watch) throws Exception;

  /** The requests to the store that these calls come down to, without the service. */
  void raw(Stopwatch watch) throws Exception;

  /** Takes the time of a call. */
  @FunctionalInterface
  interface Stopwatch {
    <T> T time(String call, Callable<T> work) throws Exception;
  }
}
