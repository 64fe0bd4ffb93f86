package io.medseal.seal.decisions;

/** What a person has decided about a keyring that they were made a member of. */
public enum KeyringDecision {
  /** It takes part in what the person does. */
  ACCEPTED("accepted"),
  /** It takes part in nothing and is not asked about again. */
  DECLINED("declined");

  private final String text;

  KeyringDecision(String text) {
    this.text = text;
  }

  /** As it is written in the document. */
  public String text() {
    return text;
  }
}
