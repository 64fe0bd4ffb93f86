package io.medseal.protocol.keyrings;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.ids.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What chains are begun with, and what is past of them, as they travel. Nothing is verified. */
public final class SentPasts {
  private SentPasts() {}

  /** As an answer has it. */
  public static Statements.ShownPast of(Past past) {
    return new Statements.ShownPast(
        text(past.statement()),
        past.path(),
        past.next().map(SentPasts::text).orElse(null),
        past.nextPath(),
        past.state());
  }

  /** From an answer. */
  public static Past past(Statements.ShownPast past) {
    return new Past(
        bytes(past.statement()),
        past.path(),
        Optional.ofNullable(past.next()).map(SentPasts::bytes),
        past.nextPath(),
        past.state());
  }

  /**
   * As an answer has it.
   *
   * @param signedBy which of the answer's signatures are those of a statement of the line
   */
  public static Statements.Begun of(Base base, ToIntFunction<Bytes> signedBy) {
    List<Statements.LineStatement> line =
        base.line().stream()
            .map(
                shown ->
                    new Statements.LineStatement(
                        SplitStatements.payload(shown.statement()),
                        signedBy.applyAsInt(shown.statement()),
                        shown.path()))
            .toList();
    return new Statements.Begun(
        line, base.state(), base.pasts().stream().findFirst().map(SentPasts::of).orElse(null));
  }

  private static String text(Bytes payload) {
    return new String(payload.toArray(), StandardCharsets.UTF_8);
  }

  private static Bytes bytes(String payload) {
    return Bytes.of(payload.getBytes(StandardCharsets.UTF_8));
  }
}
