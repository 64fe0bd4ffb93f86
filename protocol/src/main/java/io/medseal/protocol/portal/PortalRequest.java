package io.medseal.protocol.portal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What decides how a file is answered.
 *
 * @param path as it was sent, without query: nothing in it is decoded
 * @param accept the header of that name, null where it is missing; so with the others
 */
public record PortalRequest(
    String method,
    String path,
    @Nullable String accept,
    @Nullable String acceptEncoding,
    @Nullable String ifNoneMatch) {

  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Whether a person's browser wants a page, and not a script one of its files. */
  boolean wantsPage() {
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  /** Whether the caller takes that content coding (RFC 9110 section 12.5.3). */
  boolean takes(String coding) {
    if (acceptEncoding == null) {
      return false;
    }
    for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] words = part.split(";", 2);
      if (words[0].strip().equals(coding)) {
        return words.length == 1 || !words[1].replace(" ", "").matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  boolean has(String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String known : ifNoneMatch.split(",", -1)) {
      String stripped = known.strip();
      if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
