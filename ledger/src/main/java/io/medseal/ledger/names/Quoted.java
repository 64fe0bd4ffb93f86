package io.medseal.ledger.names;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names and titles that somebody chose, for sentences for people.
 *
 * <p><b>Guarantees.</b> What is quoted stays inside its quotation marks: it contains none, nothing
 * that looks like one, no control character and no second blank in a row, so that it neither ends
 * its quotation nor imitates the words or columns around it.
 *
 * <pre>{@code
 * "unverified institute " + Quoted.of(card.name())
 * }</pre>
 */
public final class Quoted {
  /** Quotation marks by Unicode's property, and what looks like one. */
  private static final String MARK =
      "\\p{Pi}\\p{Pf}\"'`\\u00A8\\u00B4\\u02B9-\\u02BF\\u02C8\\u02CA\\u02CB\\u02DD\\u02EE"
          + "\\u02F4-\\u02F6\\u0374\\u0384\\u055A\\u055D\\u05F2-\\u05F4\\u07F4\\u07F5\\u144A"
          + "\\u16CC\\u16EB\\u1CD3\\u1FBD\\u1FBF\\u1FEF"
          + "\\u1FFD\\u1FFE\\u201A\\u201E\\u2032-\\u2037\\u2057\\u275B-\\u2760\\u276E\\u276F\\u2E42"
          + "\\u3003\\u300C-\\u300F\\u301D-\\u301F\\uA78B\\uA78C\\uFE41-\\uFE44\\uFF02\\uFF07\\uFF40"
          + "\\uFF62\\uFF63\\x{1F676}-\\x{1F678}";

  private static final String LETTER = "[\\p{L}\\p{N}&&[^" + MARK + "]]";

  private static final Pattern MARKS =
      Pattern.compile(
          "((?<=[\\p{M}" + LETTER + "])[" + MARK + "](?=" + LETTER + "))|[" + MARK + "]");

  /** Some scripts are not written without the joiners; letters that show nothing are blanks. */
  private static final Pattern BLANKS =
      Pattern.compile("[\\p{Z}\\p{C}\\u115F\\u1160\\u2800\\u3164\\uFFA0&&[^\\u200C\\u200D]]+");

  /**
   * Accents and joiners that belong to no letter: they would stand behind, or look like, a mark.
   * Bengali and Kannada write a joiner between a letter and its virama.
   */
  private static final Pattern STRAYS =
      Pattern.compile("(?<![\\p{M}\\u200C\\u200D" + LETTER + "])[\\p{M}\\u200C\\u200D]+");

  private Quoted() {}

  /** The name in quotation marks. */
  public static String of(String chosen) {
    return '"' + inside(chosen) + '"';
  }

  /** As {@link #of}; empty where nothing would stand between the quotation marks. */
  public static Optional<String> any(String chosen) {
    return Optional.of(inside(chosen)).filter(name -> !name.isEmpty()).map(_ -> of(chosen));
  }

  /** What stands between the quotation marks: apostrophes only between letters or digits. */
  public static String inside(String chosen) {
    String printed = STRAYS.matcher(BLANKS.matcher(chosen).replaceAll(" ")).replaceAll("");
    String unmarked = MARKS.matcher(printed).replaceAll(mark -> mark.group(1) == null ? "" : "'");
    return BLANKS.matcher(unmarked).replaceAll(" ").strip();
  }
}
