package io.medseal.client.sharing;

import io.medseal.client.keyrings.SignedIn;
import io.medseal.client.people.People;
import io.medseal.client.people.Person;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Works out who has access, from verified chains. */
final class AccessList {
  private final SignedIn me;
  private final People people;
  private final Map<KeyringId, Person> known = new HashMap<>();
  private final List<AccessEntry> entries = new ArrayList<>();

  AccessList(SignedIn me) {
    this.me = me;
    this.people = new People(me);
  }

  List<AccessEntry> entries() {
    return List.copyOf(entries);
  }

  void addRecord(KeyringId record) {
    addMembers(new Target.WholeRecord(record), me.chains().state(record));
  }

  void addSection(KeyringId record, KeyringId section) {
    KeyringState state = me.chains().state(section);
    addMembers(new Target.OneSection(record, section), state);
    if (me.cascade().manages(section)) {
      new Shares(me)
          .of(section, Optional.empty())
          .forEach(
              share ->
                  addMembers(
                      new Target.OneReport(record, section, share.shared().orElseThrow().report()),
                      share));
    }
  }

  private void addMembers(Target to, KeyringState state) {
    load(state.members().keySet());
    for (Member member : state.allMembers()) {
      boolean parent = state.parent().equals(Optional.of(member.keyring()));
      if (!parent && !member.expiredAt(me.now())) {
        add(to, member, List.of(), member.role(), member.until(), member, new HashSet<>());
      }
    }
  }

  /**
   * A member, and those who come through it.
   *
   * @param first the membership in {@code to} itself
   */
  private void add(
      Target to,
      Member member,
      List<Person> through,
      Role role,
      Optional<Instant> until,
      Member first,
      Set<KeyringId> above) {
    Person who = person(member.keyring());
    entries.add(new AccessEntry(to, who, role, through, until, first.setBy(), first.setAt()));
    boolean group = who.kind() == KeyringKind.DEPARTMENT || who.kind() == KeyringKind.INSTITUTE;
    if (!group || through.size() >= Header.MAX_HOPS || !above.add(who.keyring())) {
      return;
    }
    Optional<VerifiedChain> chain = me.chains().find(who.keyring());
    if (chain.isEmpty()) {
      above.remove(who.keyring());
      return; // who else comes through it cannot be known
    }
    KeyringState state = me.chains().state(who.keyring());
    load(state.members().keySet());
    List<Person> further = new ArrayList<>(List.of(who));
    further.addAll(through);
    for (Member inner : state.allMembers()) {
      if (inner.role().opens() && !inner.expiredAt(me.now())) {
        add(to, inner, further, role, earlier(until, inner.until()), first, above);
      }
    }
    above.remove(who.keyring());
  }

  private Person person(KeyringId id) {
    return known.computeIfAbsent(id, people::asFarAsKnown);
  }

  private void load(Set<KeyringId> members) {
    me.chains().load(members);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isBefore(other.get()) ? one : other;
  }

  static List<AccessEntry> of(List<AccessEntry> entries, KeyringId who) {
    return entries.stream()
        .filter(entry -> entry.who().keyring().equals(who))
        .collect(Collectors.toList());
  }
}
