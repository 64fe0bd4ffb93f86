package io.medseal.cli.groups;

import io.medseal.cli.people.InstitutesShown;
import io.medseal.cli.people.Named;
import io.medseal.client.groups.GroupView;
import io.medseal.client.people.People;
import io.medseal.client.people.Person;
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
      Optional<String> toldEmail,
      Optional<String> name,
      Optional<InstitutesShown.StandingShown> standing,
      String role,
      Optional<Instant> until,
      Instant setAt) {}

  /** A membership, and whose it is. */
  record Belonging(Member member, Person person) {}

  static List<Belonging> members(GroupView group, People people) {
    return group.members().stream()
        .sorted(Comparator.comparing(Member::setAt).thenComparing(Member::keyring))
        .map(member -> new Belonging(member, people.asFarAsKnown(member.keyring())))
        .toList();
  }

  static GroupShown of(GroupView group, People people) {
    return of(group, members(group, people));
  }

  static GroupShown of(GroupView group, List<Belonging> members) {
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
        members.stream().map(GroupDocuments::of).toList());
  }

  private static MemberShown of(Belonging belonging) {
    Named who = Named.of(belonging.person());
    Member member = belonging.member();
    return new MemberShown(
        who.keyring(),
        who.email(),
        who.toldEmail(),
        who.name(),
        who.standing(),
        member.role().text(),
        member.until(),
        member.setAt());
  }
}
