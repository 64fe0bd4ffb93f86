package io.medseal.seal.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Bytes;
import io.medseal.seal.SealException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Two readers of one body must agree: on the bytes, or on what is wrong. */
final class BothWays {
  private BothWays() {}

  /** One way of reading. */
  interface Reader {
    byte[] read() throws IOException;
  }

  static byte[] sameAnswer(Reader one, Reader other) throws IOException {
    Answer first = answer(one);
    Answer second = answer(other);
    assertThat(second.text()).isEqualTo(first.text());
    if (first.refusal() != null) {
      throw first.refusal();
    }
    return first.bytes().toArray();
  }

  private record Answer(Bytes bytes, @Nullable SealException refusal) {
    String text() {
      return refusal == null ? Operations.sha256(bytes.toArray()) : refusal.code();
    }
  }

  private static Answer answer(Reader reader) throws IOException {
    try {
      return new Answer(Bytes.of(reader.read()), null);
    } catch (SealException e) {
      return new Answer(Bytes.of(new byte[0]), e);
    }
  }
}
