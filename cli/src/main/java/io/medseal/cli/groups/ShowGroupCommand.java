package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.InstitutesShown;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.util.List;

/** {@code medseal department show}, {@code medseal institute show}. */
public final class ShowGroupCommand extends GroupCommand {
  private final Parameter<String> group = argument(label(), says());

  public ShowGroupCommand(KeyringKind kind) {
    super(kind);
    prints(GroupDocuments.GroupShown.class);
    describe(
        "Shows who belongs to it, in which role, until when. Everyone with an account may see that,"
            + " with the whole id; members also by name.");
    example(word() + " show " + named(), "Show its members");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    GroupView found = Recipient.group(medseal, kind(), group.get());
    List<GroupDocuments.Belonging> members = GroupDocuments.members(found, medseal.people());
    GroupDocuments.GroupShown document = GroupDocuments.of(found, members);
    invocation.answer(
        document,
        page -> {
          Page.Facts facts =
              new Page.Facts()
                  .add("Name", document.name().map(Quoted::of).orElse(""))
                  .add("Specialty", document.specialty().map(Quoted::of).orElse(""));
          if (kind() == KeyringKind.INSTITUTE) {
            facts.add("Verified", found.standing().basis());
            if (found.standing().domain().isEmpty()) {
              facts.add("Domain", document.domain().map(name -> name + " (unverified)").orElse(""));
            }
          }
          page.facts(
              facts.add("Keyring", document.id()).add("Safety number", document.safetyNumber()));
          page.gap();
          page.table(table(page, members), "No members.");
        });
  }

  private static Table table(Page page, List<GroupDocuments.Belonging> members) {
    Table table = Table.of("member", "known as", "role", "since", "until");
    for (GroupDocuments.Belonging belonging : members) {
      table.row(
          belonging.person().display(),
          InstitutesShown.knownAs(belonging.person()),
          belonging.member().role().text(),
          page.time(belonging.member().setAt()),
          belonging.member().until().map(page::end).orElse(""));
    }
    return table;
  }
}
