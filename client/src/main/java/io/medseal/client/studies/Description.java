package io.medseal.client.studies;

import io.medseal.client.dicom.ImageHeader;
import io.medseal.ledger.statements.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an index says of one image, as DICOM JSON (PS3.18 annex F). */
final class Description {
  private static final int MOST_VALUES = 64;
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
  private static final String[] NAMES = {"Alphabetic", "Ideographic", "Phonetic"};

  private final ImageHeader header;

  Description(ImageHeader header) {
    this.header = header;
  }

  /** Whether it is a picture at all. */
  boolean isPicture() {
    return Attribute.NO_PICTURE.stream().noneMatch(header.present()::contains)
        && !ascii(Attribute.SOP_CLASS).equals(Optional.of(Attribute.SEGMENTATION));
  }

  /** How many frames it says that it has; empty if that is no plain number. */
  Optional<Integer> frames() {
    return ascii(Attribute.FRAMES)
        .filter(text -> text.isEmpty() || COUNT.matcher(text).matches())
        .map(text -> text.isEmpty() ? 1 : Math.max(1, Integer.parseInt(text)));
  }

  /**
   * The description; empty where the attributes of an index do not say everything, or there is
   * doubt about what they say.
   */
  Optional<ObjectNode> write() {
    boolean flat =
        Attribute.NOT_FLAT.stream().noneMatch(header.present()::contains)
            && frames().equals(Optional.of(1))
            && !ascii(Attribute.PHOTOMETRIC).equals(Optional.of("PALETTE COLOR"))
            && !header.present().contains(Attribute.TRANSFER_SYNTAX)
            && isRead(Attribute.CHARACTER_SET);
    return flat
        ? PlainText.of(header.values().get(Attribute.CHARACTER_SET)).flatMap(this::write)
        : Optional.empty();
  }

  private Optional<ObjectNode> write(PlainText texts) {
    ObjectNode description = StrictJson.mapper().createObjectNode();
    for (Map.Entry<Integer, String> attribute : Attribute.DESCRIBED.entrySet()) {
      int tag = attribute.getKey();
      byte[] value =
          tag == Attribute.TRANSFER_SYNTAX
              ? header.transferSyntax().getBytes(StandardCharsets.US_ASCII)
              : header.values().get(tag);
      if (!isRead(tag)) {
        return Optional.empty();
      }
      if (value != null) {
        ArrayNode values = StrictJson.mapper().createArrayNode();
        if (!add(values, attribute.getValue(), value, texts)) {
          return Optional.empty();
        }
        if (!values.isEmpty()) {
          description
              .putObject(Attribute.name(tag))
              .put("vr", attribute.getValue())
              .set("Value", values);
        }
      }
    }
    return Optional.of(description);
  }

  private static boolean add(ArrayNode to, String vr, byte[] value, PlainText texts) {
    if (vr.equals("US")) {
      if (value.length != 2) {
        return value.length == 0;
      }
      to.add((value[0] & 0xff) | (value[1] & 0xff) << 8);
      return true;
    }
    Optional<String> text = texts(vr, texts).read(value);
    if (text.isEmpty() || text.get().isEmpty()) {
      return text.isPresent();
    }
    String[] values = vr.equals("ST") ? new String[] {text.get()} : text.get().split("\\\\", -1);
    for (String one : values) {
      if (one.isEmpty()) {
        to.addNull();
      } else if (!vr.equals("PN")) {
        to.add(one);
      } else if (!addName(to.addObject(), one)) {
        return false;
      }
    }
    return values.length <= MOST_VALUES;
  }

  private static boolean addName(ObjectNode to, String name) {
    String[] groups = name.split("=", -1);
    for (int i = 0; i < Math.min(groups.length, NAMES.length); i++) {
      if (!groups[i].isEmpty()) {
        to.put(NAMES[i], groups[i]);
      }
    }
    return groups.length <= NAMES.length && !to.isEmpty();
  }

  /** Only texts are in the character set of the file. */
  private static PlainText texts(String vr, PlainText texts) {
    return switch (vr) {
      case "LO", "PN", "SH", "ST" -> texts;
      default -> PlainText.of(null).orElseThrow();
    };
  }

  /** Empty text where it is not there. */
  private Optional<String> ascii(int tag) {
    byte[] value = header.values().get(tag);
    return value == null
        ? Optional.of("").filter(_ -> isRead(tag))
        : PlainText.of(null).orElseThrow().read(value);
  }

  /** Not there, or read whole. */
  private boolean isRead(int tag) {
    return !header.present().contains(tag) || header.values().containsKey(tag);
  }
}
