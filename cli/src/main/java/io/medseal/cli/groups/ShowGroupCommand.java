package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.KeyringKind;

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
    GroupDocuments.GroupShown document = GroupDocuments.of(found, medseal.people());
    invocation.answer(
        document,
        page -> {
          Page.Facts facts =
              new Page.Facts()
                  .add("Name", document.name().orElse(""))
                  .add("Specialty", document.specialty().orElse(""));
          if (kind() == KeyringKind.INSTITUTE) {
            facts.add("Verified", found.standing().basis());
            if (found.standing().domain().isEmpty()) {
              facts.add("Domain", document.domain().map(name -> name + " (unverified)").orElse(""));
            }
          }
          page.facts(
              facts.add("Keyring", document.id()).add("Safety number", document.safetyNumber()));
          page.gap();
          Table table = Table.of("member", "name", "role", "since", "until");
          for (GroupDocuments.MemberShown member : document.members()) {
            table.row(
                member.email().orElse(member.keyring().substring(0, 12)),
                member.name(),
                member.role(),
                page.time(member.setAt()),
                member.until().map(page::end).orElse(""));
          }
          page.table(table, "No members.");
        });
  }
}
