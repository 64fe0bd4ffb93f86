package io.medseal.client.profiles;

import io.medseal.client.problems.ProfileException;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The records that were listed: a text file with one line each, {@code record told through...}, of
 * ids only. Replaced as a whole.
 */
final class ListedFile {
  private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} (told|-)[0-9a-f ]*");

  private final Path file;

  ListedFile(Path file) {
    this.file = file;
  }

  Map<KeyringId, Listed> read() {
    Optional<byte[]> bytes = PrivateFiles.read(file);
    Map<KeyringId, Listed> all = new TreeMap<>();
    bytes
        .map(text -> new String(text, StandardCharsets.US_ASCII))
        .ifPresent(text -> text.lines().forEach(line -> add(all, line)));
    return all;
  }

  /** Call under the profile's lock. */
  void write(Map<KeyringId, Listed> all) {
    StringBuilder lines = new StringBuilder();
    all.forEach(
        (record, listed) -> {
          lines.append(record.hex()).append(listed.told() ? " told" : " -");
          listed.through().forEach(id -> lines.append(' ').append(id.hex()));
          lines.append('\n');
        });
    PrivateFiles.replace(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private void add(Map<KeyringId, Listed> all, String line) {
    if (!LINE.matcher(line).matches()) {
      throw new ProfileException.Damaged(file.toString(), null);
    }
    List<String> words = Arrays.asList(line.split(" ", -1));
    try {
      all.put(
          new KeyringId(words.getFirst()),
          new Listed(
              words.get(1).equals("told"),
              words.stream()
                  .skip(2)
                  .map(KeyringId::new)
                  .collect(Collectors.toCollection(TreeSet::new))));
    } catch (LedgerException | IllegalArgumentException _) {
      throw new ProfileException.Damaged(file.toString(), null);
    }
  }
}
