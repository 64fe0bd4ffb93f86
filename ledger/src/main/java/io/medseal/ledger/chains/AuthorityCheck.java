package io.medseal.ledger.chains;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the signer of a signed object may say what it says, along the path that it names
 * (spec/keyrings.md section 7). Also used for a report's author (spec/bodies.md section 4).
 */
public final class AuthorityCheck {
  /** How far clocks of honest people may differ. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final Keyrings keyrings;

  /** Looks up the named keyrings, at the named heads, in {@code keyrings}. */
  public AuthorityCheck(Keyrings keyrings) {
    this.keyrings = keyrings;
  }

  /**
   * Checks that a report's author might add to {@code section} at some moment of its chain when the
   * named heads were known.
   *
   * @return the author's public keys, to verify the manifest's signatures with
   * @throws LedgerException.NoAuthority if not
   * @throws LedgerException.ExpiredMember if only an ended membership would have allowed it
   */
  public PublicKeys checkAuthor(
      Header.Signer author, List<Header.Hop> via, VerifiedChain section, Instant time) {
    // The section itself stands last in a manifest's path, at the head that the author knew.
    if (via.isEmpty() || !via.getLast().keyring().equals(section.id())) {
      throw new LedgerException.NoAuthority("an author's path ends with the section");
    }
    KeyringState at =
        section
            .at(via.getLast().head())
            .orElseThrow(() -> new LedgerException.NoAuthority("a named head is unknown"));
    PublicKeys keys = signerKeys(author, time);
    requireCapability(author, via.subList(0, via.size() - 1), at, Capability.ADD, time);
    return keys;
  }

  PublicKeys checkCreate(Header header, Change.Create create) {
    Header.Signer signer = header.signer();
    if (create.kind().signs() != create.keys().canSign()) {
      throw new LedgerException.Malformed("signature keys belong to kinds that sign");
    }
    if ((create.kind() == KeyringKind.SECTION) != (create.parent() != null)) {
      throw new LedgerException.Malformed("a section, and only a section, has a parent");
    }
    if (create.kind().madeByItself()) {
      if (!signer.keyring().equals(header.keyring())
          || signer.generation() != 1
          || !signer.head().equals(StatementHash.NONE)
          || !header.via().isEmpty()) {
        throw new LedgerException.NoAuthority("a person or service makes its own keyring");
      }
      if (!create.members().isEmpty()) {
        throw new LedgerException.InvalidChange("a person or service has no members");
      }
      return create.keys();
    }
    PublicKeys keys = signerKeys(signer, header.time());
    switch (create.kind()) {
      case PERSON, SERVICE -> throw new IllegalStateException();
      case INSTITUTE, DEPARTMENT, RECORD -> {
        requireNoPath(header);
        boolean owner =
            create.members().stream()
                .anyMatch(
                    member ->
                        member.keyring().equals(signer.keyring())
                            && member.role() == Role.OWNER
                            && member.until() == null);
        if (!owner) {
          throw new LedgerException.NoAuthority("who makes a keyring is its first owner");
        }
      }
      case LINK, CLAIM -> {
        requireNoPath(header);
        if (!create.members().isEmpty()) {
          throw new LedgerException.InvalidChange("a link or claim has no members");
        }
      }
      case SECTION -> {
        List<NewMember> members = create.members();
        if (members.size() != 1
            || !members.getFirst().keyring().equals(create.parent())
            || members.getFirst().role() != Role.OWNER
            || members.getFirst().until() != null) {
          throw new LedgerException.InvalidChange(
              "a section's first member is its record, as owner");
        }
        if (header.via().isEmpty() || !header.via().getLast().keyring().equals(create.parent())) {
          throw new LedgerException.NoAuthority("a section is made through its record");
        }
        Header.Hop parent = header.via().getLast();
        KeyringState record = stateAt(parent.keyring(), parent.head(), header.time());
        if (record.kind() != KeyringKind.RECORD) {
          throw new LedgerException.InvalidChange("a section's parent is a record");
        }
        List<Header.Hop> before = header.via().subList(0, header.via().size() - 1);
        requireCapability(signer, before, record, Capability.MANAGE, header.time());
      }
    }
    return keys;
  }

  PublicKeys checkChange(Statement statement, VerifiedChain chain) {
    Header header = statement.header();
    KeyringState state = chain.state();
    PublicKeys keys;
    if (header.signer().keyring().equals(state.id())) {
      if (!header.signer().head().equals(header.previous())) {
        throw new LedgerException.NoAuthority("who signs its own chain names its own last head");
      }
      if (header.signer().generation() != state.current().number()) {
        throw new LedgerException.StaleGeneration("signed with keys that have been replaced");
      }
      keys = state.current().keys();
    } else {
      keys = signerKeys(header.signer(), header.time());
    }
    requireChainOfKind(state.kind(), statement.change());
    requireCapability(
        header.signer(), header.via(), state, needed(statement.change(), state), header.time());
    return keys;
  }

