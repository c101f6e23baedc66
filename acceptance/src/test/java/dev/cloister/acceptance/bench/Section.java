package dev.cloister.acceptance.bench;

import java.util.function.Consumer;

/** A part of the bench that sets up what it measures, measures it, and puts it away again. */
public interface Section {

  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures. May print a line about how far it is, now and then.
   *
   * @param run how often, and with what
   * @param out takes each table as soon as it is there
   */
  void measure(Run run, Consumer<Table> out) throws Exception;

  /**
   * How the bench was asked to measure.
   *
   * @param rounds how often each figure is taken, at least once
   * @param natively whether there are executables to be measured beside the jars
   */
  record Run(int rounds, boolean natively) {}
}
