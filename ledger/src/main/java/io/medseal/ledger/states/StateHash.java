package io.medseal.ledger.states;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.Correction;
import io.medseal.ledger.keyrings.Deletion;
import io.medseal.ledger.keyrings.Endorsement;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Member;
import io.medseal.ledger.keyrings.Named;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.ReportStanding;
import io.medseal.ledger.keyrings.SharedReport;
import io.medseal.ledger.trees.Trie;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One hash for all that a chain says so far (spec/keyrings.md section 11). It stands in the
 * statement that makes it true.
 */
public final class StateHash {
  private static final String DOMAIN = "medseal/v1/state";
  private static final byte[] ABSENT = new byte[Sha256.BYTES];
  static final int CLOSED = 1;
  static final int ROTATION_DUE = 2;

  /** Members by keyring. */
  public static final Trie.Shape<KeyringId, Member> MEMBERS =
      new Trie.Shape<>(KeyringId::bytes, StateHash::member);

  /** To whom a generation's secret was sealed. */
  public static final Trie.Shape<KeyringId, Generation.SealedTo> SEALED_TO =
      new Trie.Shape<>(KeyringId::bytes, StateHash::sealedTo);

  /** Endorsements by subject. */
  public static final Trie.Shape<KeyringId, Endorsement> ENDORSEMENTS =
      new Trie.Shape<>(KeyringId::bytes, StateHash::endorsement);

  /** What is said of reports. */
  public static final Trie.Shape<ReportId, ReportStanding> REPORTS =
      new Trie.Shape<>(StateHash::key, StateHash::standing);

  /** What was named of other keyrings. */
  public static final Trie.Shape<KeyringId, Named> NAMED =
      new Trie.Shape<>(KeyringId::bytes, StateHash::named);

  private StateHash() {}

  /** Of that state; of its newest statement it counts neither the hash nor the time. */
  public static Sha256 of(KeyringState state) {
    return digest(
        out -> {
          out.writeBytes(DOMAIN);
          out.writeByte(0);
          out.writeByte(state.kind().code());
          out.writeByte(flags(state));
          out.write(state.creator().bytes());
          out.writeLong(state.created().toEpochMilli());
          out.write(state.parent().map(KeyringId::bytes).orElse(ABSENT));
          out.write(state.shared().map(StateHash::shared).map(Sha256::bytes).orElse(ABSENT));
          out.write(state.card().map(StateHash::card).map(Sha256::bytes).orElse(ABSENT));
          out.writeInt(state.profile().map(KeyringState.Profile::generation).orElse(0));
          out.write(
              state.profile().map(KeyringState.Profile::digest).map(Sha256::bytes).orElse(ABSENT));
          out.writeInt(state.current().number());
          out.write(Sha256.digest(generation(state.current())).bytes());
          out.write(state.former().root().bytes());
          out.writeInt(state.members().size());
          out.writeInt(state.lastingOwners());
          out.write(state.members().hash().bytes());
          out.write(state.endorsements().hash().bytes());
          out.write(state.reports().hash().bytes());
          out.write(state.named().hash().bytes());
          out.writeInt(state.before().size());
          out.write(state.before().root().bytes());
        });
  }

  static int flags(KeyringState state) {
    return (state.closed() ? CLOSED : 0) | (state.rotationDue() ? ROTATION_DUE : 0);
  }

  private static byte[] member(Member member) {
    return bytes(
        out -> {
          out.writeByte(member.role().code());
          writeEnd(out, member.until());
          out.write(member.setBy().bytes());
          out.writeLong(member.setAt().toEpochMilli());
          out.write(member.introduction().by().bytes());
          out.writeLong(member.introduction().at().toEpochMilli());
        });
  }

  private static byte[] sealedTo(Generation.SealedTo sealed) {
    return bytes(
        out -> {
          out.writeInt(sealed.generation());
          out.writeInt(sealed.oldest());
          out.write(sealed.envelope().root().bytes());
          out.writeInt(sealed.envelope().index());
          out.writeInt(sealed.envelope().size());
          out.write(sealed.sealedBy().bytes());
        });
  }

  /** What is said of a generation. */
  public static byte[] generation(Generation generation) {
    return bytes(
        out -> {
          out.writeInt(generation.number());
          out.write(keys(generation.keys()).bytes());
          out.writeInt(generation.previous().map(Generation.Previous::generation).orElse(0));
          out.write(
              generation
                  .previous()
                  .map(previous -> previous.secret().root().bytes())
                  .orElse(ABSENT));
          out.write(generation.announcedBy().bytes());
          out.write(generation.sealedTo().hash().bytes());
        });
  }

  private static Sha256 keys(PublicKeys keys) {
    return digest(
        out -> {
          out.write(keys.hpke().toArray());
          if (keys.ed25519() != null && keys.mlDsa65() != null) {
            out.write(keys.ed25519().toArray());
            out.write(keys.mlDsa65().toArray());
          }
        });
  }

  private static byte[] endorsement(Endorsement endorsement) {
    return bytes(
        out -> {
          writeText(out, Optional.of(endorsement.name()));
          writeText(out, endorsement.specialty());
          writeText(out, endorsement.licence());
          writeEnd(out, endorsement.until());
          out.writeLong(endorsement.endorsedAt().toEpochMilli());
        });
  }

  private static byte[] standing(ReportStanding standing) {
    return bytes(
        out -> {
          out.write(standing.deletion().map(Deletion::by).map(KeyringId::bytes).orElse(ABSENT));
          out.writeLong(
              standing.deletion().map(Deletion::at).map(Instant::toEpochMilli).orElse(0L));
          if (standing.correction().isPresent()) {
            Correction correction = standing.correction().get();
            out.write(correction.by().bytes());
            out.writeLong(correction.at().toEpochMilli());
            out.writeInt(correction.number());
            out.write(correction.digest().bytes());
          }
        });
  }

  /** The head's number is counted from 1, so that 0 says that there is none. */
  private static byte[] named(Named named) {
    return bytes(
        out -> {
          out.writeInt(named.head().orElse(-1) + 1);
          out.writeInt(named.generation());
        });
  }

  private static Sha256 shared(SharedReport shared) {
    return digest(
        out -> {
          out.write(shared.report().bytes());
          out.write(shared.digest().bytes());
        });
  }

  private static Sha256 card(Card card) {
    return digest(
        out -> {
          writeText(out, Optional.of(card.name()));
          writeText(out, card.specialty());
          writeText(out, card.domain());
        });
  }

  /** Whoever uploads chooses the id, but not what it hashes to. */
  private static byte[] key(ReportId report) {
    return Sha256.digest(report.bytes()).bytes();
  }

  /** Its length in bytes first; 0 where there is none, since no text is empty. */
  static void writeText(DataOutputStream out, Optional<String> text) throws IOException {
    byte[] utf8 = text.orElse("").getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  /** Whether there is one, and when, in milliseconds since 1970. */
  private static void writeEnd(DataOutputStream out, Optional<Instant> end) throws IOException {
    out.writeByte(end.isPresent() ? 1 : 0);
    out.writeLong(end.map(Instant::toEpochMilli).orElse(0L));
  }

  private static Sha256 digest(Writing writing) {
    return Sha256.digest(bytes(writing));
  }

  /** What is written so. */
  static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes numbers with their highest byte first. */
  @FunctionalInterface
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }
}
