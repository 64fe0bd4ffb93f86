package io.medseal.seal.index;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.seal.SealException;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens what a person keeps of records, and names what it is found by (spec/accounts.md
 * section 8).
 *
 * <p><b>Guarantees.</b> An entry opens only as that person's, of that generation and of that
 * record. Tags of the same name are the same, and tell nothing else to who has not the secret.
 * <b>Restrictions.</b> That it is the newest one is for the record's chains to say.
 *
 * @param person whose entries these are
 * @param generation of the person's keyring, from 1
 * @param secret of that generation; stays the caller's
 */
public record SealedIndex(KeyringId person, int generation, GenerationSecret secret) {
  /** Longest entry, in bytes. */
  public static final int MAX_BYTES = 4096;

  private static final String NAME = "medseal/v1/record-index";
  private static final String TAG = "medseal/v1/record-tag";
  private static final int HEADER = 1 + Integer.BYTES;

  /**
   * Seals.
   *
   * @throws SealException.Malformed if the entry would be too long
   */
  public Bytes seal(KeyringId record, IndexEntry entry) {
    byte[] header = ByteBuffer.allocate(HEADER).put(Suite.ONE).putInt(generation).array();
    byte[] key = Hkdf.derive(secret, NAME);
    try {
      byte[] all = AesGcm.seal(header, key, associated(record), entry.json());
      if (all.length > MAX_BYTES) {
        throw new SealException.Malformed("an entry takes at most 4,096 bytes");
      }
      return Bytes.of(all);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens.
   *
   * @throws SealException.WrongKey if it does not open: of another person, generation or record, or
   *     changed
   * @throws SealException.Malformed if it has not an entry's length, or not its content
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public IndexEntry open(KeyringId record, Bytes entry) {
    byte[] bytes = entry.toArray();
    Suite.check(bytes);
    if (bytes.length < HEADER + AesGcm.OVERHEAD || bytes.length > MAX_BYTES) {
      throw new SealException.Malformed("an entry has another length");
    }
    int under = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    if (under < 1) {
      throw new SealException.Malformed("generations count from 1");
    }
    if (under != generation) {
      throw new SealException.WrongKey("the entry is sealed under another generation");
    }
    byte[] key = Hkdf.derive(secret, NAME);
    try {
      return IndexEntry.parse(
          AesGcm.open(
              bytes,
              HEADER,
              key,
              associated(record),
              () -> new SealException.WrongKey("the entry does not open")));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** What a record is found by whose patient has that name, in whatever case. */
  public Sha256 tag(String name) {
    String folded =
        Normalizer.normalize(name.strip(), Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    byte[] key = Hkdf.derive(secret, TAG);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Sha256(
          HexFormat.of().formatHex(mac.doFinal(folded.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] associated(KeyringId record) {
    byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 2 * KeyringId.BYTES + Integer.BYTES)
        .put(name)
        .put(person.bytes())
        .putInt(generation)
        .put(record.bytes())
        .array();
  }
}
