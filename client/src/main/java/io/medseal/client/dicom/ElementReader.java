package io.medseal.client.dicom;

import io.medseal.client.problems.DicomException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads data elements one after the other, keeps the wanted ones and skips all others. */
final class ElementReader {
  private static final int MAX_VALUE = 16 * 1024;
  private static final int MAX_DEPTH = 32;
  private static final long UNDEFINED = 0xffff_ffffL;
  private static final Set<String> LONG_FORM =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");
  private static final Set<String> SHORT_FORM =
      Set.of(
          "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL",
          "SS", "ST", "TM", "UI", "UL", "US");

  private final HeaderInput in;
  private final Map<Integer, byte[]> kept = new HashMap<>();
  private final Set<Integer> present = new HashSet<>();

  ElementReader(HeaderInput in) {
    this.in = in;
  }

  Map<Integer, byte[]> kept() {
    return kept;
  }

  /** An element's beginning: everything before its value. */
  record Start(int tag, String representation, long length) {
    boolean isUndefined() {
      return length == UNDEFINED;
    }
  }

  /**
   * Reads top-level elements up to and without the first one whose tag is above {@code last}, or to
   * the end.
   */
  void readUpTo(int last, Syntax syntax) throws IOException {
    for (byte[] head = in.bytesOrEnd(8); head.length > 0; head = in.bytesOrEnd(8)) {
      if (Integer.compareUnsigned(HeaderInput.tag(head, 0, syntax.bigEndian()), last) > 0) {
        return;
      }
      value(start(head, syntax), syntax);
    }
  }

  /** The top-level elements that {@link #readTo} passed, kept or not. */
  Set<Integer> present() {
    return present;
  }

  /**
   * Reads top-level elements up to the beginning of one, and keeps those of the wanted ones that
   * have at most {@code most} bytes. Unlike {@link #readUpTo} it takes them in ascending order
   * only, each once, so that another reader finds the same.
   *
   * @return empty if that one is not there
   * @throws DicomException if they do not ascend
   */
  Optional<Start> readTo(int end, Set<Integer> wanted, int most, Syntax syntax) throws IOException {
    int before = 0;
    for (byte[] head = in.bytesOrEnd(8); head.length > 0; head = in.bytesOrEnd(8)) {
      Start start = start(head, syntax);
      if (Integer.compareUnsigned(start.tag(), before) <= 0) {
        throw new DicomException("its elements do not ascend");
      }
      before = start.tag();
      if (Integer.compareUnsigned(before, end) >= 0) {
        return before == end ? Optional.of(start) : Optional.empty();
      }
      present.add(before);
      if (start.isUndefined()) {
        skipUndefined(start, syntax, 0);
      } else if (wanted.contains(before) && start.length() <= most) {
        kept.put(before, in.bytes((int) start.length()));
      } else {
        in.skip(start.length());
      }
    }
    return Optional.empty();
  }

  /** Reads one element. */
  void readOne(Syntax syntax) throws IOException {
    value(start(in.bytes(8), syntax), syntax);
  }

  /** Reads the rest of an element whose first 8 bytes are given. */
  Start start(byte[] head, Syntax syntax) throws IOException {
    int tag = HeaderInput.tag(head, 0, syntax.bigEndian());
    if (Tag.group(tag) == 0xFFFE || !syntax.explicit()) {
      return new Start(tag, "UN", HeaderInput.u32(head, 4, syntax.bigEndian()));
    }
    String representation = representation(head);
    if (LONG_FORM.contains(representation)) {
      byte[] length = in.bytes(4);
      return new Start(tag, representation, HeaderInput.u32(length, 0, syntax.bigEndian()));
    }
    if (SHORT_FORM.contains(representation)) {
      return new Start(tag, representation, HeaderInput.u16(head, 6, syntax.bigEndian()));
    }
    if (isLetter(head[4]) && isLetter(head[5])) {
      // A representation of a later edition has the long form (PS3.5 section 6.2).
      byte[] length = in.bytes(4);
      return new Start(tag, "UN", HeaderInput.u32(length, 0, syntax.bigEndian()));
    }
    if (head[4] == 0 || head[4] == ' ' || head[4] == '?' || head[4] == '-') {
      // Written by some devices in place of a representation; the length is where it belongs.
      return new Start(tag, "UN", HeaderInput.u16(head, 6, syntax.bigEndian()));
    }
    throw new DicomException("an element has no value representation");
  }

  static String representation(byte[] head) {
    return "" + (char) (head[4] & 0xff) + (char) (head[5] & 0xff);
  }

  static boolean isKnown(String representation) {
    return LONG_FORM.contains(representation) || SHORT_FORM.contains(representation);
  }

  private void value(Start start, Syntax syntax) throws IOException {
    if (start.isUndefined()) {
      skipUndefined(start, syntax, 0);
    } else if (Tag.WANTED.contains(start.tag()) && start.length() <= MAX_VALUE) {
      // What stands twice breaks the standard; the last counts, as for who looks at the images.
      kept.put(start.tag(), in.bytes((int) start.length()));
    } else {
      in.skip(start.length());
    }
  }

  /** A sequence, or encapsulated content, whose end is marked instead of its length given. */
  private void skipUndefined(Start start, Syntax syntax, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new DicomException("its sequences are nested too deep");
    }
    // Content of unknown representation is implicit little endian inside (PS3.5 section 6.2.2).
    Syntax inside =
        syntax.explicit() && start.representation().equals("UN") ? Syntax.IMPLICIT_LITTLE : syntax;
    while (true) {
      Start item = start(in.bytes(8), inside);
      if (item.tag() == Tag.SEQUENCE_END) {
        return;
      }
      if (item.tag() != Tag.ITEM) {
        throw new DicomException("a sequence holds something else than items");
      }
      if (!item.isUndefined()) {
        in.skip(item.length());
        continue;
      }
      for (Start element = start(in.bytes(8), inside);
          element.tag() != Tag.ITEM_END;
          element = start(in.bytes(8), inside)) {
        if (element.isUndefined()) {
          skipUndefined(element, inside, depth + 1);
        } else {
          in.skip(element.length());
        }
      }
    }
  }

  private static boolean isLetter(byte value) {
    return value >= 'A' && value <= 'Z';
  }
}
