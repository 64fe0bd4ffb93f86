package io.medseal.seal.slots;

/** A way in (spec/accounts.md section 1). */
public enum SlotKind {
  PASSWORD(1),
  RECOVERY(2),
  PASSKEY(3);

  private final int code;

  SlotKind(int code) {
    this.code = code;
  }

  /** As authenticated with the slot. */
  public int code() {
    return code;
  }
}
