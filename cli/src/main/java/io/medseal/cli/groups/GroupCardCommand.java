package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code medseal department card}, {@code medseal institute card}. */
public final class GroupCardCommand extends GroupCommand {
  private final Parameter<String> group = argument(label(), says());
  private final Parameter<String> name = required("--name", "N", "Its name, which is public.");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "Its specialty: a SNOMED CT code, or words. Public, too.");
  private final @Nullable Parameter<String> domain;

  public GroupCardCommand(KeyringKind kind) {
    super(kind);
    domain =
        kind == KeyringKind.INSTITUTE ? option("--domain", "DOMAIN", InstituteDomains.HELP) : null;
    describe("Publishes another card in place of the one that is there. Owners may do it.");
    example(word() + " card " + named() + " --name " + named(), "Publish another card");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, kind(), group.get());
    Optional<String> named = domain == null ? Optional.empty() : domain.optional();
    medseal
        .groups()
        .publishCard(
            found.id(),
            new Card(name.get(), specialty.optional(), named.map(InstituteDomains::read)));
    invocation.done("The card of " + name.get() + " is published.");
  }
}
