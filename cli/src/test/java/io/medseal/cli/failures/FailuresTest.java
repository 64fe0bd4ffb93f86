package io.medseal.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.cli.failures.Failures.Failure;
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
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.seal.SealException;
import io.medseal.seal.slots.PasswordRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A failure")
class FailuresTest {
  private static final KeyringId ONE = new KeyringId("1".repeat(64));
  private static final KeyringId TWO = new KeyringId("2".repeat(64));
  private static final Path FILE = Path.of("scan.pdf");

  static Stream<Arguments> failures() {
    return Stream.of(
        known(ExitCode.DENIED, new AccessException.NoKey("this report")),
        known(ExitCode.DENIED, new AccessException.NoAuthority("share this record")),
        known(ExitCode.DENIED, new AccessException.NotAccepted("0123456789ab")),
        known(
            ExitCode.NOT_FOUND,
            new AccessException.Deleted("3f2a", ONE, "Ada Example", Instant.EPOCH)),
        known(ExitCode.CONFLICT, new AccessException.StaleGroup("Cardiology")),
        known(ExitCode.CONFLICT, new AccessException.LastOwner()),
        known(ExitCode.CONFLICT, new AccessException.InvalidChange("The last owner stays.")),
        known(
            ExitCode.UNAVAILABLE,
            new ConnectionException.Unreachable("cloud.example:443", "no route", null)),
        known(ExitCode.UNAVAILABLE, new ConnectionException.BadAnswer("cloud.example", "no JSON")),
        known(ExitCode.UNAVAILABLE, new ConnectionException.TooLong("cloud.example", 9)),
        known(ExitCode.USAGE, new ConnectionException.BadAddress("An address begins with https.")),
        known(ExitCode.INTERRUPTED, new ConnectionException.Interrupted()),
        known(ExitCode.CONFLICT, new ContendedException(5)),
        known(ExitCode.LOCAL_FILES, new DicomException("it ends in a header")),
        known(ExitCode.NOT_FOUND, new InputException.NoSuch("record", "3f2a")),
        known(ExitCode.USAGE, new InputException.Ambiguous("record", "3f", List.of("3f1", "3f2"))),
        known(ExitCode.USAGE, new InputException.WeakPassword(PasswordRules.Problem.TOO_SHORT)),
        known(ExitCode.AUTHENTICATION, new InputException.MistypedRecoveryCode()),
        known(ExitCode.AUTHENTICATION, new InputException.WrongPassword()),
        known(ExitCode.USAGE, new InputException.BadValue("This is no date.")),
        known(ExitCode.USAGE, new InputException.NothingToUpload()),
        known(ExitCode.USAGE, new InputException.EmptyFile("letter.pdf")),
        known(ExitCode.USAGE, new InputException.NotAFile(FILE, "pipe")),
        known(
            ExitCode.LOCAL_FILES,
            new LocalFileException.CannotRead(FILE, new NoSuchFileException("scan.pdf"))),
        known(ExitCode.LOCAL_FILES, new LocalFileException.CannotWrite(FILE, "full")),
        known(ExitCode.LOCAL_FILES, new LocalFileException.AlreadyThere(FILE)),
        known(ExitCode.AUTHENTICATION, new ProfileException.NotLoggedIn("default")),
        known(ExitCode.AUTHENTICATION, new ProfileException.SecretReplaced()),
        known(ExitCode.AUTHENTICATION, new ProfileException.Locked("default")),
        known(ExitCode.AUTHENTICATION, new ProfileException.WrongPassphrase()),
        known(ExitCode.CONFLICT, new ProfileException.NotLocked("default")),
        known(ExitCode.LOCAL_FILES, new ProfileException.NowhereUnlocked()),
        known(ExitCode.CONFLICT, new ProfileException.InUse("default", "ada@example.org")),
        known(ExitCode.USAGE, new ProfileException.NoServer("default")),
        known(ExitCode.LOCAL_FILES, new ProfileException.Newer("account.json")),
        known(ExitCode.LOCAL_FILES, new ProfileException.Damaged("account.json", null)),
        known(ExitCode.LOCAL_FILES, new SourceException.Changed(FILE)),
        known(
            ExitCode.LOCAL_FILES,
            new SourceException.Unreadable(FILE, new NoSuchFileException("scan.pdf"))),
        known(ExitCode.CONFLICT, new SourceException.Busy()),
        known(ExitCode.CONFLICT, new SourceException.Corrected(false)),
        known(ExitCode.CONFLICT, new SourceException.Corrected(true)),
        known(ExitCode.FAILED_CHECK, new TrustException.ChangedParts("3f2a", "part 3", "x", null)),
        known(ExitCode.FAILED_CHECK, new TrustException.ForgedManifest("3f2a", "why", null)),
        known(
            ExitCode.FAILED_CHECK,
            new TrustException.BadCorrection("3f2a", "\"Clerk\"", "tampered", null)),
        known(ExitCode.UNTRUSTED, new TrustException.SubstituteKey("a@b.example", ONE, TWO)),
        known(ExitCode.UNTRUSTED, new TrustException.Rollback("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.AddedLate("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.ForgedStatement("3f2a", "x", null)),
        known(ExitCode.UNTRUSTED, new TrustException.MissingHistory("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.HistoryTooLong("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.WrongKeys("this record", null)),
        known(ExitCode.UNTRUSTED, new TrustException.MissingKey("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.SubstituteEnvelope("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.OtherReport("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.OtherSection("3f2a", "9be0")),
        known(ExitCode.UNTRUSTED, new TrustException.Withheld("3f2a")),
        known(ExitCode.UNTRUSTED, new TrustException.WeakParameters(null)),
        known(ExitCode.DENIED, new SealException.WrongKey("x")),
        known(ExitCode.FAILED_CHECK, new SealException.Malformed("x")),
        known(ExitCode.FAILED_CHECK, new SealException.UnknownSuite(2)),
        known(ExitCode.FAILED_CHECK, new SealException.Tampered("x")),
        known(ExitCode.FAILED_CHECK, new SealException.Truncated("x")),
        known(ExitCode.UNTRUSTED, new LedgerException.BadSignature("x")),
        known(ExitCode.LOCAL_FILES, new UncheckedIOException(new NoSuchFileException("scan.pdf"))),
        known(
            ExitCode.LOCAL_FILES, new UncheckedIOException(new AccessDeniedException("scan.pdf"))),
        known(
            ExitCode.LOCAL_FILES,
            new UncheckedIOException(
                new FileSystemException("scan.pdf", null, "No space left on device"))),
        known(
            ExitCode.LOCAL_FILES,
            new UncheckedIOException(new IOException("No space left on device"))),
        known(ExitCode.INTERNAL, new IllegalStateException("the secret is 12345")),
        known(ExitCode.INTERNAL, new OutOfMemoryError("heap")));
  }

  private static Arguments known(ExitCode code, Throwable failure) {
    return Arguments.of(code, failure);
  }

  @ParameterizedTest(name = "{1} ends with {0}")
  @MethodSource("failures")
  @DisplayName("has its exit code, and says one line that ends")
  void exitCodes(ExitCode code, Throwable failure) {
    Failure said = Failures.of(failure);

    assertThat(said.exitCode()).isEqualTo(code);
    assertThat(said.sentence()).hasLineCount(1).matches("(?s)[A-Za-z3'].*\\.");
  }

  @Test
  @DisplayName("of every kind that the client knows is in this test")
  void complete() {
    List<Class<?>> tested = new java.util.ArrayList<>();
    failures().forEach(arguments -> tested.add(arguments.get()[1].getClass()));

    assertThat(tested)
        .containsAll(
            leaves(ClientException.class).filter(type -> type != ServiceException.class).toList());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return Modifier.isAbstract(type.getModifiers())
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FailuresTest::leaves)
        : Stream.of(type);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("that the service reports has an exit code and a sentence, whatever its type")
  void problems(ProblemType type) {
    Failure said = Failures.of(new ServiceException(type, null, Instant.EPOCH));

    assertThat(said.exitCode()).isNotIn(ExitCode.OK, ExitCode.FAILED_CHECK, ExitCode.UNTRUSTED);
    assertThat(said.sentence()).hasLineCount(1).endsWith(".");
  }

  @Test
  @DisplayName("inside does not show its text, which could hold a secret")
  void hidesTexts() {
    assertThat(Failures.of(new IllegalStateException("the secret is 12345")).sentence())
        .doesNotContain("12345");
    assertThat(Failures.of(new SealException.Malformed("12345")).sentence())
        .doesNotContain("12345");
  }

  @Test
  @DisplayName("of a full disk says what to do")
  void fullDisk() {
    assertThat(
            Failures.of(new UncheckedIOException(new IOException("No space left on device")))
                .sentence())
        .isEqualTo("There is no space left on the disk; free some, then try again.");
  }

  @Test
  @DisplayName("has a number of its own for each meaning")
  void numbers() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .doesNotHaveDuplicates()
        .allMatch(number -> number >= 0 && number < 256);
  }
}
