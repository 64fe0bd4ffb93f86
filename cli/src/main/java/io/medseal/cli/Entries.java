package io.medseal.cli;

import io.medseal.cli.accounts.DeleteAccountCommand;
import io.medseal.cli.accounts.EndSessionCommand;
import io.medseal.cli.accounts.ExportCommand;
import io.medseal.cli.accounts.LockCommand;
import io.medseal.cli.accounts.LoginCommand;
import io.medseal.cli.accounts.LogoutCommand;
import io.medseal.cli.accounts.PasswordCommand;
import io.medseal.cli.accounts.RecoverCommand;
import io.medseal.cli.accounts.RenewCommand;
import io.medseal.cli.accounts.SessionsCommand;
import io.medseal.cli.accounts.SignupCommand;
import io.medseal.cli.accounts.UnlockCommand;
import io.medseal.cli.accounts.WhoamiCommand;
import io.medseal.cli.activity.ActivityCommand;
import io.medseal.cli.activity.UsageCommand;
import io.medseal.cli.commands.Entry;
import io.medseal.cli.commands.Group;
import io.medseal.cli.groups.AddMemberCommand;
import io.medseal.cli.groups.ConfirmInstituteCommand;
import io.medseal.cli.groups.CreateGroupCommand;
import io.medseal.cli.groups.EndorseCommand;
import io.medseal.cli.groups.GroupCardCommand;
import io.medseal.cli.groups.ListGroupsCommand;
import io.medseal.cli.groups.RemoveMemberCommand;
import io.medseal.cli.groups.ShowGroupCommand;
import io.medseal.cli.groups.VerifyInstituteCommand;
import io.medseal.cli.groups.WithdrawCommand;
import io.medseal.cli.help.HelpCommand;
import io.medseal.cli.launcher.BackupCommand;
import io.medseal.cli.launcher.CheckCommand;
import io.medseal.cli.launcher.ConfirmCommand;
import io.medseal.cli.launcher.DemoCommand;
import io.medseal.cli.launcher.InviteCommand;
import io.medseal.cli.launcher.RestoredCommand;
import io.medseal.cli.launcher.ServeCommand;
import io.medseal.cli.offers.DecideCommand;
import io.medseal.cli.offers.ListOffersCommand;
import io.medseal.cli.offline.KeygenCommand;
import io.medseal.cli.offline.SealCommand;
import io.medseal.cli.offline.UnsealCommand;
import io.medseal.cli.people.AcceptCommand;
import io.medseal.cli.people.CardCommand;
import io.medseal.cli.people.PersonCommand;
import io.medseal.cli.portal.PortalCommand;
import io.medseal.cli.records.AddSectionCommand;
import io.medseal.cli.records.CorrectRecordCommand;
import io.medseal.cli.records.CreateRecordCommand;
import io.medseal.cli.records.ListRecordsCommand;
import io.medseal.cli.records.ShowRecordCommand;
import io.medseal.cli.reports.CorrectCommand;
import io.medseal.cli.reports.DeleteCommand;
import io.medseal.cli.reports.ListReportsCommand;
import io.medseal.cli.reports.MoveCommand;
import io.medseal.cli.reports.OpenCommand;
import io.medseal.cli.reports.PendingUploadsCommand;
import io.medseal.cli.reports.ResumeCommand;
import io.medseal.cli.reports.UploadCommand;
import io.medseal.cli.reports.VerifyCommand;
import io.medseal.cli.sharing.AccessCommand;
import io.medseal.cli.sharing.LateCommand;
import io.medseal.cli.sharing.LeaveCommand;
import io.medseal.cli.sharing.RefreshCommand;
import io.medseal.cli.sharing.ShareCommand;
import io.medseal.cli.sharing.UnshareCommand;
import io.medseal.ledger.keyrings.KeyringKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every command. */
public final class Entries {
  private static final List<Entry> ALL =
      Stream.of(account(), records(), sharing(), groups(), offline(), cloud(), help())
          .flatMap(List::stream)
          .toList();

  private Entries() {}

  /** In the order of the list. */
  public static List<Entry> all() {
    return ALL;
  }

  private static List<Entry> account() {
    Group group = Group.ACCOUNT;
    return List.of(
        new Entry(group, "signup", "Make an account and log in", SignupCommand::new),
        new Entry(group, "login", "Log in on this computer", LoginCommand::new),
        new Entry(group, "logout", "Log out and remove the keys", LogoutCommand::new),
        new Entry(group, "lock", "Keep the keys under a passphrase", LockCommand::new),
        new Entry(group, "unlock", "Open a locked profile for a while", UnlockCommand::new),
        new Entry(group, "whoami", "Say who is logged in", WhoamiCommand::new),
        new Entry(group, "password", "Change the password", PasswordCommand::new),
        new Entry(group, "recover", "Get back in with the recovery code", RecoverCommand::new),
        new Entry(group, "renew", "Replace recovery code or keys", RenewCommand::new),
        new Entry(group, "card", "Publish your name", CardCommand::new),
        new Entry(group, "usage", "Show what the account has used", UsageCommand::new),
        new Entry(
            group,
            "account export",
            "Write everything you may open into files",
            () -> new ExportCommand((terminal, words) -> new Cli(terminal, all()).run(words))),
        new Entry(
            group, "account delete", "Delete the account for good", DeleteAccountCommand::new),
        new Entry(group, "sessions list", "List the devices logged in", SessionsCommand::new),
        new Entry(group, "sessions end", "Log another device out", EndSessionCommand::new));
  }

