package io.medseal.server.accounts;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.accounts.Accounts;
import io.medseal.protocol.accounts.SlotKind;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.Digests;
import io.medseal.server.platform.faults.DamagedException;
import io.medseal.server.platform.http.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Unlock slots in the database (spec/accounts.md). */
final class Slots {
  private static final int SLOT_BYTES = 61;
  private static final int MOST = 20;
  private static final int MOST_LABEL = 4_096;
  private static final int MOST_CREDENTIAL = 1_023;

  /** No keyring's id: what is asked about an account that is not there is asked about it. */
  private static final KeyringId NOBODY = new KeyringId("0".repeat(64));

  private Slots() {}

  /** A slot and the hash of what opens a session with it. */
  record Row(Accounts.Slot slot, String authenticationHash) {}

  /** Refuses slots that no honest client makes. */
  static void check(List<Accounts.NewSlot> slots) {
    Set<Bytes> ids = new HashSet<>();
    for (Accounts.NewSlot slot : slots) {
      Accounts.PasswordParameters password = slot.password();
      boolean good =
          slot.id() != null
              && slot.id().size() == 16
              && ids.add(slot.id())
              && slot.kind() != null
              && slot.slot() != null
              && slot.slot().size() == SLOT_BYTES
              && slot.slot().toArray()[0] == 1
              && slot.authenticationKey() != null
              && slot.authenticationKey().size() == 32
              && (slot.kind() == SlotKind.PASSWORD) == (password != null)
              && (slot.kind() == SlotKind.PASSKEY) == (slot.credentialId() != null)
              && (slot.label() == null || slot.label().size() <= MOST_LABEL)
              && (slot.credentialId() == null || slot.credentialId().size() <= MOST_CREDENTIAL)
              && (password == null || strongEnough(password));
      if (!good) {
        throw ProblemException.of(ProblemType.MALFORMED);
      }
    }
  }

  /** Refuses a set of slots that would leave an account without recovery or without a way in. */
  static void checkWhole(List<SlotKind> kinds) {
    long recovery = kinds.stream().filter(kind -> kind == SlotKind.RECOVERY).count();
    long password = kinds.stream().filter(kind -> kind == SlotKind.PASSWORD).count();
    boolean wayIn = kinds.stream().anyMatch(kind -> kind != SlotKind.RECOVERY);
    if (recovery != 1 || password > 1 || !wayIn || kinds.size() > MOST) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
  }

  /** False if there is a slot of that id already. */
  private static boolean insert(
      JdbcClient sql, KeyringId account, Accounts.NewSlot slot, long now) {
    Accounts.PasswordParameters password = slot.password();
    return sql.sql(
                """
                insert into slots (id, account, kind, slot, authentication_hash, salt, memory_kib,
                  iterations, parallelism, label, credential_id, created)
                values (:id, :account, :kind, :slot, :hash, :salt, :m, :t, :p, :label, :credential,
                  :now)
                on conflict (id) do nothing\
                """)
            .param("id", slot.id().base64Url())
            .param("account", account.hex())
            .param("kind", slot.kind().text())
            .param("slot", slot.slot().base64Url())
            .param("hash", hash(slot.authenticationKey()))
            .param("salt", password == null ? null : password.salt().base64Url())
            .param("m", password == null ? null : password.memoryKiB())
            .param("t", password == null ? null : password.iterations())
            .param("p", password == null ? null : password.parallelism())
            .param("label", slot.label() == null ? null : slot.label().base64Url())
            .param(
                "credential", slot.credentialId() == null ? null : slot.credentialId().base64Url())
            .param("now", now)
            .update()
        == 1;
  }

  static void insertAll(JdbcClient sql, KeyringId account, List<Accounts.NewSlot> slots, long now) {
    for (Accounts.NewSlot slot : slots) {
      if (!insert(sql, account, slot, now)) {
        throw ProblemException.of(ProblemType.ALREADY_EXISTS);
      }
    }
  }

  static Optional<KeyringId> accountOf(JdbcClient sql, String email) {
    return sql.sql("select keyring from accounts where email = :email")
        .param("email", email)
        .query(String.class)
        .optional()
        .map(KeyringId::new);
  }

  /** The account, or one that has nothing: both cost the same from here on. */
  static KeyringId accountOrNobody(JdbcClient sql, String email) {
    return accountOf(sql, email).orElse(NOBODY);
  }

  /** Whether that key is of one of the account's slots of that kind. */
  static boolean authenticates(
      JdbcClient sql,
      KeyringId account,
      SlotKind kind,
      Bytes authenticationKey,
      @Nullable Bytes slotId) {
    String shown = hash(authenticationKey);
    boolean matches = false;
    for (Row row : of(sql, account)) {
      boolean candidate =
          row.slot().kind() == kind && (slotId == null || slotId.equals(row.slot().id()));
      if (candidate && Digests.same(shown, row.authenticationHash())) {
        matches = true;
      }
    }
    return matches;
  }

  static List<Row> of(JdbcClient sql, KeyringId account) {
    return sql.sql(
            """
            select id, kind, slot, created, salt, memory_kib, iterations, parallelism, label,
              credential_id, authentication_hash
            from slots where account = :account order by created, id\
            """)
        .param("account", account.hex())
        .query((row, _) -> row(row))
        .list();
  }

  static String hash(Bytes authenticationKey) {
    return Digests.of("medseal/v1/authentication-key", authenticationKey.toArray());
  }

  static SlotKind kind(String text) {
    return Arrays.stream(SlotKind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static boolean strongEnough(Accounts.PasswordParameters password) {
    return password.salt() != null
        && password.salt().size() == 16
        && password.memoryKiB() >= 65_536
        && password.memoryKiB() <= 1_048_576
        && password.iterations() >= 3
        && password.iterations() <= 16
        && password.parallelism() == 1;
  }

  private static Row row(ResultSet row) throws SQLException {
    Bytes salt = bytes(row.getString(5));
    return new Row(
        new Accounts.Slot(
            DamagedException.bytes(row.getString(1)),
            kind(row.getString(2)),
            DamagedException.bytes(row.getString(3)),
            Instant.ofEpochMilli(row.getLong(4)),
            salt == null
                ? null
                : new Accounts.PasswordParameters(
                    salt, row.getInt(6), row.getInt(7), row.getInt(8)),
            bytes(row.getString(9)),
            bytes(row.getString(10))),
        row.getString(11));
  }

  private static @Nullable Bytes bytes(@Nullable String text) {
    return text == null ? null : DamagedException.bytes(text);
  }
}
