package dev.cloister.edge.drain;

/**
 * Work that goes on without a request, such as an answer that nobody follows at the moment. A bean
 * of this type is waited for when its service goes.
 */
public interface Unfinished {

  /** How much of it there is; 0 where the service may go. */
  int unfinished();

  /** Time is up: end it now, as far as that can be done within seconds. */
  void giveUp();
}
