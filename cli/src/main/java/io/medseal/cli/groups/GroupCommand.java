package io.medseal.cli.groups;

import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.ledger.keyrings.KeyringKind;

/** A command that departments and institutes have alike. */
abstract sealed class GroupCommand extends ConnectedCommand
    permits CreateGroupCommand,
        GroupCardCommand,
        ListGroupsCommand,
        ShowGroupCommand,
        AddMemberCommand,
        RemoveMemberCommand {
  private final KeyringKind kind;

  GroupCommand(KeyringKind kind) {
    this.kind = kind;
  }

  final KeyringKind kind() {
    return kind;
  }

  /** {@code department}, {@code institute}. */
  final String word() {
    return kind.text();
  }

  /** How it is called in arguments. */
  final String label() {
    return kind == KeyringKind.INSTITUTE ? "INSTITUTE" : "DEPARTMENT";
  }

  /** A name for examples. */
  final String named() {
    return kind == KeyringKind.INSTITUTE ? "'Riverside Hospital'" : "Cardiology";
  }

  final String says() {
    return "The " + word() + ": its name, or the beginning of its id.";
  }
}
