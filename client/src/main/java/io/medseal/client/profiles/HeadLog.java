package io.medseal.client.profiles;

import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newest verified head of each keyring: a text file with one line each, {@code keyring seq
 * hash}; the last line of a keyring counts. Written to the end, so remembering one head of ten
 * thousand is one small write.
 */
final class HeadLog {
  private static final int SLACK = 2_000;
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (\\d{1,9}) ([0-9a-f]{64}) (-|\\d{1,15})");

  private final Path file;

  HeadLog(Path file) {
    this.file = file;
  }

  /** All heads. A last line without its end was being written in a crash and does not count. */
  Map<KeyringId, Head> read() {
    return parse(text());
  }

  /** Remembers heads that are newer than those known. Call under the profile's lock. */
  void remember(Map<KeyringId, Head> seen) {
    String text = text();
    Map<KeyringId, Head> known = parse(text);
    Map<KeyringId, Head> news = new LinkedHashMap<>();
    seen.forEach(
        (keyring, head) -> {
          Head before = known.get(keyring);
          if (before == null || head.isNewerThan(before)) {
            news.put(keyring, head);
          }
        });
    if (news.isEmpty()) {
      return;
    }
    boolean torn = !text.isEmpty() && !text.endsWith("\n");
    if (torn || text.lines().count() > 2L * known.size() + SLACK) {
      Map<KeyringId, Head> all = new HashMap<>(known);
      all.putAll(news);
      PrivateFiles.replace(file, lines(all));
    } else {
      PrivateFiles.append(file, lines(news), true);
    }
  }

  private String text() {
    return PrivateFiles.read(file)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .orElse("");
  }

  private Map<KeyringId, Head> parse(String text) {
    Map<KeyringId, Head> heads = new HashMap<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      from = end + 1;
      Matcher fields = LINE.matcher(line);
      if (!fields.matches()) {
        throw new ProfileException.Damaged(file.toString(), null);
      }
      String seen = fields.group(4);
      heads.put(
          new KeyringId(fields.group(1)),
          new Head(
              Integer.parseInt(fields.group(2)),
              new StatementHash(fields.group(3)),
              seen.equals("-")
                  ? Optional.empty()
                  : Optional.of(Instant.ofEpochMilli(Long.parseLong(seen)))));
    }
    return heads;
  }

  private static byte[] lines(Map<KeyringId, Head> heads) {
    StringBuilder lines = new StringBuilder();
    heads.forEach(
        (keyring, head) ->
            lines
                .append(keyring.hex())
                .append(' ')
                .append(head.seq())
                .append(' ')
                .append(head.hash().hex())
                .append(' ')
                .append(head.seenAt().map(time -> Long.toString(time.toEpochMilli())).orElse("-"))
                .append('\n'));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
