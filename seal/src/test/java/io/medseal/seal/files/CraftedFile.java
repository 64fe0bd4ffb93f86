package io.medseal.seal.files;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartSealer;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.secrets.ReportKey;
import io.medseal.seal.suite.AesGcm;
import io.medseal.seal.suite.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sealed files whose header says whatever a test wants. */
public final class CraftedFile {
  private CraftedFile() {}

  /** A file of one part. */
  public static Bytes seal(
      List<OfflinePublicKey> recipients, ReportId file, String headerJson, byte[] content) {
    byte[] json = headerJson.getBytes(StandardCharsets.UTF_8);
    BodyLayout layout = new BodyLayout(content.length);
    int associatedSize = 30 + 1_201 * recipients.size() + 4;
    int headerSize = 1 + AesGcm.OVERHEAD + json.length;
    ByteBuffer out =
        ByteBuffer.allocate(associatedSize + headerSize + (int) layout.ciphertextSize());
    out.put("medseal/file".getBytes(StandardCharsets.UTF_8)).put((byte) 1).put(file.bytes());
    out.put((byte) recipients.size());
    try (FileKey key = FileKey.random();
        ReportKey asReport = ReportKey.of(key.revealSecretBytes())) {
      for (OfflinePublicKey recipient : recipients) {
        KeyringId keyring = recipient.keyring();
        out.put(keyring.bytes());
        out.put(Envelopes.seal(recipient.keys(), Binding.file(file, keyring), key).toArray());
      }
      out.putInt(headerSize);
      byte[] associated = new byte[associatedSize];
      out.get(0, associated);
      byte[] headerKey = Hkdf.derive(key, "medseal/v1/file-header-key");
      out.put(AesGcm.seal(new byte[] {1}, headerKey, associated, json));
      out.put(
          new PartSealer(asReport, file, layout).seal(0, content, 0, content.length).ciphertext());
      return Bytes.of(out.array());
    }
  }
}