  private static List<Entry> records() {
    Group group = Group.RECORDS;
    return List.of(
        new Entry(group, "record create", "Make a patient's record", CreateRecordCommand::new),
        new Entry(group, "record list", "List the records you may see", ListRecordsCommand::new),
        new Entry(group, "record show", "Show a record and its sections", ShowRecordCommand::new),
        new Entry(
            group, "record correct", "Say anew whose record it is", CorrectRecordCommand::new),
        new Entry(group, "section add", "Add a section to a record", AddSectionCommand::new),
        new Entry(group, "upload", "Add reports to a record", UploadCommand::new),
        new Entry(group, "uploads list", "List interrupted uploads", PendingUploadsCommand::new),
        new Entry(
            group, "uploads resume", "Go on with an interrupted upload", ResumeCommand::resuming),
        new Entry(
            group, "uploads discard", "Give an interrupted upload up", ResumeCommand::discarding),
        new Entry(group, "reports", "List reports, newest first", ListReportsCommand::new),
        new Entry(group, "open", "Open a report and write its files", OpenCommand::new),
        new Entry(group, "verify", "Make every check of a report", VerifyCommand::new),
        new Entry(group, "correct", "Correct what a report says of itself", CorrectCommand::new),
        new Entry(group, "move", "Move a report to where it belongs", MoveCommand::new),
        new Entry(group, "delete", "Delete a report", DeleteCommand::new));
  }

  private static List<Entry> sharing() {
    Group group = Group.SHARING;
    return List.of(
        new Entry(group, "share", "Give somebody access", ShareCommand::new),
        new Entry(group, "unshare", "End somebody's access", UnshareCommand::new),
        new Entry(group, "leave", "End your own access", LeaveCommand::new),
        new Entry(group, "offers", "See what others shared with you", ListOffersCommand::new),
        new Entry(group, "offers accept", "Accept what was shared", DecideCommand::accepting),
        new Entry(group, "offers decline", "Decline what was shared", DecideCommand::declining),
        new Entry(group, "offers block", "Refuse what somebody shares", DecideCommand::blocking),
        new Entry(group, "access", "Show who can open what", AccessCommand::new),
        new Entry(group, "late", "See changes that were added late", LateCommand::listing),
        new Entry(group, "late accept", "Say that a late change is right", LateCommand::accepting),
        new Entry(group, "activity", "Show who opened, shared, was refused", ActivityCommand::new),
        new Entry(group, "refresh", "Renew keys after somebody left", RefreshCommand::new),
        new Entry(group, "person", "Show who an e-mail address belongs to", PersonCommand::new),
        new Entry(group, "accept", "Accept somebody's new keys", AcceptCommand::new));
  }

  private static List<Entry> groups() {
    List<Entry> entries = new ArrayList<>(groups(KeyringKind.DEPARTMENT, "a department"));
    entries.addAll(groups(KeyringKind.INSTITUTE, "an institute"));
    entries.add(
        new Entry(Group.GROUPS, "institute endorse", "Say who somebody is", EndorseCommand::new));
    entries.add(
        new Entry(
            Group.GROUPS,
            "institute verify",
            "Have an institute's domain asked",
            VerifyInstituteCommand::new));
    entries.add(
        new Entry(
            Group.GROUPS,
            "institute confirm",
            "Say that you know an institute",
            ConfirmInstituteCommand::new));
    entries.add(
        new Entry(
            Group.GROUPS, "institute withdraw", "Take an endorsement back", WithdrawCommand::new));
    return entries;
  }

  private static List<Entry> groups(KeyringKind kind, String one) {
    Group group = Group.GROUPS;
    String word = kind.text();
    return List.of(
        new Entry(group, word + " create", "Found " + one, () -> new CreateGroupCommand(kind)),
        new Entry(
            group, word + " list", "List your " + word + "s", () -> new ListGroupsCommand(kind)),
        new Entry(
            group, word + " card", "Publish " + one + "'s name", () -> new GroupCardCommand(kind)),
        new Entry(
            group, word + " show", "Show " + one + "'s members", () -> new ShowGroupCommand(kind)),
        new Entry(group, word + " add", "Add a member to " + one, () -> new AddMemberCommand(kind)),
        new Entry(
            group,
            word + " remove",
            "Remove a member from " + one,
            () -> new RemoveMemberCommand(kind)));
  }

  private static List<Entry> offline() {
    Group group = Group.OFFLINE;
    return List.of(
        new Entry(group, "keygen", "Make a key pair in two files", KeygenCommand::new),
        new Entry(group, "seal", "Seal a file to somebody's key", SealCommand::new),
        new Entry(group, "unseal", "Open a sealed file with your key", UnsealCommand::new));
  }

  private static List<Entry> cloud() {
    Group group = Group.CLOUD;
    return List.of(
        new Entry(group, "serve", "Start the cloud service", ServeCommand::new),
        new Entry(group, "check", "Check a cloud service's stored data", CheckCommand::new),
        new Entry(group, "backup", "Back a cloud service up", BackupCommand::making),
        new Entry(group, "restore", "Restore a cloud service's backup", BackupCommand::restoring),
        new Entry(
            group, "restored", "Say that a service was restored otherwise", RestoredCommand::new),
        new Entry(
            group, "invite", "Invite people to sign up at a cloud service", InviteCommand::new),
        new Entry(
            group, "confirm", "Confirm an institute, as operator", ConfirmCommand::confirming),
        new Entry(group, "unconfirm", "Take a confirmation back", ConfirmCommand::unconfirming),
        new Entry(group, "portal", "Serve the portal for a cloud elsewhere", PortalCommand::new),
        new Entry(group, "demo", "Try Medseal with an invented hospital", DemoCommand::new));
  }

  private static List<Entry> help() {
    return List.of(
        new Entry(
            Group.HELP,
            "help",
            "Explain a command or a topic",
            () -> new HelpCommand(Entries::all, Cli::addCommonOptions)));
  }
}
