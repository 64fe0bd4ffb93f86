package io.medseal.seal.bodies;

import io.medseal.ledger.ids.Bytes;
import java.io.IOException;

/** Where the hashes of a stored part's segments come from. */
@FunctionalInterface
public interface HashListSource {
  /**
   * The list that is stored for a part: its header and the hash of each of its segments. Nothing is
   * believed of it: the reader compares it with what the author signed.
   *
   * @throws IOException if reading fails
   */
  Bytes read(BodyLayout.Part part) throws IOException;
}
