package io.medseal.cli.failures;

import io.medseal.cli.failures.Failures.Failure;
import io.medseal.cli.output.Times;
import io.medseal.client.problems.AccessException;
import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.ConnectionException;
import io.medseal.client.problems.ContendedException;
import io.medseal.client.problems.DicomException;
import io.medseal.client.problems.InputException;
import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.client.problems.ServiceException;
import io.medseal.client.problems.SourceException;
import io.medseal.client.problems.TrustException;
import io.medseal.protocol.problems.ProblemType;
import java.time.ZoneId;

/**
 * The client's failures on the command line. The switches have no default: a new kind of failure
 * does not compile until it has an exit code.
 */
final class ClientFailures {
  private ClientFailures() {}

  static Failure of(ClientException failure) {
    return new Failure(exitCode(failure), sentence(failure));
  }

  private static ExitCode exitCode(ClientException failure) {
    return switch (failure) {
      case AccessException e -> exitCode(e);
      case ConnectionException e -> exitCode(e);
      case ContendedException _ -> ExitCode.CONFLICT;
      case DicomException _ -> ExitCode.LOCAL_FILES;
      case InputException e -> exitCode(e);
      case LocalFileException e -> exitCode(e);
      case ProfileException e -> exitCode(e);
      case ServiceException e -> exitCode(e.type());
      case SourceException e -> exitCode(e);
      case TrustException e -> exitCode(e);
    };
  }

  private static ExitCode exitCode(AccessException failure) {
    return switch (failure) {
      case AccessException.Deleted _ -> ExitCode.NOT_FOUND;
      case AccessException.NoKey _, AccessException.NoAuthority _, AccessException.NotAccepted _ ->
          ExitCode.DENIED;
      case AccessException.StaleGroup _,
          AccessException.LastOwner _,
          AccessException.InvalidChange _ ->
          ExitCode.CONFLICT;
    };
  }

  private static ExitCode exitCode(ConnectionException failure) {
    return switch (failure) {
      case ConnectionException.Unreachable _,
          ConnectionException.BadAnswer _,
          ConnectionException.TooLong _ ->
          ExitCode.UNAVAILABLE;
      case ConnectionException.BadAddress _ -> ExitCode.USAGE;
      case ConnectionException.Interrupted _ -> ExitCode.INTERRUPTED;
    };
  }

  private static ExitCode exitCode(InputException failure) {
    return switch (failure) {
      case InputException.NoSuch _ -> ExitCode.NOT_FOUND;
      case InputException.Ambiguous _,
          InputException.WeakPassword _,
          InputException.BadValue _,
          InputException.EmptyFile _,
          InputException.NotAFile _,
          InputException.NothingToUpload _ ->
          ExitCode.USAGE;
      case InputException.MistypedRecoveryCode _, InputException.WrongPassword _ ->
          ExitCode.AUTHENTICATION;
    };
  }

  private static ExitCode exitCode(LocalFileException failure) {
    return switch (failure) {
      case LocalFileException.CannotRead _,
          LocalFileException.CannotWrite _,
          LocalFileException.AlreadyThere _ ->
          ExitCode.LOCAL_FILES;
    };
  }

  private static ExitCode exitCode(ProfileException failure) {
    return switch (failure) {
      case ProfileException.NotLoggedIn _,
          ProfileException.SecretReplaced _,
          ProfileException.Locked _,
          ProfileException.WrongPassphrase _ ->
          ExitCode.AUTHENTICATION;
      case ProfileException.InUse _, ProfileException.NotLocked _ -> ExitCode.CONFLICT;
      case ProfileException.NoServer _ -> ExitCode.USAGE;
      case ProfileException.Newer _,
          ProfileException.Damaged _,
          ProfileException.NowhereUnlocked _ ->
          ExitCode.LOCAL_FILES;
    };
  }

  private static ExitCode exitCode(SourceException failure) {
    return switch (failure) {
      case SourceException.Changed _, SourceException.Unreadable _ -> ExitCode.LOCAL_FILES;
      case SourceException.Busy _, SourceException.Corrected _ -> ExitCode.CONFLICT;
    };
  }

