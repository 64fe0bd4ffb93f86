package io.medseal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.PackReader;
import io.medseal.seal.bodies.PartOpener;
import io.medseal.seal.bodies.PartSealer;
import io.medseal.seal.secrets.ReportKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Stored bodies: no byte comes out that was not sealed at its place. */
final class BodyTargets {
  private static final ReportId REPORT = new ReportId("4e".repeat(16));
  private static final int SIZE = 300_000;

  private final ReportKey key = ReportKey.random();
  private final BodyLayout layout = new BodyLayout(SIZE);
  private final byte[] pack = Mutations.content(SIZE, 7);
  private final byte[] body = sealed(REPORT, pack);
  private final HashList list = list(body);
  private final byte[] another = sealed(new ReportId("4f".repeat(16)), Mutations.content(SIZE, 8));

  List<Target> all() {
    return List.of(
        new Target("a part", Set.of("truncated", "tampered"), this::part),
        new Target("a body read at random", Set.of("truncated", "tampered"), this::read));
  }

  /** With the hash of the manifest, or with one that whoever wrote the manifest chose to fit. */
  private boolean part(Mutations mutations) {
    byte[] stored = mutations.changed(body, another);
    ByteBuffer given = ByteBuffer.wrap(stored);
    if (mutations.once(2)) {
      given = given.asReadOnlyBuffer();
    }
    Sha256 expected = list(mutations.once(2) || !isPart(stored) ? body : stored).partHash();
    ByteBuffer opened = new PartOpener(key, REPORT, layout).open(0, given, expected);
    assertThat(opened).isEqualTo(ByteBuffer.wrap(pack));
    assertThat(stored).isEqualTo(body);
    return true;
  }

  private boolean read(Mutations mutations) throws IOException {
    byte[] stored = mutations.changed(body, another);
    PackReader reader =
        new PackReader(
            key,
            REPORT,
            layout,
            List.of(list.partHash()),
            (offset, into) -> {
              int from = (int) Math.min(offset, stored.length);
              into.put(stored, from, Math.min(into.remaining(), stored.length - from));
            },
            _ -> (mutations.once(2) && isPart(stored) ? list(stored) : list).toBytes());
    for (int reads = 1 + mutations.below(3); reads > 0; reads--) {
      int offset = mutations.below(SIZE);
      ByteBuffer into = ByteBuffer.allocate(mutations.below(mutations.once(2) ? SIZE : 1_000));
      try {
        reader.read(offset, into);
        assertThat(into.position()).isEqualTo(Math.min(into.capacity(), SIZE - offset));
      } finally {
        byte[] taken = Arrays.copyOf(into.array(), into.position());
        assertThat(taken).isEqualTo(Arrays.copyOfRange(pack, offset, offset + into.position()));
      }
    }
    return true;
  }

  private byte[] sealed(ReportId report, byte[] content) {
    ByteBuffer ciphertext =
        new PartSealer(key, report, layout).seal(0, content, 0, SIZE).ciphertext();
    byte[] bytes = new byte[ciphertext.remaining()];
    ciphertext.get(bytes);
    return bytes;
  }

  private static boolean isPart(byte[] bytes) {
    return bytes.length >= ReportSizes.LEAST_PART && bytes.length <= ReportSizes.PART;
  }

  private static HashList list(byte[] part) {
    PartHasher hasher = new PartHasher();
    hasher.update(part, 0, part.length);
    return hasher.finish();
  }
}
