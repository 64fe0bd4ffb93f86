package io.medseal.e2e.tampering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medseal.client.problems.ClientException;
import io.medseal.client.problems.TrustException;
import io.medseal.client.profiles.KeptChains;
import io.medseal.client.records.RecordView;
import io.medseal.e2e.mainjob.Ward;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.testkit.people.TestPerson;
import io.medseal.testkit.proxy.Answer;
import io.medseal.testkit.proxy.Exchange;
import io.medseal.testkit.proxy.LyingProxy;
import io.medseal.testkit.proxy.ShownChains;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
  private TestPerson guest;
  private RecordView record;
  private LyingProxy proxy;
  private TestPerson asking;
  private int copies;

  @BeforeEach
  void open() {
    ward = Ward.open(folder);
    clerk = ward.signUp("clerk");
    doctor = ward.signUp("doctor");
    guest = ward.signUp("guest");
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

  private KeptChains kept() {
    return asking.medseal().profile().chains();
  }

  private List<Bytes> keptOfRecord() {
    return kept().read(record.id());
  }

  private void keep(List<Bytes> statements) {
    kept().write(Map.of(record.id(), statements));
  }

  /** Statements that passed while it was done. */
  private int statements(Runnable does) {
    int before = proxy.exchanges().size();
    does.run();
    List<Exchange> all = proxy.exchanges();
    return ShownChains.all(all.subList(before, all.size())).size();
  }

  @Test
  @DisplayName("are not sent again, and what is new counts")
  void continued() {
    assertThat(keptOfRecord()).isNotEmpty();
    assertThat(statements(this::show)).isZero();
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    assertThat(statements(() -> assertThat(show().capabilities()).contains(Capability.ADD)))
        .isEqualTo(1);
    assertThat(statements(this::show)).isZero();
  }

  @Test
  @DisplayName("are those that the person has written to, too")
  void written() {
    int before = clerk.medseal().profile().chains().read(record.id()).size();
    Ward.share(clerk, record, guest, Role.READER);
    assertThat(clerk.medseal().profile().chains().read(record.id())).hasSize(before + 1);
  }

  @Test
  @DisplayName("are let go where they are damaged or somebody else's, and fetched again")
  void damaged() {
    List<Bytes> whole = keptOfRecord();
    byte[] flipped = whole.getFirst().toArray();
    flipped[flipped.length / 2] ^= 1;
    byte[] unsigned = whole.getLast().toArray();
    unsigned[unsigned.length - 7] ^= 1;
    List<List<Bytes>> bad =
        List.of(
            Stream.concat(Stream.of(Bytes.of(flipped)), whole.stream().skip(1)).toList(),
            Stream.concat(whole.stream().limit(whole.size() - 1L), Stream.of(Bytes.of(unsigned)))
                .toList(),
            List.of(Bytes.of(new byte[100])),
            whole.subList(1, whole.size()),
            whole.reversed(),
            Stream.concat(whole.stream(), whole.stream().limit(1)).toList(),
            kept().read(clerk.keyring()));
    for (List<Bytes> one : bad) {
      keep(one);
      assertThat(show().display()).isEqualTo("Invented Patient");
      assertThat(keptOfRecord()).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("may be older than what the computer has seen: the rest is fetched")
  void older() {
    List<Bytes> old = keptOfRecord();
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    assertThat(show().capabilities()).contains(Capability.ADD);
    keep(old);
    assertThat(statements(() -> assertThat(show().capabilities()).contains(Capability.ADD)))
        .isEqualTo(1);
    kept().forget(clerk.keyring());
    assertThat(statements(this::show)).isPositive();
    assertThat(statements(this::show)).isZero();
  }

  @Test
  @DisplayName("hide nothing that a service does: each lie is told as without them")
  void lies() {
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    show();
    List<Bytes> whole = keptOfRecord();
    int newest = whole.size() - 1;
    Bytes other = kept().read(clerk.keyring()).getLast();

    assertThat(told(answer -> ShownChains.hidden(answer, record.id())))
        .as("left out")
        .isInstanceOf(ClientException.class);
    assertThat(told(answer -> ShownChains.hidden(answer, clerk.keyring())))
        .as("what it leans on left out")
        .isInstanceOf(TrustException.MissingHistory.class);
    for (int less = 1; less < whole.size(); less++) {
      int last = less;
      assertThat(told(answer -> ShownChains.without(answer, record.id(), last)))
          .as("rolled back by " + less)
          .isInstanceOf(TrustException.Rollback.class);
    }
    assertThat(told(answer -> ShownChains.with(answer, record.id(), List.of(other))))
        .as("something else at the end")
        .isInstanceOf(TrustException.ForgedStatement.class);
    assertThat(
            told(
                answer ->
                    ShownChains.ending(answer, record.id(), newest, StatementCodec.hash(other))))
        .as("told another head")
        .isInstanceOf(TrustException.ForgedStatement.class);
    assertThat(
            told(
                answer ->
                    ShownChains.ending(
                        answer, record.id(), newest + 1, StatementCodec.hash(other))))
        .as("told of more than is shown")
        .isInstanceOf(TrustException.ForgedStatement.class);

    proxy.beHonest();
    assertThat(show().capabilities()).contains(Capability.ADD);
  }

  @Test
  @DisplayName("are worth nothing to a service that does not say where a chain ends")
  void noEnd() {
    for (String member : List.of("\"seq\":\\d+,", "\"head\":\"[0-9a-f]{64}\",")) {
      proxy.lie(
          (request, honest) ->
              request.is("POST", ShownChains.QUERY)
                  ? honest.withBody(honest.text().replaceAll(member, ""))
                  : honest);
      assertThat(told()).isInstanceOf(TrustException.MissingHistory.class);
    }
  }

  @Test
  @DisplayName("and the newest statements cut off, by a service that tells of them, are missed")
  void cut() {
    List<Bytes> old = keptOfRecord();
    Ward.share(clerk, record, doctor, Role.COLLABORATOR);
    assertThat(
            told(
                answer ->
                    ShownChains.ending(
                        ShownChains.without(answer, record.id(), 1),
                        record.id(),
                        old.size(),
                        StatementCodec.hash(
                            clerk.medseal().profile().chains().read(record.id()).getLast()))))
        .isInstanceOf(TrustException.ForgedStatement.class);
  }

  @Test
  @DisplayName("and a service that goes back, or on from there by another way, are found out")
  void rolledBack() throws Exception {
    StoppedDatabase database = StoppedDatabase.of(ward.service());
    try (TestPerson twin = clerk.copiedTo(folder.resolve("twin"), ward.uri())) {
      Ward.share(clerk, record, doctor, Role.COLLABORATOR);
      assertThat(show().capabilities()).contains(Capability.ADD);

      database.restored();
      assertThat(told()).as("before what was kept").isInstanceOf(TrustException.Rollback.class);

      Ward.share(twin, record, guest, Role.READER);
      assertThat(told())
          .as("another statement in the place of the newest")
          .isInstanceOf(TrustException.Rollback.class);

      Ward.share(twin, record, guest, Role.COLLABORATOR);
      assertThat(told()).as("longer by another way").isInstanceOf(TrustException.Rollback.class);
    }
  }

  @Test
  @DisplayName("go with a log-out")
  void loggedOut() {
    assertThat(keptOfRecord()).isNotEmpty();
    asking.medseal().profile().logOut();
    assertThat(keptOfRecord()).isEmpty();
  }

  private Throwable told(UnaryOperator<Answer> lie) {
    proxy.ask(ShownChains::whole);
    proxy.lie(
        (request, honest) ->
            request.is("POST", ShownChains.QUERY)
                ? ShownChains.behind(request, lie.apply(honest))
                : honest);
    return told();
  }

  /** What a computer with kept chains says, and one without as well. */
  private Throwable told() {
    Throwable with = told(true);
    Throwable without = told(false);
    assertThat(with).isNotNull().hasSameClassAs(without).hasMessage(without.getMessage());
    return with;
  }

  private Throwable told(boolean keeping) {
    Path machine = folder.resolve("copies").resolve(Integer.toString(copies++));
    try (TestPerson copy = asking.copiedTo(machine, proxy.uri())) {
      KeptChains chains = copy.medseal().profile().chains();
      assertThat(chains.read(record.id())).isNotEmpty();
      if (!keeping) {
        List.of(record.id(), clerk.keyring(), doctor.keyring()).forEach(chains::forget);
      }
      return catchThrowable(() -> copy.medseal().records().show(record.id()));
    }
  }
}
