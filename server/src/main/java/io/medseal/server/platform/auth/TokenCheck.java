package io.medseal.server.platform.auth;

/** Finds out whose token it is. */
public interface TokenCheck {
  /** What became of a token. */
  sealed interface Result {
    /** A session that may go on. */
    record Valid(Caller caller) implements Result {}

    /** A session that has ended by time. */
    record Expired() implements Result {}

    /** Never issued, or signed out. */
    record Unknown() implements Result {}
  }

  Result check(String token);

  /** For a request that takes long: whether its session has not been ended meanwhile. */
  boolean goesOn(Caller caller);
}
