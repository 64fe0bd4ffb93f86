package io.medseal.cli.groups;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.output.Table;
import io.medseal.cli.people.Recipient;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import java.util.List;
import java.util.stream.Collectors;

/** {@code medseal department list}, {@code medseal institute list}. */
public final class ListGroupsCommand extends GroupCommand {
  /** What is printed with {@code --json}. */
  record Groups(List<GroupDocuments.GroupShown> groups) {}

  public ListGroupsCommand(KeyringKind kind) {
    super(kind);
    prints(Groups.class);
    describe("Lists those that you belong to.");
    example(word() + " list", "List yours");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    List<GroupView> groups =
        medseal.groups().list().stream().filter(group -> group.kind() == kind()).toList();
    ShortIds ids = ShortIds.of(groups.stream().map(group -> group.id().hex()).toList());
    var me = medseal.whoAmI().orElseThrow().keyring();
    invocation.answer(
        new Groups(
            groups.stream().map(group -> GroupDocuments.of(group, medseal.people())).toList()),
        page -> {
          Table table = Table.of(word(), "name", "you are", ">members");
          for (GroupView group : groups) {
            table.row(
                ids.cut(group.id().hex()),
                kind() == KeyringKind.INSTITUTE
                    ? group.standing().naming(group.id(), group.card().map(Card::name))
                    : Recipient.name(group),
                group.members().stream()
                    .filter(member -> member.keyring().equals(me))
                    .map(member -> member.role())
                    .sorted()
                    .map(Role::text)
                    .collect(Collectors.joining(", ")),
                Long.toString(
                    group.members().stream().map(member -> member.keyring()).distinct().count()));
          }
          page.table(table, "You belong to no " + word() + ".");
        });
  }
}
