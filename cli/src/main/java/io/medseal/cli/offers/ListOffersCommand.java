package io.medseal.cli.offers;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.InstitutesShown;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.client.Medseal;
import io.medseal.client.offers.Offer;
import io.medseal.client.offers.OfferList;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code medseal offers}. */
public final class ListOffersCommand extends ConnectedCommand {
  private final Parameter<Boolean> all =
      flag("--all", "Also what was declined, and what blocked people shared.");

  /** What is printed with {@code --json}. */
  record Offers(List<OfferShown> offers, List<UnsoundShown> unsound, int more) {}

  record OfferShown(
      String keyring,
      String kind,
      Optional<String> name,
      Optional<InstitutesShown.StandingShown> standing,
      String from,
      Optional<String> fromEmail,
      Optional<String> fromToldEmail,
      Optional<String> fromName,
      String fromSafetyNumber,
      String role,
      Optional<Instant> until,
      Instant since,
      String decision) {}

  record UnsoundShown(String keyring, Optional<String> from, String problem) {}

  public ListOffersCommand() {
    prints(Offers.class);
    describe(
        "Lists what others share with you and you have not decided about. Until you accept it, it is"
            + " in no other list and cannot be opened. Accept one thing of a person, and everything"
            + " else that they share comes in by itself, now and later.");
    example("offers", "See what waits for you");
    example("offers --all --json", "With what was declined and blocked, for a program");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    OfferList offers = all.get() ? medseal.offers().all() : medseal.offers().waiting();
    ShortIds ids =
        ShortIds.of(offers.offers().stream().map(offer -> offer.keyring().hex()).toList());
    invocation.answer(document(offers), page -> print(page, offers, ids));
  }

  private void print(Page page, OfferList offers, ShortIds ids) {
    Table table =
        Table.of("offer", "what", "shared with you by", "safety number", "you are", "until", "");
    for (Offer offer : offers.offers()) {
      table.row(
          ids.cut(offer.keyring().hex()),
          offer.spoken(),
          offer.from().displayInFull(),
          offer.from().safetyNumber(),
          offer.role().text(),
          offer.until().map(page::end).orElse(""),
          all.get() ? word(offer) : "");
    }
    page.table(table, "Nothing waits for you.");
    for (Offer.Unsound unsound : offers.unsound()) {
      page.line(
          "Left out: "
              + ShortIds.alone(unsound.keyring().hex())
              + unsound.from().map(from -> ", from " + ShortIds.alone(from.hex())).orElse("")
              + ". "
              + unsound.problem().getMessage());
    }
    if (offers.more() > 0) {
      page.line(
          "And "
              + offers.more()
              + " more. 'medseal offers block ID' refuses all that the same person shares.");
    }
  }

  private static Offers document(OfferList offers) {
    return new Offers(
        offers.offers().stream().map(ListOffersCommand::document).toList(),
        offers.unsound().stream()
            .map(
                one ->
                    new UnsoundShown(
                        one.keyring().hex(),
                        one.from().map(KeyringId::hex),
                        one.problem().getMessage()))
            .toList(),
        offers.more());
  }

  private static OfferShown document(Offer offer) {
    return new OfferShown(
        offer.keyring().hex(),
        offer.kind().text(),
        offer.card().map(Card::name),
        offer.kind() == KeyringKind.INSTITUTE
            ? Optional.of(InstitutesShown.of(offer.standing()))
            : Optional.empty(),
        offer.from().keyring().hex(),
        offer.from().email(),
        offer.from().toldEmail(),
        offer.from().card().map(Card::name),
        offer.from().safetyNumber(),
        offer.role().text(),
        offer.until(),
        offer.since(),
        word(offer));
  }

  private static String word(Offer offer) {
    return offer.decision().name().toLowerCase(Locale.ROOT);
  }
}
