package io.medseal.ledger.world;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Header;
import io.medseal.ledger.statements.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A statement with one thing changed. */
public final class Altered {
  private Altered() {}

  public static Statement keyring(Statement s, KeyringId keyring) {
    Header h = s.header();
    return header(s, new Header(keyring, h.seq(), h.previous(), h.time(), h.signer(), h.via()));
  }

  public static Statement seq(Statement s, int seq) {
    Header h = s.header();
    return header(s, new Header(h.keyring(), seq, h.previous(), h.time(), h.signer(), h.via()));
  }

  public static Statement previous(Statement s, StatementHash previous) {
    Header h = s.header();
    return header(s, new Header(h.keyring(), h.seq(), previous, h.time(), h.signer(), h.via()));
  }

  public static Statement time(Statement s, Instant time) {
    Header h = s.header();
    return header(s, new Header(h.keyring(), h.seq(), h.previous(), time, h.signer(), h.via()));
  }

  public static Statement signer(Statement s, Header.Signer signer) {
    Header h = s.header();
    return header(s, new Header(h.keyring(), h.seq(), h.previous(), h.time(), signer, h.via()));
  }

  public static Statement generation(Statement s, int generation) {
    Header.Signer signer = s.header().signer();
    return signer(s, new Header.Signer(signer.keyring(), generation, signer.head()));
  }

  public static Statement signerHead(Statement s, StatementHash head) {
    Header.Signer signer = s.header().signer();
    return signer(s, new Header.Signer(signer.keyring(), signer.generation(), head));
  }

  public static Statement via(Statement s, List<Header.Hop> via) {
    Header h = s.header();
    return header(s, new Header(h.keyring(), h.seq(), h.previous(), h.time(), h.signer(), via));
  }

  public static Statement hopHead(Statement s, int hop, StatementHash head) {
    List<Header.Hop> via = new ArrayList<>(s.header().via());
    via.set(hop, new Header.Hop(via.get(hop).keyring(), head));
    return via(s, via);
  }

  public static Statement change(Statement s, Change change) {
    return new Statement(s.header(), change);
  }

  private static Statement header(Statement s, Header header) {
    return new Statement(header, s.change());
  }
}
