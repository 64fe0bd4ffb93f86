package io.medseal.seal.files;

/** Told how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  /** For those who do not want to know. */
  Progress NONE = (done, total) -> {};

  /**
   * Called now and then, never by two threads at once.
   *
   * @param done bytes of content so far
   * @param total bytes of content in all
   */
  void advanced(long done, long total);
}
