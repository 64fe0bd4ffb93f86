package io.medseal.client.reports;

/** Told how far long work has come. Called often and from any thread, one at a time. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (_, _) -> {};

  /**
   * So far.
   *
   * @param done bytes of content
   * @param total bytes of content
   */
  void at(long done, long total);
}
