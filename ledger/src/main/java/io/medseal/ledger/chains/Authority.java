package io.medseal.ledger.chains;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what in a keyring (spec/keyrings.md section 7).
 *
 * <p>An answer looks at the chains of everyone between the keyring and the one asked about. Where
 * {@code keyrings} is costly, let it find only the keyrings that lead to the one asked about: what
 * is not found gives nothing.
 */
public final class Authority {
  private final Keyrings keyrings;
  private final Collection<KeyringState> supposed;

  /** Over the newest chains that {@code keyrings} knows. */
  public Authority(Keyrings keyrings) {
    this(keyrings, List.of());
  }

  /** The same, with some keyrings as they will be, in place of as they are. */
  public Authority(Keyrings keyrings, Collection<KeyringState> supposed) {
    this.keyrings = keyrings;
    this.supposed = List.copyOf(supposed);
  }

  /**
   * Everything that {@code who} may do in {@code on} at that time, directly or through others.
   * Empty where a keyring is unknown or the memberships lead nowhere.
   */
  public Set<Capability> capabilities(KeyringId who, KeyringId on, Instant at) {
    return walk(who, on, at).capabilities();
  }

  /**
   * Whether it is certain that {@code who} may do nothing in {@code on}: not where a keyring on the
   * way is shown in part only, so that there may be more.
   */
  public boolean isOutside(KeyringId who, KeyringId on, Instant at) {
    AuthorityWalk walk = walk(who, on, at);
    return walk.capabilities().isEmpty() && walk.sawAll();
  }

  /**
   * The shortest way from {@code who} to {@code on} that gives that capability: the keyrings
   * between them, nearest to {@code who} first; empty list for a direct member, empty optional
   * where there is no way.
   */
  public Optional<List<KeyringId>> path(
      KeyringId who, KeyringId on, Capability capability, Instant at) {
    return walk(who, on, at).path(capability);
  }

  private AuthorityWalk walk(KeyringId who, KeyringId on, Instant at) {
    Memberships memberships = new Memberships(keyrings, at);
    supposed.forEach(memberships::suppose);
    return new AuthorityWalk(memberships, who, on);
  }

  /**
   * What one needs to make that change in a keyring that is there (spec/keyrings.md section 6);
   * empty for leaving, which needs nothing but a membership.
   */
  public static Optional<Capability> needed(Change change, KeyringState state) {
    return switch (change) {
      case Change.SetMember set ->
          Optional.of(
              set.member().role() == Role.OWNER || isOwner(state, set.member().keyring())
                  ? Capability.OWN
                  : Capability.MANAGE);
      case Change.RemoveMember remove ->
          Optional.of(isOwner(state, remove.member()) ? Capability.OWN : Capability.MANAGE);
      case Change.PublishCard _, Change.Close _ -> Optional.of(Capability.OWN);
      case Change.Rotate _,
          Change.DeleteReport _,
          Change.CorrectReport _,
          Change.Endorse _,
          Change.WithdrawEndorsement _,
          Change.SetProfile _ ->
          Optional.of(Capability.MANAGE);
      case Change.Leave _ -> Optional.empty();
      case Change.Create _ -> throw new IllegalArgumentException("create stands first in a chain");
    };
  }

  private static boolean isOwner(KeyringState state, KeyringId member) {
    Member found = state.members().get(member);
    return found != null && found.role() == Role.OWNER;
  }

  /**
   * What passes through a member to those behind it: the one place where this rule stands.
   *
   * @param onMember what they may do on the member
   * @param given what the member may do
   */
  static Set<Capability> through(
      KeyringState member, Set<Capability> onMember, Set<Capability> given) {
    EnumSet<Capability> passed = EnumSet.noneOf(Capability.class);
    for (Capability capability : given) {
      if (onMember.contains(neededOnMember(member, capability))
          && (!member.closed() || capability == Capability.OPEN)) {
        passed.add(capability);
      }
    }
    return passed;
  }

  /** What one needs on a member to have a capability that was given to it. */
  private static Capability neededOnMember(KeyringState member, Capability given) {
    return switch (member.kind()) {
      case RECORD, SECTION -> given;
      case PERSON, SERVICE, INSTITUTE, DEPARTMENT, LINK, CLAIM, SHARE -> Capability.OPEN;
    };
  }

  /** As {@link #through}, asked from the other end; empty where a member passes nothing on. */
  static Optional<Capability> needed(KeyringState member, Capability capability) {
    return member.closed() && capability != Capability.OPEN
        ? Optional.empty()
        : Optional.of(neededOnMember(member, capability));
  }
}
