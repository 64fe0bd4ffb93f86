package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.ShortIds;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code medseal department create}, {@code medseal institute create}. */
public final class CreateGroupCommand extends GroupCommand {
  private final Parameter<String> name = required("--name", "N", "Its name, which is public.");
  private final Parameter<String> specialty =
      option("--specialty", "CODE", "Its specialty: a SNOMED CT code, or words. Public, too.");

  private final @Nullable Parameter<String> domain;

  public CreateGroupCommand(KeyringKind kind) {
    super(kind);
    domain =
        kind == KeyringKind.INSTITUTE ? option("--domain", "DOMAIN", InstituteDomains.HELP) : null;
    prints(GroupDocuments.GroupShown.class);
    describe(
        kind == KeyringKind.INSTITUTE
            ? "Founds an institute and makes you its owner. An institute holds access like a"
                + " department, and endorses people: its word on who they are."
            : "Founds a department and makes you its owner. What is shared with a department, every"
                + " member may open who has accepted it, also what was shared before they joined;"
                + " who leaves can open nothing that is added afterwards.");
    example(word() + " create --name " + named(), "Found one");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    Optional<String> named = domain == null ? Optional.empty() : domain.optional();
    GroupView group =
        medseal
            .groups()
            .create(
                kind(),
                new Card(name.get(), specialty.optional(), named.map(InstituteDomains::read)));
    invocation.answer(
        GroupDocuments.of(group, medseal.people()),
        page ->
            page.line(
                "Founded the "
                    + word()
                    + " "
                    + Quoted.of(name.get())
                    + " ("
                    + ShortIds.alone(group.id().hex())
                    + ")."));
  }
}
