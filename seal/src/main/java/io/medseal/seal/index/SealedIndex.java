package io.medseal.seal.index;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringKind;
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
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens what a person keeps of records and reports, and names what records are found by
 * (spec/accounts.md sections 8 and 9).
 *
 * <p><b>Guarantees.</b> An entry opens only as that person's, of that generation, and of that
 * record or report. Tags of the same name are the same, and tell nothing else to who has not the
 * secret. <b>Restrictions.</b> That it is the newest one is for the record's chains to say.
 *
 * @param person whose entries these are
 * @param generation of the person's keyring, from 1
 * @param secret of that generation; stays the caller's
 */
public record SealedIndex(KeyringId person, int generation, GenerationSecret secret) {
  /** Longest entry, in bytes. */
  public static final int MAX_BYTES = 4096;

  private static final String RECORDS = "medseal/v1/record-index";
  private static final String REPORTS = "medseal/v1/report-index";
  private static final String TAG = "medseal/v1/record-tag";
  private static final int HEADER = 1 + Integer.BYTES;
  private static final Pattern AROUND =
      Pattern.compile("^[\\p{IsWhite_Space}\\uFEFF]+|[\\p{IsWhite_Space}\\uFEFF]+$");

  /**
   * Seals what is kept of a record.
   *
   * @throws SealException.Malformed if the entry would be too long
   */
  public Bytes seal(KeyringId record, IndexEntry entry) {
    return seal(RECORDS, record.bytes(), entry.json());
  }

  /**
   * Opens what is kept of a record.
   *
   * @throws SealException.WrongKey if it does not open: of another person, generation or record, or
   *     changed
   * @throws SealException.Malformed if it has not an entry's length, or not its content
   * @throws SealException.UnknownSuite if it is of another suite
   */
  public IndexEntry open(KeyringId record, Bytes entry) {
    IndexEntry opened = IndexEntry.parse(open(RECORDS, record.bytes(), entry));
    if (opened.parts().stream()
        .anyMatch(part -> part.kind() == KeyringKind.RECORD && !part.keyring().equals(record))) {
      throw new SealException.Malformed("a record is no part of another one");
    }
    return opened;
  }

  /**
   * Seals what is kept of a report.
   *
   * @throws SealException.Malformed if the entry would be too long
   */
  public Bytes seal(ReportId report, ReportSummary entry) {
    return seal(REPORTS, report.bytes(), entry.json());
  }

  /**
   * Opens what is kept of a report.
   *
   * @throws SealException as {@link #open(KeyringId, Bytes)}
   */
  public ReportSummary open(ReportId report, Bytes entry) {
    return ReportSummary.parse(open(REPORTS, report.bytes(), entry));
  }

  private Bytes seal(String name, byte[] of, byte[] content) {
    byte[] header = ByteBuffer.allocate(HEADER).put(Suite.ONE).putInt(generation).array();
    byte[] key = Hkdf.derive(secret, name);
    try {
      byte[] all = AesGcm.seal(header, key, associated(name, of), content);
      if (all.length > MAX_BYTES) {
        throw new SealException.Malformed("an entry takes at most 4,096 bytes");
      }
      return Bytes.of(all);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] open(String name, byte[] of, Bytes entry) {
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
    byte[] key = Hkdf.derive(secret, name);
    try {
      return AesGcm.open(
          bytes,
          HEADER,
          key,
          associated(name, of),
          () -> new SealException.WrongKey("the entry does not open"));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** What a record is found by whose patient has that name, in whatever case. */
  public Sha256 tag(String name) {
    return mac(folded(name));
  }

  /**
   * Stands for what entries depend on besides their records.
   *
   * @param text tells one such state from another
   */
  public Sha256 ground(String text) {
    return mac("\0ground\n" + text);
  }

  /** Names that are the same but for case, white space around them, and how they are composed. */
  public static String folded(String name) {
    return Normalizer.normalize(AROUND.matcher(name).replaceAll(""), Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT)
        .replace('\u03c2', '\u03c3')
        .replace("i\u0307", "i");
  }

  private Sha256 mac(String text) {
    byte[] key = Hkdf.derive(secret, TAG);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Sha256(
          HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] associated(String name, byte[] of) {
    byte[] domain = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(domain.length + KeyringId.BYTES + Integer.BYTES + of.length)
        .put(domain)
        .put(person.bytes())
        .putInt(generation)
        .put(of)
        .array();
  }
}
