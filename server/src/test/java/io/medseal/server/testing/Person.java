package io.medseal.server.testing;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Somebody with an account: a keyring, an e-mail address, and a session. */
public final class Person {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Ring ring;
  private final String email;
  private final Accounts.NewSlot password;
  private final Accounts.NewSlot recovery;
  private Caller caller;

  private Person(Ring ring, String email) {
    this.ring = ring;
    this.email = email;
    this.password = slot(SlotKind.PASSWORD);
    this.recovery = slot(SlotKind.RECOVERY);
  }

  /** Somebody who has not signed up yet. */
  public static Person stranger(Clock clock, String name) {
    return new Person(Ring.self(clock, KeyringKind.PERSON), name + "-" + hex(6) + "@example.org");
  }

  /** Somebody who has. */
  public static Person signedUp(URI service, Clock clock, String name) {
    Person person = stranger(clock, name);
    Accounts.SessionOpened opened =
        Caller.anonymous(service)
            .post("/api/v1/accounts", person.signUp())
            .as(Accounts.SessionOpened.class);
    person.caller = new Caller(service, opened.token());
    person.ring.unsent();
    return person;
  }

  /** A slot of random bytes. */
  public static Accounts.NewSlot slot(SlotKind kind) {
    byte[] slot = random(61);
    slot[0] = 1;
    return new Accounts.NewSlot(
        Bytes.of(random(16)),
        kind,
        Bytes.of(slot),
        Bytes.of(random(32)),
        kind == SlotKind.PASSWORD
            ? new Accounts.PasswordParameters(Bytes.of(random(16)), 65_536, 3, 1)
            : null,
        null,
        kind == SlotKind.PASSKEY ? Bytes.of(random(32)) : null);
  }

  /** A document of random bytes in the form of sealed decisions. */
  public static Bytes decisions(int length) {
    byte[] document = random(length);
    document[0] = 1;
    return Bytes.of(document);
  }

  /** Random bytes in the form of what somebody keeps of a record, under a generation. */
  public static Bytes entry(int length, int generation) {
    byte[] entry = random(length);
    ByteBuffer.wrap(entry).put((byte) 1).putInt(generation);
    return Bytes.of(entry);
  }

  /** The request that makes the account. */
  public Accounts.SignUp signUp() {
    return new Accounts.SignUp(email, ring.copyUnsent(), List.of(password, recovery), null);
  }

  /** The request that opens a session. */
  public Accounts.LogIn logIn() {
    return new Accounts.LogIn(email, SlotKind.PASSWORD, password.authenticationKey(), null, null);
  }

  /** Appends what has been signed in these chains, in this order. */
  public Answer append(Ring... rings) {
    return caller.post(
        "/api/v1/statements",
        Ring.request(Arrays.stream(rings).map(Ring::unsent).toArray(Ring.Signed[]::new)));
  }

  public Ring ring() {
    return ring;
  }

  public String email() {
    return email;
  }

  public Accounts.NewSlot password() {
    return password;
  }

  public Accounts.NewSlot recovery() {
    return recovery;
  }

  /** Speaks with this person's session. */
  public Caller call() {
    return caller;
  }

  /** Uses another session from now on. */
  public void use(Caller other) {
    caller = other;
  }

  /** Random bytes. */
  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String hex(int bytes) {
    return HexFormat.of().formatHex(random(bytes));
  }
}
