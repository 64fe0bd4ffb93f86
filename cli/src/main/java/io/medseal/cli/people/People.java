package io.medseal.cli.people;

import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.client.people.Endorsed;
import io.medseal.client.people.Person;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.util.List;
import java.util.Optional;

/** People as they are printed. */
final class People {
  private People() {}

  /** What is printed with {@code --json}. */
  record PersonFound(
      Optional<String> email,
      Optional<String> toldEmail,
      String kind,
      String keyring,
      String safetyNumber,
      boolean firstContact,
      Optional<PublishedCard> card,
      Optional<InstitutesShown.StandingShown> standing,
      List<InstitutesShown.EndorsedBy> endorsements) {}

  record PublishedCard(String name, Optional<String> specialty) {}

  static PersonFound document(Person person) {
    return new PersonFound(
        person.email(),
        person.toldEmail(),
        person.kind().text(),
        person.keyring().hex(),
        person.safetyNumber(),
        person.firstContact(),
        person.card().map(card -> new PublishedCard(card.name(), card.specialty())),
        InstitutesShown.standing(person),
        person.endorsements().stream().map(InstitutesShown::of).toList());
  }

  static void print(Page page, Person person) {
    Page.Facts facts =
        new Page.Facts()
            .add("E-mail", person.email().orElse(""))
            .add("Signs in as", person.toldEmail().map(Person::asTold).orElse(""))
            .add("Kind", person.kind().text())
            .add("Safety number", person.safetyNumber())
            .add("Keyring", person.keyring().hex());
    person
        .card()
        .ifPresent(
            card ->
                facts.add(
                    "Calls themselves",
                    Quoted.of(card.name())
                        + card.specialty().map(word -> ", " + Quoted.of(word)).orElse("")));
    if (person.kind() == KeyringKind.INSTITUTE) {
      facts.add("Verified", person.standing().basis());
    }
    page.facts(facts);
    for (Endorsed endorsed : person.endorsements()) {
      page.line(
          "Endorsed by "
              + endorsed.spokenInstitute()
              + (endorsed.standing().isVerified()
                  ? ""
                  : " (" + ShortIds.alone(endorsed.institute().hex()) + ")")
              + " as "
              + endorsed.spokenName()
              + endorsed
                  .endorsement()
                  .licence()
                  .map(word -> ", licence " + Quoted.of(word))
                  .orElse("")
              + endorsed
                  .endorsement()
                  .until()
                  .map(until -> ", until " + page.end(until))
                  .orElse(""));
    }
    if (person.firstContact()) {
      page.line(
          "First contact: compare the safety number with theirs before you share what matters.");
    }
  }
}
