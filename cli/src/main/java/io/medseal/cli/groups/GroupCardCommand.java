package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.people.CardOptions;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import org.jspecify.annotations.Nullable;

/** {@code medseal department card}, {@code medseal institute card}. */
public final class GroupCardCommand extends GroupCommand {
  private final Parameter<String> group = argument(label(), says());
  private final Parameter<String> name =
      option("--name", "N", "Its name, which is public (default: as it is).");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "Its specialty: a SNOMED CT code, or words. Public, too.");
  private final Parameter<Boolean> noSpecialty =
      flag("--no-specialty", "Take the specialty off the card.");
  private final @Nullable Parameter<String> domain;
  private final @Nullable Parameter<Boolean> noDomain;

  public GroupCardCommand(KeyringKind kind) {
    super(kind);
    domain =
        kind == KeyringKind.INSTITUTE ? option("--domain", "DOMAIN", InstituteDomains.HELP) : null;
    noDomain =
        kind == KeyringKind.INSTITUTE
            ? flag("--no-domain", "Take the domain off the card: it no longer verifies the name.")
            : null;
    describe(
        "Changes what the card says, which everybody with an account can read. What you do not name"
            + " stays as it is. Owners may do it.");
    example(word() + " card " + named() + " --specialty 394579002", "Publish a specialty");
    if (kind == KeyringKind.INSTITUTE) {
      example("institute card " + named() + " --no-domain", "Take the domain off the card");
    }
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, kind(), group.get());
    CardOptions options =
        new CardOptions(name.optional(), CardOptions.Part.of(specialty, noSpecialty), domain());
    Card now = medseal.groups().changeCard(found.id(), options::change);
    invocation.done(
        "The card is published: "
            + Quoted.of(now.name())
            + now.specialty().map(word -> ", " + Quoted.of(word)).orElse("")
            + now.domain().map(word -> ", domain " + word).orElse("")
            + ".");
  }

  private CardOptions.Part domain() {
    if (domain == null || noDomain == null) {
      return CardOptions.Part.NONE;
    }
    CardOptions.Part named = CardOptions.Part.of(domain, noDomain);
    return new CardOptions.Part(named.value().map(InstituteDomains::read), named.removed());
  }
}
