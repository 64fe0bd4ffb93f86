package io.medseal.seal.files;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import io.medseal.seal.suite.Suite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything before the body of a sealed file (spec/bodies.md section 5).
 *
 * @param file stands where a report id stands
 * @param sealedHeader the JSON header, sealed
 * @param associated all bytes before it
 */
record Preamble(ReportId file, List<Recipient> recipients, Bytes associated, Bytes sealedHeader) {
  static final int MAX_RECIPIENTS = 64;

  private static final byte[] MAGIC = "medseal/file".getBytes(StandardCharsets.UTF_8);
  private static final int FIXED = MAGIC.length + 1 + ReportId.BYTES + 1;
  private static final int RECIPIENT = KeyringId.BYTES + Envelopes.BYTES;
  private static final int MAX_HEADER = 65_536;
  private static final String HEADER_KEY = "medseal/v1/file-header-key";

  /** One of those who can open the file. */
  record Recipient(KeyringId keyring, Bytes envelope) {}

  /** Seals key and header for the recipients. */
  static Preamble seal(
      ReportId file, FileKey fileKey, FileHeader header, List<OfflinePublicKey> recipients) {
    byte[] json = header.json();
    List<Recipient> sealed = new ArrayList<>();
    int sealedHeaderSize = 1 + AesGcm.OVERHEAD + json.length;
    ByteBuffer before =
        ByteBuffer.allocate(FIXED + RECIPIENT * recipients.size() + 4)
            .put(MAGIC)
            .put(Suite.ONE)
            .put(file.bytes())
            .put((byte) recipients.size());
    for (OfflinePublicKey recipient : recipients) {
      KeyringId keyring = recipient.keyring();
      Bytes envelope = Envelopes.seal(recipient.keys(), Binding.file(file, keyring), fileKey);
      sealed.add(new Recipient(keyring, envelope));
      before.put(keyring.bytes()).put(envelope.toArray());
    }
    byte[] associated = before.putInt(sealedHeaderSize).array();
    byte[] key = Hkdf.derive(fileKey, HEADER_KEY);
    try {
      byte[] sealedHeader = AesGcm.seal(new byte[] {Suite.ONE}, key, associated, json);
      return new Preamble(file, sealed, Bytes.of(associated), Bytes.of(sealedHeader));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Where the body begins. */
  int size() {
    return associated.size() + sealedHeader.size();
  }

  /** Reads from the beginning of a file; opens nothing. */
  static Preamble read(FileChannel in) throws IOException {
    byte[] fixed = start(in);
    ReportId file = ReportId.of(Arrays.copyOfRange(fixed, MAGIC.length + 1, fixed.length - 1));
    int count = fixed[fixed.length - 1] & 0xff;
    if (count < 1 || count > MAX_RECIPIENTS) {
      throw new SealException.Malformed("a sealed file has 1 to 64 recipients");
    }
    byte[] associated = bytes(in, 0, FIXED + RECIPIENT * count + 4);
    ByteBuffer rest = ByteBuffer.wrap(associated).position(FIXED);
    List<Recipient> recipients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] keyring = new byte[KeyringId.BYTES];
      byte[] envelope = new byte[Envelopes.BYTES];
      rest.get(keyring).get(envelope);
      recipients.add(new Recipient(KeyringId.of(keyring), Bytes.of(envelope)));
    }
    int sealedHeaderSize = rest.getInt();
    if (sealedHeaderSize < 1 + AesGcm.OVERHEAD || sealedHeaderSize > MAX_HEADER) {
      throw new SealException.Malformed("a sealed file's header length is out of bounds");
    }
    return new Preamble(
        file,
        recipients,
        Bytes.of(associated),
        Bytes.of(bytes(in, associated.length, sealedHeaderSize)));
  }

  /**
   * Opens the file's key.
   *
   * @throws SealException.WrongKey if it was not sealed to this key
   */
  FileKey openKey(OfflineSecretKey key) {
    KeyringId keyring = key.publicKey().keyring();
    for (Recipient recipient : recipients) {
      if (recipient.keyring().equals(keyring)) {
        return Envelopes.openFileKey(key.keys(), Binding.file(file, keyring), recipient.envelope());
      }
    }
    throw new SealException.WrongKey("the file was not sealed to this key");
  }

  /** Opens the header, and with it authenticates the whole preamble. */
  FileHeader openHeader(FileKey fileKey) {
    byte[] sealed = sealedHeader.toArray();
    Suite.check(sealed);
    byte[] key = Hkdf.derive(fileKey, HEADER_KEY);
    try {
      return FileHeader.parse(
          AesGcm.open(
              sealed,
              1,
              key,
              associated.toArray(),
              () -> new SealException.Tampered("the file's header was changed")));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] start(FileChannel in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    if (fill(in, 0, magic) < magic.length || !Arrays.equals(magic, MAGIC)) {
      throw new SealException.Malformed("not a sealed file");
    }
    byte[] suite = bytes(in, MAGIC.length, 1);
    Suite.check(suite);
    return bytes(in, 0, FIXED);
  }

  private static byte[] bytes(FileChannel in, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (fill(in, offset, bytes) < length) {
      throw new SealException.Truncated("the file ends in its header");
    }
    return bytes;
  }

  private static int fill(FileChannel in, long offset, byte[] into) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into);
    while (buffer.hasRemaining() && in.read(buffer, offset + buffer.position()) >= 0) {
      // read on
    }
    return buffer.position();
  }
}