  private static Capability needed(Change change, KeyringState state) {
    return switch (change) {
      case Change.Rotate _ -> Capability.OPEN;
      case Change.AddMember add ->
          add.member().role() == Role.OWNER || isOwner(state, add.member().keyring())
              ? Capability.OWN
              : Capability.MANAGE;
      case Change.RemoveMember remove ->
          isOwner(state, remove.member()) ? Capability.OWN : Capability.MANAGE;
      case Change.PublishCard _, Change.Close _ -> Capability.OWN;
      case Change.ShareReport _,
          Change.UnshareReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.SetProfile _ ->
          Capability.MANAGE;
      case Change.Create _ -> throw new IllegalStateException();
    };
  }

  private static boolean isOwner(KeyringState state, KeyringId member) {
    return state.members().getOrDefault(member, Map.of()).containsKey(Role.OWNER);
  }

  private static void requireChainOfKind(KeyringKind kind, Change change) {
    boolean fits =
        switch (change) {
          case Change.AddMember _, Change.RemoveMember _ -> !kind.madeByItself();
          case Change.ShareReport _, Change.UnshareReport _ -> kind == KeyringKind.SECTION;
          case Change.Endorse _, Change.WithdrawEndorsement _ -> kind == KeyringKind.INSTITUTE;
          case Change.PublishCard _ -> kind.signs() || kind == KeyringKind.DEPARTMENT;
          case Change.SetProfile _ -> kind != KeyringKind.LINK;
          case Change.Create _, Change.Rotate _, Change.Close _ -> true;
        };
    if (!fits) {
      throw new LedgerException.InvalidChange(
          "a statement of type "
              + change.type()
              + " has no place in the chain of a "
              + kind.text());
    }
  }

  private static void requireNoPath(Header header) {
    if (!header.via().isEmpty()) {
      throw new LedgerException.NoAuthority("a keyring of this kind is made without memberships");
    }
  }

  private PublicKeys signerKeys(Header.Signer signer, Instant time) {
    KeyringState state = stateAt(signer.keyring(), signer.head(), time);
    if (!state.kind().signs()) {
      throw new LedgerException.NoAuthority("a " + state.kind().text() + " does not sign");
    }
    if (state.closed()) {
      throw new LedgerException.NoAuthority("the signer's keyring is closed");
    }
    if (state.current().number() != signer.generation()) {
      throw new LedgerException.StaleGeneration("signed with keys that have been replaced");
    }
    return state.current().keys();
  }

  private KeyringState stateAt(KeyringId id, StatementHash head, Instant time) {
    KeyringState state =
        keyrings
            .find(id)
            .flatMap(chain -> chain.at(head))
            .orElseThrow(
                () -> new LedgerException.NoAuthority("a named keyring or head is unknown"));
    if (ChainVerifier.tooEarly(time, state)) {
      throw new LedgerException.BrokenChain("a statement is older than a head that it names");
    }
    return state;
  }

  private void requireCapability(
      Header.Signer signer,
      List<Header.Hop> via,
      KeyringState subject,
      Capability needed,
      Instant time) {
    if (alongPath(signer.keyring(), via, subject, time, time).contains(needed)) {
      return;
    }
    // Instant.MIN: as if no membership had ever ended, to tell the two refusals apart.
    if (alongPath(signer.keyring(), via, subject, time, Instant.MIN).contains(needed)) {
      throw new LedgerException.ExpiredMember("the membership that would allow this has ended");
    }
    throw new LedgerException.NoAuthority(
        "the signer may not do this here ("
            + needed.name().toLowerCase(java.util.Locale.ROOT)
            + ")");
  }

  private Set<Capability> alongPath(
      KeyringId signer,
      List<Header.Hop> via,
      KeyringState subject,
      Instant time,
      Instant expiryAsOf) {
    if (signer.equals(subject.id())) {
      return via.isEmpty() && subject.kind().signs() ? EnumSet.allOf(Capability.class) : Set.of();
    }
    KeyringState from = null;
    KeyringId fromId = signer;
    Set<Capability> capabilities = Set.of();
    for (int i = 0; i <= via.size(); i++) {
      KeyringState on =
          i == via.size() ? subject : stateAt(via.get(i).keyring(), via.get(i).head(), time);
      Set<Capability> given = on.directCapabilities(fromId, expiryAsOf);
      capabilities = from == null ? given : Authority.through(from.kind(), capabilities, given);
      from = on;
      fromId = on.id();
    }
    return capabilities;
  }
}
