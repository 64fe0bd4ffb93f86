package io.medseal.client.reports;

import io.medseal.client.transport.Connection;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.reports.HashList;
import io.medseal.seal.SealException;
import io.medseal.seal.bodies.BodyLayout;
import io.medseal.seal.bodies.HashListSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Fetches the hash lists of a report's parts, some at once. Nothing of them is verified here. */
final class StoredHashLists implements HashListSource {
  private static final int AT_ONCE = 16;

  private final Connection connection;
  private final ReportId report;
  private final BodyLayout layout;

  /** Each is handed out once: one that turns out wrong is fetched anew. */
  private final Map<Integer, Bytes> fetched = new HashMap<>();

  StoredHashLists(Connection connection, ReportId report, BodyLayout layout) {
    this.connection = connection;
    this.report = report;
    this.layout = layout;
  }

  @Override
  public Bytes read(BodyLayout.Part part) {
    Bytes known = fetched.remove(part.index());
    if (known != null) {
      return known;
    }
    fetched.clear();
    int count = Math.min(AT_ONCE, layout.parts() - part.index());
    byte[] lists =
        connection.bytes(
            "/reports/" + report.hex() + "/hashes?first=" + part.index() + "&count=" + count);
    int at = 0;
    for (int i = part.index(); i < part.index() + count; i++) {
      int length = HashList.bytes(layout.part(i).segments());
      if (lists.length - at < length) {
        throw new SealException.Truncated("the hashes of a part are missing");
      }
      fetched.put(i, Bytes.of(Arrays.copyOfRange(lists, at, at + length)));
      at += length;
    }
    return fetched.remove(part.index());
  }
}