  private static ExitCode exitCode(TrustException failure) {
    return switch (failure) {
      case TrustException.ChangedParts _,
          TrustException.ForgedManifest _,
          TrustException.BadCorrection _ ->
          ExitCode.FAILED_CHECK;
      case TrustException.SubstituteKey _,
          TrustException.Rollback _,
          TrustException.AddedLate _,
          TrustException.ForgedStatement _,
          TrustException.MissingHistory _,
          TrustException.HistoryTooLong _,
          TrustException.WrongKeys _,
          TrustException.MissingKey _,
          TrustException.SubstituteEnvelope _,
          TrustException.OtherReport _,
          TrustException.OtherSection _,
          TrustException.Withheld _,
          TrustException.WeakParameters _ ->
          ExitCode.UNTRUSTED;
    };
  }

  private static ExitCode exitCode(ProblemType type) {
    return switch (type) {
      case UNAUTHENTICATED, SESSION_EXPIRED, WRONG_CREDENTIALS -> ExitCode.AUTHENTICATION;
      case DENIED, QUOTA_EXCEEDED, INVITATION_REFUSED, SIGN_UP_CLOSED -> ExitCode.DENIED;
      case NOT_FOUND, GONE -> ExitCode.NOT_FOUND;
      case EMAIL_TAKEN,
          HEAD_MOVED,
          STALE_SEAL,
          ALREADY_EXISTS,
          ALREADY_COMPLETE,
          SUPERSEDED,
          UPLOAD_INCOMPLETE,
          DOMAIN_UNPROVED,
          STILL_OWNER,
          CHAIN_FULL,
          CHANGED_MEANWHILE,
          STATEMENT_REFUSED ->
          ExitCode.CONFLICT;
      case CLOCK_SKEW -> ExitCode.LOCAL_FILES;
      case TOO_SLOW, TOO_MANY_REQUESTS, UNAVAILABLE, STORAGE_FULL, DAMAGED, INTERNAL ->
          ExitCode.UNAVAILABLE;
      case MALFORMED,
          METHOD_NOT_ALLOWED,
          TOO_LARGE,
          ANSWER_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          RANGE_NOT_SATISFIABLE,
          DIGEST_MISMATCH ->
          ExitCode.INTERNAL;
    };
  }

  /** The client's own sentence, but where the command line knows better what to do. */
  private static String sentence(ClientException failure) {
    return switch (failure) {
      case ProfileException.NotLoggedIn _ ->
          "Nobody is logged in with this profile; use 'medseal login' or 'medseal signup'.";
      case ProfileException.SecretReplaced _ ->
          "The account's keys were replaced on another device; use 'medseal login' again.";
      case ProfileException.Locked _ ->
          "This profile is locked; use 'medseal unlock', or add --passphrase-file FILE.";
      case ProfileException.NowhereUnlocked _ ->
          "This computer has no private folder in memory ($XDG_RUNTIME_DIR) to keep an unlocked"
              + " profile in; type the passphrase with each command, or add --passphrase-file FILE.";
      case ProfileException.NoServer _ ->
          "This profile does not know its service yet; add --server URL.";
      case ProfileException.InUse e ->
          "The profile '"
              + e.profile()
              + "' is logged in as "
              + e.email()
              + "; use 'medseal logout' first, or another profile.";
      case AccessException.NotAccepted e ->
          "Keyring "
              + e.keyring()
              + " was shared with this account, but is not accepted: 'medseal offers' shows who shared"
              + " it, 'medseal offers accept "
              + e.keyring()
              + "' accepts it.";
      case AccessException.Deleted e ->
          "Report "
              + e.report()
              + " was deleted by "
              + e.name()
              + ", "
              + Times.local(e.at(), ZoneId.systemDefault())
              + ".";
      case TrustException.SubstituteKey e ->
          "The service now names other keys for "
              + e.email()
              + " than before, so nothing was done: ask them for their safety number in person, then"
              + " use 'medseal accept'.";
      case LocalFileException.AlreadyThere e ->
          e.file() + " is there already; choose another folder, or add --force.";
      case ServiceException e -> sentence(e);
      default -> failure.getMessage();
    };
  }

  private static String sentence(ServiceException failure) {
    return switch (failure.type()) {
      case UNAUTHENTICATED, SESSION_EXPIRED ->
          "The session has ended; use 'medseal login' to go on.";
      case WRONG_CREDENTIALS ->
          "E-mail or password is wrong; try again, or use 'medseal recover' if the password is"
              + " lost.";
      case DENIED ->
          "This account's role does not allow that here; ask an owner or manager of the record.";
      case INVITATION_REFUSED ->
          "This service takes invited people only, and the invitation is missing, wrong, used or too"
              + " old; ask its operator for one and add --invitation.";
      case EMAIL_TAKEN ->
          "There is an account with this e-mail already; use 'medseal login', or another address.";
      default -> failure.getMessage();
    };
  }
}
