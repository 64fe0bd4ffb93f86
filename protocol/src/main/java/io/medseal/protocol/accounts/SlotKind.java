package io.medseal.protocol.accounts;

import com.fasterxml.jackson.annotation.JsonValue;

/** A way in (spec/accounts.md section 1). */
public enum SlotKind {
  PASSWORD("password", 1),
  RECOVERY("recovery", 2),
  PASSKEY("passkey", 3);

  private final String text;
  private final int code;

  SlotKind(String text, int code) {
    this.text = text;
    this.code = code;
  }

  /** As written in JSON. */
  @JsonValue
  public String text() {
    return text;
  }

  /** As authenticated with the slot. */
  public int code() {
    return code;
  }
}
