package io.medseal.client.profiles;

import io.medseal.client.problems.LocalFileException;
import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.SafetyNumber;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One account on this computer.
 *
 * <p><b>Guarantees.</b> The folder and its files are readable by their owner only. Every change
 * replaces a whole file and is on the disk when the call returns. Threads and processes that use
 * one profile wait for each other.
 *
 * <p><b>Restrictions.</b> While somebody is logged in, the person's secret and the session's token
 * lie in the folder: in the clear, so that who can read the user's files can act as the user until
 * the secret is replaced, or, after {@link KeyLock#turnOn}, under a passphrase. What a locked
 * profile still shows: whose account it is, pins, heads, histories, ids of records. Logging out
 * removes secret, token and lock.
 *
 * <p>An object that has opened a locked profile keeps it open until {@link KeyLock#relock},
 * whatever time has passed.
 */
public final class Profile {
  static final int VERSION = 1;
  private static final int PROBE_BYTES = 16 * 1024; // more than a log-in or a change writes
  private static final String HEADS = "heads";
  private static final String LISTED = "listed";

  private final String name;
  private final Path folder;
  private final ProfileLock lock;
  private final HeadLog heads;
  private final ListedFile listed;
  private final SecretFile secret;

  Profile(String name, Path folder, UnlockedCopies copies) {
    this.name = name;
    this.folder = folder;
    this.lock = new ProfileLock(folder.resolve("lock"));
    this.heads = new HeadLog(folder.resolve(HEADS));
    this.listed = new ListedFile(folder.resolve(LISTED));
    this.secret = new SecretFile(name, folder.resolve(ProfileFiles.SECRET), copies);
  }

  /** Its name in the store. */
  public String name() {
    return name;
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** Who is logged in, or was last: everything but secret and name survives logging out. */
  public Optional<Identity> identity() {
    return account().map(ProfileFiles.Account::identity);
  }

  /** Whether somebody is logged in; a locked profile says so, too. */
  public boolean isLoggedIn() {
    return sessionExpires().isPresent();
  }

  /** Who is logged in now; a locked profile says so, too. */
  public Optional<Identity> loggedIn() {
    return isLoggedIn() ? identity() : Optional.empty();
  }

  /** When the session ends, while logged in; a locked profile says so, too. */
  public Optional<Instant> sessionExpires() {
    return secret.kept().flatMap(_ -> account()).map(ProfileFiles.Account::expires);
  }

  /**
   * The session with the service, while logged in.
   *
   * @throws ProfileException.Locked if the profile is locked, and not unlocked now
   */
  public Optional<Session> session() {
    return sessionExpires()
        .flatMap(
            expires ->
                content()
                    .map(
                        content -> {
                          content.close();
                          return new Session(content.token(), expires);
                        }));
  }

  /**
   * A session with the service.
   *
   * @param token proves to the service who asks; opens nothing
   */
  public record Session(String token, Instant expires) {
    @Override
    public String toString() {
      return "Session[expires=" + expires + "]";
    }
  }

  /**
   * The person's current secret, while logged in. The caller closes it.
   *
   * @param generation of the person's keyring
   */
  public record PersonSecret(int generation, GenerationSecret secret) implements AutoCloseable {
    @Override
    public void close() {
      secret.close();
    }
  }

  /**
   * The person's current secret, if somebody is logged in.
   *
   * @throws ProfileException.Locked if the profile is locked, and not unlocked now
   */
  public Optional<PersonSecret> secret() {
    return content().map(content -> new PersonSecret(content.generation(), content.secret()));
  }

  /** The safety number of the person's keys, as their secret gives them, while logged in. */
  public Optional<String> safetyNumber() {
    return secret.kept().map(ProfileFiles.Kept::safetyNumber);
  }

  /** The passphrase that secret and token may be kept under. */
  public KeyLock keyLock() {
    return new KeyLock(this, secret);
  }

  /**
   * Refuses where nothing can be kept: before something is done that has to be remembered here.
   *
   * @throws LocalFileException.CannotWrite then
   */
  public void requireWritable() {
    locked(
        () -> {
          Path probe = folder.resolve("probe");
          PrivateFiles.replaceLightly(probe, new byte[PROBE_BYTES]);
          PrivateFiles.delete(probe);
          return null;
        });
  }

  /**
   * Logs in: from now on the profile acts as that person. A locked profile stays locked.
   *
   * @throws ProfileException.InUse if somebody else is logged in
   * @throws ProfileException.Locked if the profile is locked, and not unlocked now
   */
  public void logIn(Identity identity, Session session, int generation, GenerationSecret fresh) {
    locked(
        () -> {
          refuseOther(identity);
          try (KeyringKeys keys = KeyringKeys.derive(fresh, KeyringKind.PERSON)) {
            secret.write(
                identity.keyring(),
                SafetyNumber.of(identity.keyring(), generation, keys.publicKeys()),
                new SecretFile.Content(generation, fresh, session.token()));
          }
          write(
              ProfileFiles.ACCOUNT,
              ProfileFiles.Account.of(
                  VERSION,
                  identity,
                  session.expires(),
                  device(identity.server(), identity.email()).orElse(null)));
          return null;
        });
  }

  /**
   * Whether somebody else is logged in.
   *
   * @throws ProfileException.InUse if so
   */
  public void refuseOther(Identity identity) {
    Optional<Identity> before = loggedIn();
    if (before.isPresent()
        && (!before.get().keyring().equals(identity.keyring())
            || !before.get().server().equals(identity.server()))) {
      throw new ProfileException.InUse(name, before.get().email());
    }
  }

  /**
   * What this computer shows when it logs in again to that account, kept beyond log-out. It opens
   * nothing.
   */
  public Optional<String> device(URI server, String email) {
    return account()
        .filter(account -> account.identity().server().equals(server))
        .filter(account -> account.email().equals(email))
        .map(ProfileFiles.Account::device);
  }

  /** Keeps what the service gave this computer for its next log-in. */
  public void keepDevice(String device) {
    locked(
        () -> {
          account()
              .ifPresent(
                  account ->
                      write(
                          ProfileFiles.ACCOUNT,
                          ProfileFiles.Account.of(
                              VERSION, account.identity(), account.expires(), device)));
          return null;
        });
  }

  /**
   * Removes session, secret and lock, whether it is unlocked or not, decisions, the person's name,
   * and the heads, histories, envelopes, listed records and reports, which tell with whom the
   * person has worked. Pins, the account's own among them, stay: they keep a service from naming
   * other keys for an address at the next log-in. What the service gave this computer for its next
   * log-in stays for that; it opens nothing. Upload journals stay, too: titles and names of files
   * in them are not sealed.
   */
  public void logOut() {
    locked(
        () -> {
          secret.delete();
          PrivateFiles.delete(folder.resolve(ProfileFiles.DECISIONS));
          PrivateFiles.delete(folder.resolve(HEADS));
          PrivateFiles.delete(folder.resolve(LISTED));
          chains().clear();
          envelopes().clear();
          PrivateFiles.delete(folder.resolve(KnownReports.FILE));
          identity()
              .ifPresent(
                  identity ->
                      write(
                          ProfileFiles.ACCOUNT,
                          ProfileFiles.Account.of(
                              VERSION,
                              identity.withoutName(),
                              null,
                              device(identity.server(), identity.email()).orElse(null))));
          return null;
        });
  }

  /** The pin of that e-mail address, trimmed and in lower case. */
  public Optional<Pin> pin(String email) {
    return pins().stream().filter(pin -> pin.email().equals(email)).findFirst();
  }

  /** Every pin. */
  public List<Pin> pins() {
    return read(ProfileFiles.PINS, ProfileFiles.Pins.class)
        .map(ProfileFiles.Pins::pins)
        .orElse(List.of());
  }

  /** Sets a pin, replacing one of the same address. */
  public void pin(Pin pin) {
    locked(
        () -> {
          List<Pin> pins = new ArrayList<>(pins());
          pins.removeIf(old -> old.email().equals(pin.email()));
          pins.add(pin);
          write(ProfileFiles.PINS, new ProfileFiles.Pins(VERSION, List.copyOf(pins)));
          return null;
        });
  }

  /** The institutes whose safety number the user compared. */
  public Map<KeyringId, Compared> compared() {
    return read(ProfileFiles.COMPARED, ProfileFiles.ComparedAll.class)
        .map(ProfileFiles.ComparedAll::all)
        .orElse(Map.of());
  }

  /**
   * Remembers that the user compared an institute's safety number, or forgets it.
   *
   * @param compared empty to forget
   */
  public void compared(KeyringId institute, Optional<Compared> compared) {
    locked(
        () -> {
          Map<KeyringId, Compared> all = new TreeMap<>(compared());
          compared.ifPresentOrElse(one -> all.put(institute, one), () -> all.remove(institute));
          write(ProfileFiles.COMPARED, ProfileFiles.ComparedAll.of(VERSION, all));
          return null;
        });
  }

  /**
   * The newest document of decisions that this computer has seen, sealed as the service keeps it.
   */
  public Optional<Bytes> decisions() {
    return PrivateFiles.read(folder.resolve(ProfileFiles.DECISIONS)).map(Bytes::of);
  }

  /** Keeps a newer document of decisions. */
  public void keepDecisions(Bytes document) {
    locked(
        () -> {
          PrivateFiles.replace(folder.resolve(ProfileFiles.DECISIONS), document.toArray());
          return null;
        });
  }

  /** The newest verified head of every keyring seen. */
  public Map<KeyringId, Head> heads() {
    return heads.read();
  }

  /** Remembers newer heads; an older one never replaces a newer one. */
  public void rememberHeads(Map<KeyringId, Head> seen) {
    if (!seen.isEmpty()) {
      locked(
          () -> {
            heads.remember(seen);
            return null;
          });
    }
  }

  /** Histories that this computer has fetched. */
  public KeptChains chains() {
    return new KeptChains(this);
  }

  /** Envelopes that this computer has made or fetched. */
  public KeptEnvelopes envelopes() {
    return new KeptEnvelopes(this);
  }

  /** Reports that this computer has uploaded or listed. */
  public KnownReports reports() {
    return new KnownReports(this);
  }

  /** The records that were listed on this computer since log-in, but for those given up. */
  public Map<KeyringId, Listed> listed() {
    return listed.read();
  }

  /** Changes what is remembered of listed records. */
  public void changeListed(UnaryOperator<Map<KeyringId, Listed>> change) {
    locked(
        () -> {
          Map<KeyringId, Listed> before = listed.read();
          Map<KeyringId, Listed> after = change.apply(before);
          if (!after.equals(before)) {
            listed.write(after);
          }
          return null;
        });
  }

  /** The journals of uploads that have not ended. */
  public List<Journal> journals() {
    return PrivateFiles.list(uploads()).stream().filter(Journal::isOne).map(Journal::new).toList();
  }

  /** The journal of that report's upload, whether it is written already or not. */
  public Journal journal(ReportId report) {
    return new Journal(uploads().resolve(report.hex() + Journal.SUFFIX));
  }

  private Path uploads() {
    return folder.resolve("uploads");
  }

  private Optional<ProfileFiles.Account> account() {
    Path file = folder.resolve(ProfileFiles.ACCOUNT);
    return PrivateFiles.read(file).map(bytes -> flat(file, bytes, ProfileFiles.Account::from));
  }

  Identity present() {
    return loggedIn().orElseThrow(() -> new ProfileException.NotLoggedIn(name));
  }

  private Optional<SecretFile.Content> content() {
    return account().map(ProfileFiles.Account::keyring).flatMap(secret::read);
  }

  void changed(Runnable work) {
    locked(
        () -> {
          work.run();
          return null;
        });
  }

  <T> T locked(Supplier<T> work) {
    PrivateFiles.createFolder(folder);
    return lock.locked(work);
  }

  private void write(String file, Object content) {
    PrivateFiles.replace(folder.resolve(file), StrictJson.mapper().writeValueAsBytes(content));
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = folder.resolve(name);
    return PrivateFiles.read(file).map(bytes -> parse(file, bytes, type));
  }

  private static <T> T parse(Path file, byte[] bytes, Class<T> type) {
    return undamaged(
        file,
        () -> {
          JsonNode node = StrictJson.mapper().readTree(bytes);
          checkVersion(file, node.path("v").asInt(0));
          return StrictJson.mapper().treeToValue(node, type);
        });
  }

  static <T> T flat(Path file, byte[] bytes, FlatReader<T> reader) {
    return undamaged(
        file,
        () -> {
          FlatJson members = new FlatJson(bytes);
          int version = members.number("v");
          checkVersion(file, version);
          T read = reader.from(version, members);
          members.end();
          return read;
        });
  }

  interface FlatReader<T> {
    T from(int version, FlatJson members);
  }

  private static void checkVersion(Path file, int version) {
    if (version > VERSION) {
      throw new ProfileException.Newer(file.toString());
    }
    if (version < VERSION) {
      throw new ProfileException.Damaged(file.toString(), null);
    }
  }

  private static <T> T undamaged(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JacksonException | LedgerException | IllegalArgumentException _) {
      // The parser's message may quote what it read: it stays out.
      throw new ProfileException.Damaged(file.toString(), null);
    }
  }
}
