package io.medseal.server.platform.auth;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Invitations: a random number and an end, authenticated with the service's secret, so that making
 * one needs the data folder and nothing that runs. That each is used once is the database's part.
 *
 * <p>18 bytes in hexadecimal, in groups of four: number (6), end in hours since 1970 (4), the first
 * 8 bytes of the HMAC of both.
 */
public final class InvitationCodes {
  private static final int NUMBER_BYTES = 6;
  private static final int SIGNED_BYTES = 10;
  private static final int BYTES = 18;
  private static final int SECONDS = 3600;

  private final ServiceSecret secret;

  public InvitationCodes(ServiceSecret secret) {
    this.secret = secret;
  }

  /**
   * What a code says that this service's operator made.
   *
   * @param expires when it is worth nothing any more
   */
  public record Invitation(String id, Instant expires) {}

  /** A new code, until the end of that hour. */
  public String make(Instant until) {
    byte[] number = new byte[NUMBER_BYTES];
    new SecureRandom().nextBytes(number);
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .put(number)
            .putInt(Math.toIntExact(until.getEpochSecond() / SECONDS + 1))
            .array();
    String hex =
        HexFormat.of().formatHex(ByteBuffer.allocate(BYTES).put(signed).put(mac(signed)).array());
    return hex.replaceAll("(.{4})(?!$)", "$1-");
  }

  /** What a typed code says; capitals, spaces and hyphens do not matter. Empty for a wrong one. */
  public Optional<Invitation> read(String typed) {
    String hex = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{36}")) {
      return Optional.empty();
    }
    byte[] code = HexFormat.of().parseHex(hex);
    byte[] signed = Arrays.copyOf(code, SIGNED_BYTES);
    if (!MessageDigest.isEqual(mac(signed), Arrays.copyOfRange(code, SIGNED_BYTES, BYTES))) {
      return Optional.empty();
    }
    long end = Integer.toUnsignedLong(ByteBuffer.wrap(signed).getInt(NUMBER_BYTES)) * SECONDS;
    return Optional.of(
        new Invitation(
            HexFormat.of().formatHex(signed, 0, NUMBER_BYTES), Instant.ofEpochSecond(end)));
  }

  private byte[] mac(byte[] signed) {
    String text = "invitation/" + HexFormat.of().formatHex(signed);
    return Arrays.copyOf(secret.mac(text), BYTES - SIGNED_BYTES);
  }
}
