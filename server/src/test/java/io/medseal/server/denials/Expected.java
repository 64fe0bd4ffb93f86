package io.medseal.server.denials;

import io.medseal.protocol.problems.ProblemType;
import org.jspecify.annotations.Nullable;

/** What a caller has to be answered. */
sealed interface Expected {
  /**
   * A refusal; {@code not-found} also has to be the answer to what does not exist, byte for byte.
   *
   * @param reason of a refused statement, else null
   */
  record Refused(ProblemType type, @Nullable String reason) implements Expected {}

  /** An answer that is the same, byte for byte, where the thing does not exist. */
  record AsIfAbsent() implements Expected {}

  /** An answer about the caller's own things, in which nothing of the scene occurs. */
  record OnlyOwn() implements Expected {}

  /** This caller may do it. */
  record Allowed() implements Expected {}
}
