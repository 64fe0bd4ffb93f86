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
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.List;

/**
 * Whether the signer of a statement may say it, along the path that it names (spec/keyrings.md
 * section 7). Each method answers the keys that must have signed.
 */
final class StatementAuthority {
  private StatementAuthority() {}

  static PublicKeys ofCreate(Header header, Change.Create create, NamedHeads named) {
    Header.Signer signer = header.signer();
    if (create.kind().madeByItself()) {
      if (!signer.keyring().equals(header.keyring())
          || signer.generation() != 1
          || !signer.head().equals(StatementHash.NONE)
          || !header.via().isEmpty()) {
        throw new LedgerException.NoAuthority("a person or service makes its own keyring");
      }
      return create.keys();
    }
    Path path = path(header, named);
    PublicKeys keys = path.signerKeys(signer.generation());
    requireMaker(header, create, path, header.time());
    return keys;
  }

  /** That who signs may make such a keyring, along {@code path}. */
  static void requireMaker(Header header, Change.Create create, Path path, Instant time) {
    KeyringKind maker = path.signer().kind();
    if (create.kind() == KeyringKind.INSTITUTE
        ? maker != KeyringKind.PERSON
        : !maker.madeByItself()) {
      throw new LedgerException.NoAuthority(
          "a " + create.kind().text() + " is not made by a " + maker.text());
    }
    switch (create.kind()) {
      case PERSON, SERVICE -> throw new IllegalStateException();
      case INSTITUTE, DEPARTMENT, RECORD -> {
        requireNoPath(header);
        requireFirstOwner(create, header.signer().keyring());
      }
      case LINK, CLAIM -> requireNoPath(header);
      case SECTION, SHARE -> requireThroughParent(create, path, time);
    }
  }

  static PublicKeys ofChange(Statement statement, KeyringState state, NamedHeads named) {
    Header header = statement.header();
    Header.Signer signer = header.signer();
    if (signer.keyring().equals(state.id()) && state.kind().madeByItself()) {
      if (!signer.head().equals(header.previous()) || !header.via().isEmpty()) {
        throw new LedgerException.NoAuthority(
            "who signs its own chain names its own last head, and no membership");
      }
      if (signer.generation() != state.current().number()) {
        throw new LedgerException.StaleGeneration("signed with keys that are not the current ones");
      }
      return state.current().keys();
    }
    Path path = path(header, named);
    PublicKeys keys = path.signerKeys(signer.generation());
    requireMay(statement, state, path, header.time());
    return keys;
  }

  /** Of somebody who signs as an owner, by itself; that it is one is for others to find out. */
  static PublicKeys ofOwner(Header header, NamedHeads named) {
    requireNoPath(header);
    return path(header, named).signerKeys(header.signer().generation());
  }

  /** That who signs may make that change, along {@code path}. */
  static void requireMay(Statement statement, KeyringState state, Path path, Instant time) {
    if (statement.change() instanceof Change.Leave) {
      if (!statement.header().via().isEmpty() || !state.members().containsKey(path.signer().id())) {
        throw new LedgerException.NoAuthority("only a direct member leaves");
      }
    } else {
      path.require(Authority.needed(statement.change(), state).orElseThrow(), state, time);
    }
  }

  private static Path path(Header header, NamedHeads named) {
    return Path.named(
        header.signer(),
        header.via(),
        header.keyring(),
        (keyring, head) -> timely(keyring, head, header.time(), named));
  }

  private static KeyringState timely(
      KeyringId keyring, StatementHash head, Instant time, NamedHeads named) {
    KeyringState state = named.require(keyring, head);
    if (time.plus(AuthorityCheck.CLOCK_TOLERANCE).isBefore(state.time())) {
      throw new LedgerException.BrokenChain("a statement is older than a head that it names");
    }
    if (named
        .followedAt(keyring, head)
        .filter(next -> next.plus(AuthorityCheck.HEAD_TOLERANCE).isBefore(time))
        .isPresent()) {
      throw new LedgerException.NoAuthority(
          "a statement leans on a head that was no longer the newest");
    }
    return state;
  }

  private static void requireNoPath(Header header) {
    if (!header.via().isEmpty()) {
      throw new LedgerException.NoAuthority("who signs this signs without memberships");
    }
  }

  private static void requireFirstOwner(Change.Create create, KeyringId signer) {
    boolean owner =
        create.members().stream()
            .anyMatch(
                member ->
                    member.keyring().equals(signer)
                        && member.role() == Role.OWNER
                        && member.until() == null);
    if (!owner) {
      throw new LedgerException.NoAuthority("who makes a keyring is its first owner");
    }
  }

  private static void requireThroughParent(Change.Create create, Path path, Instant time) {
    List<KeyringState> hops = path.hops();
    if (hops.isEmpty()
        || !hops.getLast().id().equals(create.parent())
        || create.kind().parentKind().filter(hops.getLast().kind()::equals).isEmpty()) {
      throw new LedgerException.NoAuthority(
          "a " + create.kind().text() + " is made through its parent");
    }
    new Path(path.signer(), hops.subList(0, hops.size() - 1))
        .require(Capability.MANAGE, hops.getLast(), time);
  }
}
