package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.InputException;
import io.medseal.client.records.RecordView;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.records.Records;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person keeps of records, in the hands of a service that lies. */
@DisplayName("M5: an index of records that lies")
class LyingIndexIT {
  private static final String LIST = "/api/v1/records?";
  private static final String QUERY = "/api/v1/records/query";

  @TempDir Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private RecordView ada;
  private RecordView ravi;
  private LyingProxy proxy;
  private TestPerson asking;
  private int listedFrom;

  @BeforeEach
  void open() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    ada = Ward.record(clerk, "Invented Ada");
    ravi = Ward.record(clerk, "Invented Ravi");
    Ward.share(clerk, ada, doctor, Role.READER);
    Ward.share(clerk, ravi, doctor, Role.READER);
    doctor.medseal().offers().welcome(clerk.keyring());
    proxy = LyingProxy.before(ward.uri());
    asking = doctor.through(proxy.uri());
  }

  @AfterEach
  void close() {
    asking.close();
    proxy.close();
    ward.close();
  }

  /** What another process lists. */
  private Map<KeyringId, RecordView> list() {
    asking.restart(proxy.uri());
    listedFrom = proxy.exchanges().size();
    return asking.medseal().records().list().stream()
        .collect(Collectors.toMap(RecordView::id, Function.identity()));
  }

  /** Whether the last list had to read chains of records. */
  private boolean readsChains() {
    List<Exchange> all = proxy.exchanges();
    return all.subList(listedFrom, all.size()).stream()
        .filter(exchange -> exchange.request().is("POST", ShownChains.QUERY))
        .map(exchange -> exchange.answer().text())
        .anyMatch(answer -> answer.contains(ada.id().hex()) || answer.contains(ravi.id().hex()));
  }

  private void lie(Function<Records.RecordEntry, Records.@Nullable RecordEntry> entries) {
    proxy.lie(
        (request, honest) ->
            request.path().startsWith(LIST)
                ? changed(honest, entries)
                : request.path().equals(QUERY) ? changedFound(honest, entries) : honest);
  }

  private static Answer changed(
      Answer honest, Function<Records.RecordEntry, Records.@Nullable RecordEntry> entries) {
    Records.RecordPage page =
        StrictJson.mapper().readValue(honest.body(), Records.RecordPage.class);
    return honest.withBody(
        StrictJson.mapper()
            .writeValueAsBytes(new Records.RecordPage(all(page.records(), entries), page.next())));
  }

  private static Answer changedFound(
      Answer honest, Function<Records.RecordEntry, Records.@Nullable RecordEntry> entries) {
    Records.FoundRecords found =
        StrictJson.mapper().readValue(honest.body(), Records.FoundRecords.class);
    return honest.withBody(
        StrictJson.mapper()
            .writeValueAsBytes(
                new Records.FoundRecords(all(found.records(), entries), found.complete())));
  }

  private static List<Records.RecordEntry> all(
      List<Records.RecordEntry> honest,
      Function<Records.RecordEntry, Records.@Nullable RecordEntry> entries) {
    return honest.stream().flatMap(entry -> Stream.ofNullable(entries.apply(entry))).toList();
  }

  private static Records.RecordEntry with(Records.RecordEntry entry, @Nullable Bytes index) {
    return new Records.RecordEntry(
        entry.record(),
        entry.changed(),
        entry.revision(),
        entry.through(),
        index,
        entry.keyrings(),
        entry.partial());
  }

  private static Bytes flipped(Bytes index) {
    byte[] bytes = index.toArray();
    bytes[bytes.length / 2] ^= 1;
    return Bytes.of(bytes);
  }

  private void expectTrue(Map<KeyringId, RecordView> listed) {
    assertThat(listed.get(ada.id()).display()).isEqualTo("Invented Ada");
    assertThat(listed.get(ravi.id()).display()).isEqualTo("Invented Ravi");
    assertThat(asking.medseal().troubles()).isEmpty();
  }

  @Test
  @DisplayName("that is honest spares the chains, and says what they say")
  void honest() {
    Map<KeyringId, RecordView> read = list();
    assertThat(readsChains()).isTrue();
    Map<KeyringId, RecordView> kept = list();
    assertThat(readsChains()).isFalse();
    assertThat(kept).isEqualTo(read);
    expectTrue(kept);
    assertThat(kept.get(ada.id()).sections()).extracting(one -> one.display()).contains("General");
    assertThat(kept.get(ada.id()).capabilities()).containsExactly(Capability.OPEN);
  }

  @Test
  @DisplayName(
      "gives one record's entry as another's, a changed one, garbage or none: chains are read")
  void notTheirs() {
    list();
    Map<KeyringId, Bytes> kept = new ConcurrentHashMap<>();
    lie(
        entry -> {
          if (entry.index() != null) {
            kept.put(entry.record(), entry.index());
          }
          return entry;
        });
    list();
    assertThat(kept).hasSize(2);
    lie(entry -> with(entry, kept.get(entry.record().equals(ada.id()) ? ravi.id() : ada.id())));
    expectTrue(list());
    assertThat(readsChains()).isTrue();
    lie(entry -> with(entry, flipped(kept.get(entry.record()))));
    expectTrue(list());
    assertThat(readsChains()).isTrue();
    lie(entry -> with(entry, Bytes.of(new byte[100])));
    expectTrue(list());
    lie(entry -> with(entry, null));
    expectTrue(list());
  }

  @Test
  @DisplayName(
      "goes back to an entry of before a change that this computer has seen: chains are read")
  void old() {
    list();
    Map<KeyringId, Bytes> kept = new ConcurrentHashMap<>();
    lie(
        entry -> {
          if (entry.index() != null) {
            kept.put(entry.record(), entry.index());
          }
          return entry;
        });
    list();
    Ward.share(clerk, ada, doctor, Role.COLLABORATOR);
    proxy.beHonest();
    assertThat(list().get(ada.id()).capabilities()).contains(Capability.ADD);
    lie(entry -> with(entry, kept.get(entry.record())));
    assertThat(list().get(ada.id()).capabilities()).contains(Capability.ADD);
  }

  @Test
  @DisplayName("names other members than then: chains are read, and nothing comes of it")
  void otherMembers() {
    list();
    lie(
        entry ->
            new Records.RecordEntry(
                entry.record(),
                entry.changed(),
                entry.revision(),
                List.of(doctor.keyring(), clerk.keyring()),
                entry.index(),
                entry.keyrings(),
                entry.partial()));
    expectTrue(list());
    assertThat(readsChains()).isTrue();
  }

  @Test
  @DisplayName(
      "answers another record, or none, to a name: it is not taken for the one that is meant")
  void byName() {
    list();
    asking.restart(proxy.uri());
    assertThat(asking.medseal().records().find("invented ADA").id()).isEqualTo(ada.id());
    lie(entry -> entry.record().equals(ravi.id()) ? entry : null);
    asking.restart(proxy.uri());
    assertThatThrownBy(() -> asking.medseal().records().find("Invented Ada"))
        .isInstanceOf(InputException.NoSuch.class);
    lie(
        entry ->
            entry.record().equals(ada.id())
                ? new Records.RecordEntry(
                    ravi.id(),
                    entry.changed(),
                    entry.revision(),
                    entry.through(),
                    entry.index(),
                    entry.keyrings(),
                    entry.partial())
                : entry);
    asking.restart(proxy.uri());
    assertThatThrownBy(() -> asking.medseal().records().find("Invented Ada"))
        .isInstanceOf(InputException.NoSuch.class);
  }

  @Test
  @DisplayName("that is not complete yet is completed before a name means one of two")
  void twoOfOneName() {
    list();
    RecordView other = Ward.record(clerk, "Invented Ada");
    Ward.share(clerk, other, doctor, Role.READER);
    asking.restart(proxy.uri());
    assertThatThrownBy(() -> asking.medseal().records().find("Invented Ada"))
        .isInstanceOf(InputException.Ambiguous.class);
  }
}
