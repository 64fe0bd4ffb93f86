package io.medseal.seal.decisions;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.seal.SealException;
import io.medseal.seal.json.Members;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Seals and opens the document of decisions (spec/accounts.md section 5).
 *
 * <p><b>Guarantees.</b> A document opens only as that person's, of that generation and with the
 * version that it was sealed with. <b>Restrictions.</b> That it is the newest one is for whoever
 * remembers a newer one to notice.
 *
 * @param version counts from 1, one more with each change
 */
public record SealedDecisions(long version, Decisions decisions) {
  /** Longest document, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final String NAME = "medseal/v1/decisions";
  private static final int HEADER = 1 + Integer.BYTES + Long.BYTES;

  public SealedDecisions {
    if (version < 1 || version > Members.MAX_SIZE) {
      throw new SealException.Malformed("versions count from 1");
    }
  }

  /**
   * Seals.
   *
   * @param person whose decisions these are
   * @param generation of the person's keyring, from 1
   * @param secret of that generation
   * @throws SealException.Malformed if the document would be too long
   */
  public Bytes seal(KeyringId person, int generation, GenerationSecret secret) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(Suite.ONE).putInt(generation).putLong(version);
    byte[] key = Hkdf.derive(secret, NAME);
    try {
      byte[] document =
          AesGcm.seal(
              header.array(), key, associated(person, generation, version), decisions.json());
      if (document.length > MAX_BYTES) {
        throw new SealException.Malformed("decisions take at most 1 MiB");
      }
      return Bytes.of(document);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Opens.
   *
   * @param generation the current one of the person's keyring
   * @throws SealException.WrongKey if it does not open: of another person or generation, or changed
   * @throws SealException.Malformed if it has not a document's length, or not its content
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public static SealedDecisions open(
      KeyringId person, int generation, GenerationSecret secret, Bytes document) {
    byte[] bytes = document.toArray();
    Suite.check(bytes);
    if (bytes.length < HEADER + AesGcm.OVERHEAD || bytes.length > MAX_BYTES) {
      throw new SealException.Malformed("a document of decisions has another length");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 1, HEADER - 1);
    int sealedUnder = header.getInt();
    long version = header.getLong();
    if (sealedUnder < 1 || version < 1 || version > Members.MAX_SIZE) {
      throw new SealException.Malformed("generations and versions count from 1");
    }
    if (sealedUnder != generation) {
      throw new SealException.WrongKey("the decisions are sealed under another generation");
    }
    byte[] key = Hkdf.derive(secret, NAME);
    try {
      byte[] json =
          AesGcm.open(
              bytes,
              HEADER,
              key,
              associated(person, generation, version),
              () -> new SealException.WrongKey("the decisions do not open"));
      return new SealedDecisions(version, Decisions.parse(json));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] associated(KeyringId person, int generation, long version) {
    byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + KeyringId.BYTES + Integer.BYTES + Long.BYTES)
        .put(name)
        .put(person.bytes())
        .putInt(generation)
        .putLong(version)
        .array();
  }
}
