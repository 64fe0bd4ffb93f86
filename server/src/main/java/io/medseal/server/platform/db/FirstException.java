package io.medseal.server.platform.db;

/**
 * Thrown out of a piece of work that needs something done first which would take long: it is done
 * without a connection and not in the writer's thread, and then the work begins anew.
 */
public abstract class FirstException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected FirstException() {
    super(null, null, false, false);
  }

  /**
   * Does it.
   *
   * @return to be run when the piece of work is over, whichever way
   */
  public abstract Runnable doIt();
}
