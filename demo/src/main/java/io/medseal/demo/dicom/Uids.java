package io.medseal.demo.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Unique identifiers under the root that needs no registration (PS3.5 section B.2). */
public final class Uids {
  /** Names this writer in the files it writes. */
  static final String IMPLEMENTATION = of("medseal demo");

  private Uids() {}

  /** The identifier that follows from a name: the same name always gives the same one. */
  public static String of(String... name) {
    UUID uuid = UUID.nameUUIDFromBytes(String.join("/", name).getBytes(StandardCharsets.UTF_8));
    HexFormat hex = HexFormat.of();
    String digits =
        hex.toHexDigits(uuid.getMostSignificantBits())
            + hex.toHexDigits(uuid.getLeastSignificantBits());
    return "2.25." + new BigInteger(digits, 16);
  }
}
