package io.medseal.seal.files;

import io.medseal.ledger.ids.ReportId;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PartCipher;
import io.medseal.seal.secrets.FileKey;
import io.medseal.seal.suite.Suite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * Seals and unseals files without a cloud (spec/bodies.md section 5).
 *
 * <p>Guarantees: memory does not grow with the file; all processors work; the result appears under
 * its name only when it is whole and, in unsealing, verified to the last byte. It does not tell who
 * sealed: that needs a report with a signed manifest.
 *
 * {@snippet :
 * SealedFile.seal(Path.of("scan.pdf"), Path.of("scan.pdf.sealed"), List.of(key), Progress.NONE);
 * SealedFile.unseal(Path.of("scan.pdf.sealed"), Path.of("scan.pdf"), secretKey, Progress.NONE);
 * }
 */
public final class SealedFile {
  private SealedFile() {}

  /**
   * Seals a file.
   *
   * @param in a regular file that nobody changes meanwhile
   * @param out is replaced if it exists
   * @param recipients 1 to 64 different keys
   * @throws IllegalArgumentException if there are none, too many, or one twice
   * @throws IOException if reading or writing fails; {@code out} is then as it was before
   */
  public static void seal(Path in, Path out, List<OfflinePublicKey> recipients, Progress progress)
      throws IOException {
    if (recipients.isEmpty()
        || recipients.size() > Preamble.MAX_RECIPIENTS
        || new HashSet<>(recipients).size() != recipients.size()) {
      throw new IllegalArgumentException("a file is sealed to 1 to 64 different keys");
    }
    try (FileChannel source = FileChannel.open(in, StandardOpenOption.READ);
        UnfinishedFile target = new UnfinishedFile(out);
        FileKey key = FileKey.random()) {
      ReportId file = ReportId.of(Suite.random(ReportId.BYTES));
      FileHeader header = new FileHeader(safeName(in), source.size(), Instant.now());
      Preamble preamble = Preamble.seal(file, key, header, recipients);
      write(target.channel(), preamble);
      new PartWorkers(header.layout(), progress)
          .run(
              () -> new PartCipher(key, file),
              (cipher, buffers, part) ->
                  sealPart(cipher, buffers, part, source, target.channel(), preamble.size()));
      target.finish();
    }
  }

  /**
   * Opens a sealed file's header, to know its name and size. The body has not been looked at yet.
   *
   * @throws SealException as {@link #unseal}
   */
  public static FileHeader readHeader(Path in, OfflineSecretKey key) throws IOException {
    try (FileChannel source = FileChannel.open(in, StandardOpenOption.READ)) {
      Preamble preamble = Preamble.read(source);
      try (FileKey fileKey = preamble.openKey(key)) {
        return preamble.openHeader(fileKey);
      }
    }
  }

  /**
   * Unseals a file.
   *
   * @param out is replaced if it exists; the caller chooses it, the header's name is a proposal
   * @return what the header says
   * @throws SealException.Malformed if it is not a sealed file
   * @throws SealException.UnknownSuite if it is of another suite
   * @throws SealException.WrongKey if it was not sealed to this key
   * @throws SealException.Truncated if its end is missing
   * @throws SealException.Tampered if a byte was changed or added
   * @throws IOException if reading or writing fails; {@code out} is then, as after every other
   *     failure, as it was before
   */
  public static FileHeader unseal(Path in, Path out, OfflineSecretKey key, Progress progress)
      throws IOException {
    try (FileChannel source = FileChannel.open(in, StandardOpenOption.READ)) {
      Preamble preamble = Preamble.read(source);
      try (FileKey fileKey = preamble.openKey(key)) {
        FileHeader header = preamble.openHeader(fileKey);
        header.layout().checkStoredSize(source.size() - preamble.size());
        try (UnfinishedFile target = new UnfinishedFile(out)) {
          new PartWorkers(header.layout(), progress)
              .run(
                  () -> new PartCipher(fileKey, preamble.file()),
                  (cipher, buffers, part) ->
                      openPart(cipher, buffers, part, source, preamble.size(), target.channel()));
          target.finish();
        }
        return header;
      }
    }
  }

  private static void sealPart(
      PartCipher cipher,
      SegmentBuffers buffers,
      BodyLayout.Part part,
      FileChannel in,
      FileChannel out,
      int bodyStart)
      throws IOException {
    PartCipher.Segments segments = cipher.newPart(part.index(), part.size());
    long start = bodyStart + part.ciphertextOffset();
    buffers.write(out, start, segments.header(), BodyLayout.HEADER);
    for (int i = 0; i < segments.count(); i++) {
      if (!buffers.read(in, part.offset() + segments.offset(i), segments.size(i))) {
        throw new IOException("the file became shorter while it was read");
      }
      segments.seal(i, buffers.in, 0, buffers.out, 0);
      buffers.write(out, start + segments.ciphertextOffset(i), segments.ciphertextSize(i));
    }
  }

  private static void openPart(
      PartCipher cipher,
      SegmentBuffers buffers,
      BodyLayout.Part part,
      FileChannel in,
      int bodyStart,
      FileChannel out)
      throws IOException {
    long start = bodyStart + part.ciphertextOffset();
    byte[] header = new byte[BodyLayout.HEADER];
    read(buffers, in, start, header.length);
    System.arraycopy(buffers.in, 0, header, 0, header.length);
    PartCipher.Segments segments = cipher.storedPart(part.index(), part.size(), header);
    for (int i = 0; i < segments.count(); i++) {
      read(buffers, in, start + segments.ciphertextOffset(i), segments.ciphertextSize(i));
      segments.open(i, buffers.in, 0, buffers.out, 0);
      buffers.write(out, part.offset() + segments.offset(i), segments.size(i));
    }
  }

  private static void read(SegmentBuffers buffers, FileChannel in, long offset, int length)
      throws IOException {
    if (!buffers.read(in, offset, length)) {
      throw new SealException.Truncated("the file became shorter while it was read");
    }
  }

  private static void write(FileChannel out, Preamble preamble) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(preamble.size())
            .put(preamble.associated().toArray())
            .put(preamble.sealedHeader().toArray())
            .flip();
    while (bytes.hasRemaining()) {
      out.write(bytes, bytes.position());
    }
  }

  /** The file's own name; characters that a header does not take become {@code _}. */
  private static String safeName(Path file) {
    Path name = file.toAbsolutePath().normalize().getFileName();
    String text = name == null ? "" : name.toString();
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == '\\' || isSurrogate(c) ? '_' : c)
        .forEach(safe::appendCodePoint);
    return safe.isEmpty() ? "_" : safe.toString();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
