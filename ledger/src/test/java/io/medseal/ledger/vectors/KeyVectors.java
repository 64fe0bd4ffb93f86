package io.medseal.ledger.vectors;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Public keys that are points nobody may have (section 2). */
final class KeyVectors {
  private final Scene scene = new Scene(2);
  private final Hospital h = scene.h;
  private final World world = scene.world;

  private KeyVectors() {}

  static void make() {
    KeyVectors vectors = new KeyVectors();
    Statement create = vectors.world.chain(vectors.h.patient).entries().getFirst().statement();
    Statement rotate =
        vectors.world.statement(
            vectors.h.patient,
            vectors.h.patient,
            List.of(),
            vectors.world.rotation(
                vectors.world.state(vectors.h.patient), vectors.world.newKeys(KeyringKind.PERSON)));
    ed25519()
        .forEach(
            (name, key) -> {
              vectors.bad("create-ed25519-" + name, create, "ed25519", key);
              vectors.bad("rotate-ed25519-" + name, rotate, "ed25519", key);
            });
    x25519()
        .forEach(
            (name, key) -> {
              vectors.bad("create-x25519-" + name, create, "hpke", key);
              vectors.bad("rotate-x25519-" + name, rotate, "hpke", key);
            });
  }

  private static Map<String, String> ed25519() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("of-order-1", "01" + "00".repeat(31));
    keys.put("of-order-2", "ec" + "ff".repeat(30) + "7f");
    keys.put("of-order-4-a", "00".repeat(32));
    keys.put("of-order-4-b", "00".repeat(31) + "80");
    keys.put("of-order-8-a", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    keys.put("of-order-8-b", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85");
    keys.put("of-order-8-c", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    keys.put("of-order-8-d", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");
    keys.put("of-order-1-with-a-sign", "01" + "00".repeat(30) + "80");
    keys.put("of-order-2-with-a-sign", "ec" + "ff".repeat(31));
    keys.put("y-is-the-prime", "ed" + "ff".repeat(30) + "7f");
    keys.put("y-is-the-prime-and-one", "ee" + "ff".repeat(30) + "7f");
    keys.put("off-the-curve", "02" + "00".repeat(31));
    keys.put("of-mixed-order", mixedOrder());
    return keys;
  }

  /** The base point and the point of order 2 added: (x, y) becomes (-x, -y). */
  private static String mixedOrder() {
    java.math.BigInteger prime =
        java.math.BigInteger.ONE.shiftLeft(255).subtract(java.math.BigInteger.valueOf(19));
    java.math.BigInteger y =
        java.math.BigInteger.valueOf(4)
            .multiply(java.math.BigInteger.valueOf(5).modInverse(prime))
            .mod(prime);
    byte[] encoded = new byte[32];
    byte[] bigEndian = prime.subtract(y).toByteArray();
    for (int i = 0; i < bigEndian.length && i < 32; i++) {
      encoded[i] = bigEndian[bigEndian.length - 1 - i];
    }
    encoded[31] |= (byte) 0x80; // the base point's x is even, so the other one is odd
    if (!Ed25519.validatePublicKeyPartial(encoded, 0)) {
      throw new IllegalStateException("not a point of the curve");
    }
    return HexFormat.of().formatHex(encoded);
  }

  private static Map<String, String> x25519() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("zero", "00".repeat(32));
    keys.put("one", "01" + "00".repeat(31));
    keys.put("prime-less-one", "ec" + "ff".repeat(30) + "7f");
    keys.put("of-order-8-a", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    keys.put("of-order-8-b", "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
    keys.put("prime", "ed" + "ff".repeat(30) + "7f");
    keys.put("prime-and-one", "ee" + "ff".repeat(30) + "7f");
    keys.put("nine-with-the-highest-bit", "09" + "00".repeat(30) + "80");
    return keys;
  }

  private void bad(String name, Statement good, String member, String key) {
    String json = new String(StatementCodec.payload(good).toArray(), StandardCharsets.UTF_8);
    String start = "\"" + member + "\":\"";
    int from = json.indexOf(start) + start.length();
    String before = json.substring(from, json.indexOf('"', from));
    byte[] bytes = Bytes.fromBase64Url(before).toArray();
    byte[] point = HexFormat.of().parseHex(key);
    System.arraycopy(point, 0, bytes, bytes.length - point.length, point.length);
    String fault =
        "its "
            + (member.equals("hpke") ? "X25519" : "Ed25519")
            + " key is "
            + name.replaceFirst("^[a-z]+-[a-z0-9]+-", "").replace('-', ' ');
    scene.payload(
        "key-" + name,
        "malformed",
        fault,
        json.replace(before, Bytes.of(bytes).base64Url()).getBytes(StandardCharsets.UTF_8));
  }
}
