package io.medseal.cli.people;

import io.medseal.client.institutes.Standing;
import io.medseal.client.people.Endorsed;
import io.medseal.client.people.Person;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.time.Instant;
import java.util.Optional;

/** Institutes, and what their word is worth, as they are printed. */
public final class InstitutesShown {
  private InstitutesShown() {}

  /**
   * What stands behind an institute's name.
   *
   * @param verified whether anything does
   * @param domain that names it, as the service found
   * @param operator when the service's operator confirmed it
   * @param you when the user of this profile did
   */
  public record StandingShown(
      boolean verified,
      Optional<DomainShown> domain,
      Optional<Instant> operator,
      Optional<Instant> you) {}

  /** A domain, how it was asked, and when it last named the institute. */
  public record DomainShown(String name, String method, Instant checked) {}

  /** An institute's word. */
  public record EndorsedBy(
      String institute,
      Optional<String> instituteName,
      StandingShown standing,
      String name,
      Optional<String> specialty,
      Optional<String> licence,
      Optional<Instant> until) {}

  public static StandingShown of(Standing standing) {
    return new StandingShown(
        standing.isVerified(),
        standing
            .domain()
            .map(domain -> new DomainShown(domain.name(), domain.method(), domain.checked())),
        standing.operator(),
        standing.you());
  }

  /** What stands behind the name, if it is an institute. */
  public static Optional<StandingShown> standing(Person person) {
    return person.kind() == KeyringKind.INSTITUTE
        ? Optional.of(of(person.standing()))
        : Optional.empty();
  }

  public static EndorsedBy of(Endorsed endorsed) {
    return new EndorsedBy(
        endorsed.institute().hex(),
        endorsed.instituteName(),
        of(endorsed.standing()),
        endorsed.endorsement().name(),
        endorsed.endorsement().specialty(),
        endorsed.endorsement().licence(),
        endorsed.endorsement().until());
  }

  /**
   * What somebody is known as: by a verified institute's word, else by an own card, else by
   * nothing. What any stranger may say of them is no name.
   */
  public static String knownAs(Person person) {
    return person
        .verifiedEndorsement()
        .map(
            endorsed ->
                Quoted.of(endorsed.endorsement().name()) + " (" + endorsed.spokenInstitute() + ")")
        .or(() -> person.ownName().map(Quoted::of).filter(name -> !person.display().contains(name)))
        .orElse("");
  }
}
