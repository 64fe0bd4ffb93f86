package io.medseal.server.platform.db;

import java.util.function.Supplier;

/**
 * Thrown out of a piece of work that needs something done first which would take long: it is done
 * without a connection and not in the writer's thread, and then the work begins anew.
 *
 * <p>One class for all that may have to be done: with a subclass for each, Temurin 25.0.3 went on
 * calling the method of the one that it had seen first in virtual threads that had been waiting
 * when the second was loaded, and crashed.
 */
public final class FirstException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<Runnable> first;

  /**
   * For that to be done.
   *
   * @param first does it; what it answers is run when the piece of work is over, whichever way
   */
  public FirstException(Supplier<Runnable> first) {
    super(null, null, false, false);
    this.first = first;
  }

  /** Does it, and answers what is to be run when the piece of work is over. */
  Runnable doIt() {
    return first.get();
  }
}
