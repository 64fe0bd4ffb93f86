package io.medseal.client.records;

import io.medseal.client.transport.Batches;
import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.records.Records;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the service answers of single records, and what it is given to keep of them. */
final class RecordEntries {
  private static final int MOST_ASKED = 200;

  /** Bytes of the rest of what is sent of an entry, at most. */
  private static final int BESIDE = 350;

  private final Connection connection;

  RecordEntries(Connection connection) {
    this.connection = connection;
  }

  /** By their ids, again and again: the service looks at some each time. */
  List<Records.RecordEntry> looked(List<KeyringId> records) {
    List<Records.RecordEntry> found = new ArrayList<>();
    List<KeyringId> left = records;
    while (!left.isEmpty()) {
      List<KeyringId> named = new ArrayList<>();
      for (Records.RecordEntry entry : ask(left)) {
        if (entry.keyrings() == null) {
          named.add(entry.record());
        } else {
          found.add(entry);
        }
      }
      if (named.size() >= left.size()) {
        break; // it does not look at any
      }
      left = named;
    }
    return found;
  }

  List<Records.RecordEntry> ask(List<KeyringId> records) {
    return ask(records, false);
  }

  /**
   * @param indexed by what was kept of them, where that still holds
   */
  List<Records.RecordEntry> ask(List<KeyringId> records, boolean indexed) {
    List<Records.RecordEntry> found = new ArrayList<>();
    for (int from = 0; from < records.size(); from += MOST_ASKED) {
      List<KeyringId> some = records.subList(from, Math.min(records.size(), from + MOST_ASKED));
      Set<KeyringId> asked = new HashSet<>(some);
      query(new Records.RecordQuery(some, List.of(), List.of(), null, indexed)).records().stream()
          .filter(entry -> asked.remove(entry.record()))
          .forEach(found::add);
    }
    return found;
  }

  Records.FoundRecords query(Records.RecordQuery query) {
    return connection.post(
        "/records/query", query, Records.FoundRecords.class, Connection.Repeat.ALLOWED);
  }

  /** Keeps what has just been read, for lists to come. */
  void write(List<Records.KeptEntry> kept) {
    Batches.keep(
        kept,
        one -> BESIDE + one.entry().base64Url().length(),
        batch ->
            connection.put(
                "/records/index", new Records.IndexChange(batch), Connection.Repeat.ALLOWED));
  }
}
