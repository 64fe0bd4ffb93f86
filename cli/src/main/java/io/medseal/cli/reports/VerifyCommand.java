package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Page;
import io.medseal.cli.output.ShortIds;
import io.medseal.cli.profiles.ConnectedCommand;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.Medseal;
import io.medseal.client.reports.Check;
import io.medseal.client.reports.ReportQuery;
import io.medseal.ledger.ids.ReportId;
import java.util.List;
import java.util.Optional;

/** {@code medseal verify}. */
public final class VerifyCommand extends ConnectedCommand {
  private final Parameter<String> report =
      argument("REPORT", "The report: its id, or the beginning of it.");

  /** What is printed with {@code --json}. */
  record Verified(String report, boolean verified, List<CheckMade> checks) {}

  record CheckMade(String check, boolean passed, String detail, Optional<String> code) {}

  public VerifyCommand() {
    prints(Verified.class);
    describe(
        "Makes every check there is, one line for each, and writes no file: that the key is yours,"
            + " that the manifest and the report belong together and to this place, who signed it"
            + " and with which authority, and that every stored byte is the one that was sealed. The"
            + " first check that fails is the last; the exit code is then 1.");
    example("verify 3f2a9c1d", "Verify a report");
    example("verify 3f2a9c1d --json", "Verify it for a program");
  }

  @Override
  protected void run(Invocation invocation, Medseal medseal) {
    ReportId id = medseal.reports().find(report.get(), ReportQuery.ALL);
    List<Check> checks;
    try (ProgressBar bar = new ProgressBar(invocation.terminal(), "verifying")) {
      checks = medseal.reports().verify(id, _ -> {}, bar::at);
    }
    boolean verified = checks.stream().allMatch(Check::passed);
    invocation.answer(
        new Verified(
            id.hex(),
            verified,
            checks.stream()
                .map(c -> new CheckMade(c.kind().text(), c.passed(), c.detail(), c.code()))
                .toList()),
        page -> checks.forEach(check -> print(page, check)));
    if (!verified) {
      throw refusal(ShortIds.alone(id.hex()), checks.getLast());
    }
  }

  private static CommandException refusal(String report, Check failed) {
    return failed.code().filter("no-key"::equals).isPresent()
        ? new CommandException(
            ExitCode.DENIED,
            "This account holds no key that opens report "
                + report
                + "; ask who manages the record to share it with you.")
        : new CommandException(
            ExitCode.FAILED_CHECK,
            "Report "
                + report
                + " does not verify; do not rely on it, and tell its author and the service's"
                + " operator.");
  }

  private static void print(Page page, Check check) {
    String text = check.kind().text() + ": " + check.detail();
    if (check.passed()) {
      page.passed(text);
    } else {
      page.failed(text);
    }
  }
}
