package io.medseal.protocol.accounts;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who may make an account at a service. */
public enum SignUpRule {
  /** Everybody. */
  OPEN("open"),
  /** Whoever shows an invitation that the operator made. */
  INVITATION("invitation"),
  /** Nobody. */
  CLOSED("closed");

  private final String text;

  SignUpRule(String text) {
    this.text = text;
  }

  /** As written in JSON and in settings. */
  @JsonValue
  public String text() {
    return text;
  }
}
