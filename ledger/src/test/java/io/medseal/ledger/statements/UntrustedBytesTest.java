package io.medseal.ledger.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, only {@link LedgerException} comes out. */
class UntrustedBytesTest {
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-",
    "0",
    "1",
    "1.0",
    "1e400",
    "9".repeat(30),
    "\0",
    "\uFEFF",
    "é",
    "😀",
    "\"v\":1,",
    "\"type\":\"close\"",
    "\"seq\":",
    "\"keys\":{}",
    "\"members\":[{}]",
    "\"hpke\":\"",
    "/*",
    "//",
    "'",
    "NaN",
    " ",
    "\n"
  };

  private final Random random = new Random(11);

  @Test
  void random_bytes_are_refused() {
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(4_000)];
      random.nextBytes(bytes);
      if (bytes.length > 5 && random.nextBoolean()) {
        bytes[0] = 1;
      }
      assertThat(parsed(Bytes.of(bytes))).isFalse();
    }
  }

  @Test
  void changed_statements_are_read_or_refused() {
    List<Bytes> seeds = seeds();
    int read = 0;
    for (int i = 0; i < 8_000; i++) {
      byte[] payload =
          SignedObject.parse(seeds.get(random.nextInt(seeds.size()))).payload().toArray();
      for (int change = random.nextInt(3); change >= 0; change--) {
        payload = changed(payload);
      }
      read += parsedPayload(Bytes.of(payload)) ? 1 : 0;
    }
    // Most changes fall into a key or envelope, where any base64url digit is as good as another.
    assertThat(read).isBetween(200, 7_800);
  }

  @Test
  void what_is_read_is_read_the_same_again() {
    for (Bytes seed : seeds()) {
      Statement statement = StatementCodec.parse(SignedObject.parse(seed));
      SignedObject again =
          SignedObject.alone(
              StatementCodec.payload(statement),
              SignedObject.parse(seed).ed25519(),
              SignedObject.parse(seed).mlDsa65());
      assertThat(StatementCodec.parse(SignedObject.parse(again.encode()))).isEqualTo(statement);
    }
  }

  private byte[] changed(byte[] payload) {
    int at = payload.length == 0 ? 0 : random.nextInt(payload.length);
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = payload.clone();
        if (flipped.length > 0) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
      case 1 -> joined(Arrays.copyOf(payload, at), tail(payload, at + 1 + random.nextInt(40)));
      case 2 -> {
        byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
        yield joined(Arrays.copyOf(payload, at), joined(token, tail(payload, at)));
      }
      case 3 -> {
        int to = Math.min(payload.length, at + random.nextInt(200));
        yield joined(Arrays.copyOf(payload, to), tail(payload, at)); // twice
      }
      case 4 -> Arrays.copyOf(payload, at);
      default -> nearStart(payload);
    };
  }

  /** Changes where the member names are, not in the long base64url values. */
  private byte[] nearStart(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    String[] pieces = text.split("(?<=[,:{}\\[\\]])", -1);
    if (pieces.length > 1) {
      int i = random.nextInt(pieces.length);
      int j = random.nextInt(pieces.length);
      String piece = pieces[i];
      pieces[i] = pieces[j];
      pieces[j] = piece;
    }
    return String.join("", pieces).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static boolean parsed(Bytes object) {
    try {
      StatementCodec.parse(SignedObject.parse(object));
      return true;
    } catch (LedgerException _) {
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("not a LedgerException", e);
    }
  }

  private static boolean parsedPayload(Bytes payload) {
    return payload.size() > 0
        && parsed(
            SignedObject.alone(
                    payload,
                    Bytes.of(new byte[SignedObject.ED25519_BYTES]),
                    Bytes.of(new byte[SignedObject.ML_DSA_65_BYTES]))
                .encode());
  }

  private static List<Bytes> seeds() {
    Hospital h = new Hospital();
    World world = h.world;
    List<Bytes> seeds = new ArrayList<>();
    world.raw().values().forEach(seeds::addAll);
    seeds.add(
        world.sign(
            world.statement(
                h.section, h.patient, List.of(h.record), new Change.DeleteReport(world.report()))));
    seeds.add(
        world.sign(
            world.statement(
                h.institute,
                h.admin,
                List.of(),
                new Change.Endorse(h.doctor, "Dr Mira Sen", "394579002", "MH-1", world.now()))));
    seeds.add(
        world.sign(
            world.statement(
                h.record,
                h.patient,
                List.of(),
                world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD)))));
    seeds.add(world.sign(world.statement(h.record, h.patient, List.of(), new Change.Close())));
    return seeds;
  }
}
