package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import java.time.Instant;
import java.util.List;

/**
 * What every statement says.
 *
 * @param keyring whose chain this is
 * @param seq 0 for the first
 * @param previous hash of the statement before, {@link StatementHash#NONE} for the first
 * @param time when signed, to the millisecond
 * @param via memberships used, from the signer to the keyring
 * @param state hash of the keyring's state after the statement
 */
public record Header(
    KeyringId keyring,
    int seq,
    StatementHash previous,
    Instant time,
    Signer signer,
    List<Hop> via,
    Sha256 state) {
  /** Most memberships in a row. */
  public static final int MAX_HOPS = 6;

  /** Stands where no state has been said yet; that of no keyring. */
  private static final Sha256 UNSAID = Sha256.of(new byte[Sha256.BYTES]);

  public Header {
    if (keyring == null
        || previous == null
        || time == null
        || signer == null
        || via == null
        || state == null) {
      throw new LedgerException.Malformed("a required member is missing");
    }
    if (seq < 0 || via.size() > MAX_HOPS) {
      throw new LedgerException.Malformed("seq or via is out of range");
    }
    via = List.copyOf(via);
  }

  /** Of a statement that does not say a state yet, and is not to be signed so. */
  public Header(
      KeyringId keyring,
      int seq,
      StatementHash previous,
      Instant time,
      Signer signer,
      List<Hop> via) {
    this(keyring, seq, previous, time, signer, via, UNSAID);
  }

  /** With that state. */
  public Header saying(Sha256 after) {
    return new Header(keyring, seq, previous, time, signer, via, after);
  }

  /**
   * Who signs.
   *
   * @param generation whose keys verify the signature
   * @param head the signer's chain as the signer knew it
   */
  public record Signer(KeyringId keyring, int generation, StatementHash head) {
    public Signer {
      if (keyring == null || head == null || generation < 1) {
        throw new LedgerException.Malformed("a signer has keyring, generation and head");
      }
    }
  }

  /**
   * A keyring on the way from signer to subject, at the head the signer knew.
   *
   * @param head the newest statement of that keyring's chain
   */
  public record Hop(KeyringId keyring, StatementHash head) {
    public Hop {
      if (keyring == null || head == null) {
        throw new LedgerException.Malformed("a membership names keyring and head");
      }
    }
  }
}
