package io.medseal.cli.groups;

import io.medseal.cli.people.InstitutesShown;
import io.medseal.client.groups.GroupView;
import io.medseal.client.people.People;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Member;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Groups as they are printed. */
final class GroupDocuments {
  private GroupDocuments() {}

  record GroupShown(
      String id,
      String kind,
      Optional<String> name,
      Optional<String> specialty,
      Optional<String> domain,
      Optional<InstitutesShown.StandingShown> standing,
      String safetyNumber,
      List<String> capabilities,
      List<MemberShown> members) {}

  record MemberShown(
      String keyring,
      Optional<String> email,
      String name,
      String role,
      Optional<Instant> until,
      Instant setAt) {}

  static GroupShown of(GroupView group, People people) {
    return new GroupShown(
        group.id().hex(),
        group.kind().text(),
        group.card().map(Card::name),
        group.card().flatMap(Card::specialty),
        group.card().flatMap(Card::domain),
        group.kind() == KeyringKind.INSTITUTE
            ? Optional.of(InstitutesShown.of(group.standing()))
            : Optional.empty(),
        group.safetyNumber(),
        group.capabilities().stream()
            .sorted()
            .map(capability -> capability.name().toLowerCase(Locale.ROOT))
            .toList(),
        group.members().stream()
            .sorted(Comparator.comparing(Member::setAt).thenComparing(Member::keyring))
            .map(member -> of(member, people))
            .toList());
  }

  private static MemberShown of(Member member, People people) {
    var person = people.byKeyring(member.keyring());
    return new MemberShown(
        member.keyring().hex(),
        person.email(),
        person.kind() == KeyringKind.INSTITUTE
            ? person.display()
            : person.card().map(Card::name).orElseGet(person::display),
        member.role().text(),
        member.until(),
        member.setAt());
  }
}
