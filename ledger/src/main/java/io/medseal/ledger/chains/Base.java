package io.medseal.ledger.chains;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.Sha256;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a chain is begun with at a later statement than its first, as somebody shows it
 * (spec/keyrings.md section 12). Nothing of it is verified; {@link ChainResolver} does it.
 *
 * @param line statements that lead to who signed the one that the chain is begun at, oldest first;
 *     the first is {@code create}
 * @param state the state document of that one
 * @param pasts what is shown of what was before: at the head that the asker remembers, and wherever
 *     else it is needed
 */
public record Base(List<Shown> line, Bytes state, List<Past> pasts) {
  /** Most statements of a line, that which the chain is begun at among them. */
  public static final int MOST = 64;

  public Base {
    line = List.copyOf(line);
    pasts = List.copyOf(pasts);
  }

  /** With these pasts too. */
  public Base with(List<Past> more) {
    return new Base(line, state, Stream.concat(pasts.stream(), more.stream()).toList());
  }

  /**
   * A statement of the line.
   *
   * @param statement the whole signed object
   * @param path to the root of the tree of all statements before that which the chain is begun at
   */
  public record Shown(Bytes statement, List<Sha256> path) {
    public Shown {
      path = List.copyOf(path);
    }
  }
}
