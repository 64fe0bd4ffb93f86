package io.medseal.ledger.keyrings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** What a keyring stands for (spec/keyrings.md section 1). */
public enum KeyringKind {
  PERSON("person", 1, true),
  SERVICE("service", 2, true),
  INSTITUTE("institute", 3, true),
  DEPARTMENT("department", 4, false),
  RECORD("record", 5, false),
  SECTION("section", 6, false),
  LINK("link", 7, false),
  CLAIM("claim", 8, false),
  SHARE("share", 9, false);

  private final String text;
  private final int code;
  private final boolean signs;

  KeyringKind(String text, int code, boolean signs) {
    this.text = text;
    this.code = code;
    this.signs = signs;
  }

  /** As written in statements. */
  @JsonValue
  public String text() {
    return text;
  }

  /** As hashed into the keyring id. */
  public int code() {
    return code;
  }

  /** Whether its generations carry signature keys. */
  public boolean signs() {
    return signs;
  }

  /** What the parent of such a keyring is: a record of a section, a section of a share. */
  public Optional<KeyringKind> parentKind() {
    return switch (this) {
      case SECTION -> Optional.of(RECORD);
      case SHARE -> Optional.of(SECTION);
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT, RECORD, LINK, CLAIM -> Optional.empty();
    };
  }

  /** Whether it signs its own first statement: a person or a service. */
  public boolean madeByItself() {
    return this == PERSON || this == SERVICE;
  }
}
