package io.medseal.server.institutes;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses the service connects to on somebody's wish: those that anybody on the internet
 * could reach without it. Everything else may be a machine that trusts the service's own network.
 */
final class PublicAddresses {
  /** First bytes and the number of bits that count, of what is not for everybody (RFC 6890). */
  private static final int[][] RESERVED_4 = {
    {0, 0, 8},
    {10, 0, 8},
    {100, 64, 10},
    {127, 0, 8},
    {169, 254, 16},
    {172, 16, 12},
    {192, 168, 16},
    {198, 18, 15},
    {224, 0, 3}
  };

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return address instanceof Inet4Address
        ? isPublic4(address.getAddress())
        : isPublic6(address.getAddress());
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
    for (int[] reserved : RESERVED_4) {
      int shift = 16 - reserved[2];
      if (first >> shift == (reserved[0] << 8 | reserved[1]) >> shift) {
        return false;
      }
    }
    int third = Byte.toUnsignedInt(bytes[2]);
    boolean special =
        (first == (192 << 8) && (third == 0 || third == 2)) // protocol assignments, documentation
            || (first == (192 << 8 | 88) && third == 99) // 6to4 relays
            || (first == (198 << 8 | 51) && third == 100)
            || (first == (203 << 8) && third == 113);
    return !special;
  }

  /** Only 2000::/3 is given out, and in it not what leads back to an IPv4 address or nowhere. */
  private static boolean isPublic6(byte[] bytes) {
    int first = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
    int second = Byte.toUnsignedInt(bytes[2]) << 8 | Byte.toUnsignedInt(bytes[3]);
    return first >> 13 == 1
        && first != 0x2002 // 6to4
        && !(first == 0x2001 && second < 0x0200) // Teredo and protocol assignments
        && !(first == 0x2001 && second == 0x0db8) // documentation
        && !(first == 0x3fff && second < 0x1000); // documentation, again
  }
}
