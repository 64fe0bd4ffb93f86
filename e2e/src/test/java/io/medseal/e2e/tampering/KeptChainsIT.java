package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medseal.client.problems.TrustException;
import io.medseal.client.records.RecordView;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Role;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a computer keeps of chains saves their bytes, and decides nothing. */
@DisplayName("Chains that a computer keeps")
class KeptChainsIT {
  @TempDir Path folder;
  private Ward ward;
  private TestPerson clerk;
  private TestPerson doctor;
  private RecordView record;
  private LyingProxy proxy;
  private TestPerson asking;

  @BeforeEach
  void open() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    record = Ward.record(clerk, "Invented Patient");
    Ward.share(clerk, record, doctor, Role.READER);
    proxy = LyingProxy.before(ward.uri());
    asking = doctor.through(proxy.uri());
    show();
  }

  @AfterEach
  void close() {
    asking.close();
    proxy.close();
    ward.close();
  }

  /** As another process sees it. */
  private RecordView show() {
    asking.restart(proxy.uri());
    return asking.medseal().records().show(record.id());
  }

  private List<Bytes> keptOf(RecordView of) {
    return asking.medseal().profile().chains().read(of.id());
  }

  /** Bytes of statements that passed while it was done. */
  private int statements(Runnable does) {
    int before = proxy.exchanges().size();
    does.run();
    List<Exchange> all = proxy.exchanges();
    return ShownChains.all(all.subList(before, all.size())).size();
  }

  @Test
  @DisplayName("are not sent again, and what is new counts")
  void continued() {
    assertThat(keptOf(record)).isNotEmpty();
    assertThat(statements(this::show)).isZero();
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    assertThat(statements(() -> assertThat(show().capabilities()).contains(Capability.ADD)))
        .isEqualTo(1);
    assertThat(statements(this::show)).isZero();
  }

  @Test
  @DisplayName("are let go where they are damaged or somebody else's, and fetched again")
  void damaged() {
    List<Bytes> whole = keptOf(record);
    byte[] flipped = whole.getFirst().toArray();
    flipped[flipped.length / 2] ^= 1;
    List<Bytes> changed = new ArrayList<>(whole);
    changed.set(0, Bytes.of(flipped));
    List<List<Bytes>> bad =
        List.of(
            changed,
            List.of(Bytes.of(new byte[100])),
            asking.medseal().profile().chains().read(clerk.keyring()));
    for (List<Bytes> one : bad) {
      asking.medseal().profile().chains().write(record.id(), one);
      assertThat(show().display()).isEqualTo("Invented Patient");
      assertThat(keptOf(record)).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("do not stand in for the service's answer: what it withholds or cuts is noticed")
  void noSubstitute() {
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    show();
    proxy.lie(
        (request, honest) ->
            request.is("POST", ShownChains.QUERY)
                ? honest.withBody(honest.text().replace(record.id().hex(), "ab".repeat(32)))
                : honest);
    assertThatThrownBy(this::show).isInstanceOf(Exception.class);
    proxy.beHonest();
    asking.medseal().profile().chains().write(record.id(), keptOf(record).subList(0, 1));
    proxy.lie(
        (request, honest) ->
            request.is("POST", ShownChains.QUERY)
                ? ShownChains.without(honest, record.id(), 1)
                : honest);
    assertThatThrownBy(this::show).isInstanceOf(TrustException.Rollback.class);
  }

  @Test
  @DisplayName("go with a log-out")
  void loggedOut() {
    assertThat(keptOf(record)).isNotEmpty();
    asking.medseal().profile().logOut();
    assertThat(keptOf(record)).isEmpty();
  }
}
