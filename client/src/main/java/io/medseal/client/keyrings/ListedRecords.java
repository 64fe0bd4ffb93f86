package io.medseal.client.keyrings;

import io.medseal.client.decisions.DecisionBook;
import io.medseal.client.profiles.Listed;
import io.medseal.client.profiles.Profile;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.decisions.Decisions;
import io.medseal.seal.decisions.KeyringDecision;
import io.medseal.seal.decisions.SignerDecision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records that this profile has listed, to notice when one is not listed any more: somebody
 * ended the person's access to it, or the service withholds it, which a client can't tell apart.
 * What the person gave up is none of them.
 */
public final class ListedRecords {
  private final Profile profile;
  private final KeyringId me;
  private final TrustedChains chains;
  private final DecisionBook decisions;
  private final Set<KeyringId> missing = new HashSet<>();

  ListedRecords(Profile profile, KeyringId me, TrustedChains chains, DecisionBook decisions) {
    this.profile = profile;
    this.me = me;
    this.chains = chains;
    this.decisions = decisions;
  }

  /** Those remembered: taken before the service is asked, since others may list meanwhile. */
  public Set<KeyringId> before() {
    return Set.copyOf(profile.listed().keySet());
  }

  /**
   * Compares what is listed with what was.
   *
   * @param before what was remembered before the service was asked
   * @param now each record, and whom and what it was reached by
   */
  public synchronized void compare(Set<KeyringId> before, Map<KeyringId, Set<KeyringId>> now) {
    missing.clear();
    if (before.isEmpty() && now.isEmpty()) {
      return;
    }
    Decisions made = decisions.decisions();
    Map<KeyringId, Listed> listed = new HashMap<>();
    now.forEach((record, through) -> listed.put(record, listed(record, through, made)));
    profile.changeListed(
        remembered -> {
          Map<KeyringId, Listed> all = new TreeMap<>(remembered);
          all.entrySet().removeIf(one -> isGivenUp(one.getKey(), one.getValue(), made));
          all.putAll(listed);
          before.stream()
              .filter(id -> all.containsKey(id) && !now.containsKey(id))
              .filter(id -> chains.troubles().of(id).isEmpty())
              .forEach(missing::add);
          return all;
        });
  }

  /** What the last comparison missed and has not been told yet: each is told once. */
  public synchronized List<KeyringId> tell() {
    if (missing.isEmpty()) {
      return List.of();
    }
    Set<KeyringId> news = new HashSet<>();
    profile.changeListed(
        remembered -> {
          Map<KeyringId, Listed> all = new TreeMap<>(remembered);
          for (KeyringId id : missing) {
            Listed listed = all.get(id);
            if (listed != null && !listed.told()) {
              all.put(id, new Listed(true, listed.through()));
              news.add(id);
            }
          }
          return all;
        });
    missing.clear();
    return news.stream().sorted().toList();
  }

  /** The person has given up that record, section or group, and what was reached by it. */
  void forget(KeyringId id) {
    profile.changeListed(
        remembered -> {
          Map<KeyringId, Listed> all = new TreeMap<>(remembered);
          all.remove(id);
          all.values().removeIf(listed -> listed.through().contains(id));
          return all;
        });
  }

  private static boolean isGivenUp(KeyringId record, Listed listed, Decisions made) {
    return isRefused(record, made) || listed.through().stream().anyMatch(id -> isRefused(id, made));
  }

  private static boolean isRefused(KeyringId id, Decisions made) {
    return made.of(id).equals(Optional.of(KeyringDecision.DECLINED))
        || made.ofSigner(id).equals(Optional.of(SignerDecision.BLOCKED));
  }

  /** What was refused already is not what it is reached by. */
  private Listed listed(KeyringId record, Set<KeyringId> reachedBy, Decisions made) {
    Set<KeyringId> through = new HashSet<>(reachedBy);
    through.removeIf(id -> id.equals(me) || id.equals(record) || isRefused(id, made));
    return new Listed(false, through);
  }
}
