package io.medseal.ledger.keyrings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a member may do in a keyring (spec/keyrings.md section 1). */
public enum Role {
  OWNER("owner", 1),
  MANAGER("manager", 2),
  COLLABORATOR("collaborator", 3),
  READER("reader", 4),
  CONTRIBUTOR("contributor", 5);

  private static final Set<Capability> OWNERS =
      Collections.unmodifiableSet(EnumSet.allOf(Capability.class));
  private static final Set<Capability> MANAGERS =
      Collections.unmodifiableSet(EnumSet.of(Capability.MANAGE, Capability.OPEN, Capability.ADD));
  private static final Set<Capability> COLLABORATORS = Set.of(Capability.OPEN, Capability.ADD);
  private static final Set<Capability> READERS = Set.of(Capability.OPEN);
  private static final Set<Capability> CONTRIBUTORS = Set.of(Capability.ADD);

  private final String text;
  private final int code;

  Role(String text, int code) {
    this.text = text;
    this.code = code;
  }

  /** As written in statements. */
  @JsonValue
  public String text() {
    return text;
  }

  /** As hashed into a state. */
  public int code() {
    return code;
  }

  /** What it allows. Unmodifiable. */
  public Set<Capability> capabilities() {
    return switch (this) {
      case OWNER -> OWNERS;
      case MANAGER -> MANAGERS;
      case COLLABORATOR -> COLLABORATORS;
      case READER -> READERS;
      case CONTRIBUTOR -> CONTRIBUTORS;
    };
  }

  /** Whether a member in this role receives an envelope. */
  public boolean opens() {
    return capabilities().contains(Capability.OPEN);
  }
}
