package io.medseal.cli.reports;

import io.medseal.cli.commands.Invocation;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.terminal.Lines;
import io.medseal.client.demographics.Patient;
import io.medseal.client.uploads.NamedPatient;
import io.medseal.client.uploads.UploadPlan;
import io.medseal.ledger.names.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps one patient's files out of another one's record: before anything is sealed, somebody says
 * yes to each patient whom the files name and the record is not of.
 */
final class PatientCheck {
  private final Invocation invocation;
  private final Optional<Patient> of;

  /**
   * For one record.
   *
   * @param of whose it is, as far as this person can read that
   */
  PatientCheck(Invocation invocation, Optional<Patient> of) {
    this.invocation = invocation;
    this.of = of;
  }

  /**
   * Asks about each.
   *
   * @param meant names and ids of those about whom the command line says so already
   * @throws CommandException where somebody says no, or nobody can be asked
   */
  void require(UploadPlan plan, List<String> meant) {
    for (NamedPatient stranger : plan.strangers(of)) {
      if (meant.stream().noneMatch(stranger::isMeantBy) && !isConfirmed(stranger)) {
        throw new CommandException(
            ExitCode.CONFLICT,
            sentence(stranger)
                + ", so nothing was added; if they belong into it all the same, say so with"
                + " --also-of, once for each patient.");
      }
    }
  }

  /** What stands in the way, one sentence for each. */
  List<String> remarks(UploadPlan plan) {
    return plan.strangers(of).stream().map(stranger -> sentence(stranger) + ".").toList();
  }

  private boolean isConfirmed(NamedPatient stranger) {
    if (invocation.json() || !invocation.terminal().errShown()) {
      return false;
    }
    invocation.terminal().ask(sentence(stranger) + ". Add these files all the same? [y/N]");
    try {
      return Lines.read(invocation.terminal().in())
          .map(String::new)
          .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
          .filter(answer -> answer.equals("y") || answer.equals("yes"))
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String sentence(NamedPatient stranger) {
    return "These files name "
        + stranger.spoken()
        + of.map(patient -> ", and the record is of " + Quoted.of(patient.name()))
            .orElse(" besides others");
  }
}
