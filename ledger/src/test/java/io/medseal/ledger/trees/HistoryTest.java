package io.medseal.ledger.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.ids.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against RFC 9162 section 2.1.1, as it stands there. */
class HistoryTest {

  @Test
  void every_size_has_the_root_of_the_rfc() {
    History history = History.EMPTY;
    List<byte[]> leaves = new ArrayList<>();
    for (int size = 0; size < 130; size++) {
      assertThat(history.size()).isEqualTo(size);
      assertThat(history.peaks()).hasSize(Integer.bitCount(size));
      assertThat(history.root()).isEqualTo(Sha256.of(head(leaves)));
      byte[] leaf = ByteBuffer.allocate(4).putInt(size).array();
      leaves.add(leaf);
      history = history.plus(leaf);
    }
  }

  private static byte[] head(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return Sha256.digest(new byte[0]).bytes();
    }
    if (leaves.size() == 1) {
      byte[] leaf = leaves.getFirst();
      return Sha256.digest(ByteBuffer.allocate(1 + leaf.length).put((byte) 0).put(leaf).array())
          .bytes();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return Sha256.digest(
            ByteBuffer.allocate(65)
                .put((byte) 1)
                .put(head(leaves.subList(0, left)))
                .put(head(leaves.subList(left, leaves.size())))
                .array())
        .bytes();
  }
}
