package io.medseal.seal.decisions;

/** What a person has decided about somebody who shares with them. */
public enum SignerDecision {
  /** What they share comes in by itself. */
  ACCEPTED("accepted"),
  /** What they share takes part in nothing and is not asked about. */
  BLOCKED("blocked");

  private final String text;

  SignerDecision(String text) {
    this.text = text;
  }

  /** As it is written in the document. */
  public String text() {
    return text;
  }
}
