package io.medseal.server.denials;

/** The kinds of callers. All but the last five of them are somebody whom nothing was given. */
enum Who {
  NOBODY("somebody without a token"),
  GARBLED("somebody whose token was never issued"),
  SIGNED_OUT("the owner, with a session that was ended"),
  SESSION_OVER("the owner, with a session that has ended by time"),
  STRANGER("a person with an account and nothing more"),
  REMOVED("a removed member"),
  EXPIRED("a member whose time is over"),
  CONTRIBUTOR("a contributor"),
  READER("a reader"),
  MANAGER("a manager who has not uploaded it");

  private final String text;

  Who(String text) {
    this.text = text;
  }

  /** Whether there is a session that goes on. */
  boolean isSignedIn() {
    return compareTo(STRANGER) >= 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
