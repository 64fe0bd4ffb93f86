package io.medseal.server.keyrings;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.ledger.chains.ChainResolver;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.chains.VerifiedStates;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.protocol.keyrings.SentChains;
import io.medseal.protocol.keyrings.SentPasts;
import io.medseal.protocol.keyrings.Statements;
import io.medseal.server.TestService;
import io.medseal.server.keyrings.kept.KeptStates;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.start.Bounds;
import io.medseal.server.testing.Answer;
import io.medseal.server.testing.Person;
import io.medseal.server.testing.Ring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a chain costs that grows tenfold, again and again; bytes are exact, times jitter. */
@DisplayName("A chain that grows")
class GrowingChainTest {
  private static final Bounds ROOMY = new Bounds(1_000, 1_000, Long.MAX_VALUE / 2, 1_000_000);
  private static final int AT_ONCE = 250;
  private static final int TIMES = 9;

  @Test
  @DisplayName("costs no more to begin, to go on with and to look back in: 100 and 1,000")
  void small() {
    grows(100, 1_000);
  }

  @Test
  @Tag("asked")
  @DisplayName("costs no more to begin, to go on with and to look back in: 100 to 100,000")
  void large() {
    grows(100, 1_000, 10_000, 100_000);
  }

  /**
   * With so many statements.
   *
   * @param verified by the service after a start
   * @param load milliseconds for it
   * @param append milliseconds for one statement more
   * @param newcomer bytes that somebody new gets
   * @param verify milliseconds in which they are verified
   * @param past bytes of what held long ago
   * @param look milliseconds until it is there and verified
   */
  private record Cost(
      int statements,
      int verified,
      double load,
      double append,
      int newcomer,
      double verify,
      int past,
      double look) {
    void tell() {
      System.out.println(
          String.format(
              Locale.ROOT,
              "%d statements: verified after a start %d, %.0f ms; append %.1f ms; newcomer %d"
                  + " bytes, %.1f ms; past %d bytes, %.1f ms",
              statements,
              verified,
              load,
              append,
              newcomer,
              verify,
              past,
              look));
    }
  }

  private static void grows(int... sizes) {
    try (TestService service = TestService.with(ROOMY)) {
      Person head = service.person("head");
      Person manager = service.person("manager");
      Person member = service.person("member");
      Ring department = Ring.owned(service.clock(), KeyringKind.DEPARTMENT, head.ring());
      department.add(head.ring(), manager.ring(), Role.MANAGER, null);
      head.append(department).good();
      List<StatementHash> heads = new ArrayList<>();
      List<Cost> costs = new ArrayList<>();
      int count = 2;
      for (int size : sizes) {
        while (count < size) {
          int more = Math.min(AT_ONCE, size - count);
          for (int i = 1; i < more; i++) {
            department.add(manager.ring(), member.ring(), Role.READER, null);
          }
          manager.append(department).good();
          department.add(head.ring(), member.ring(), Role.READER, null);
          head.append(department).good();
          heads.add(department.head());
          count += more;
        }
        Cost cost = cost(service, department, head, manager, heads.get(heads.size() / 3));
        cost.tell();
        costs.add(cost);
      }
      Cost first = costs.get(1);
      for (Cost cost : costs.subList(1, costs.size())) {
        assertThat(cost.verified).isLessThanOrEqualTo(512 + AT_ONCE + TIMES + 2);
        assertThat(cost.newcomer).isLessThan(first.newcomer * 3 / 2);
        assertThat(cost.past).isLessThan(first.past * 2);
      }
    }
  }

  private static Cost cost(
      TestService service, Ring department, Person head, Person manager, StatementHash past) {
    long begin = System.nanoTime();
    VerifiedStates cold;
    try (ChainStore.View view =
        new ChainStore(
                new Lanes(),
                service.part(Database.class).queries(),
                LongChains.unbounded(),
                Optional.of(service.part(KeptStates.class)))
            .apart()) {
      cold = view.find(department.id()).orElseThrow();
    }
    double load = (System.nanoTime() - begin) / 1e6;
    double append =
        median(
            () -> {
              department.add(head.ring(), manager.ring(), Role.MANAGER, null);
              head.append(department).good();
            });
    Statements.Query query =
        new Statements.Query(
            List.of(new Statements.ChainQuery(department.id(), -1)), true, List.of(), true);
    Answer answer = head.call().post("/api/v1/statements/query", query).good();
    double verify = median(() -> begun(answer, department.id()));
    VerifiedChain chain = begun(answer, department.id());
    Statements.PastsQuery asked =
        new Statements.PastsQuery(
            List.of(
                new Statements.PastQuery(
                    chain.id(), chain.from(), past, null, List.of(head.ring().id()), List.of())));
    Answer shown = head.call().post("/api/v1/statements/pasts", asked).good();
    double look =
        chain.from() == 0
            ? 0
            : median(
                () ->
                    chain.showing(
                        SentPasts.past(
                            head.call()
                                .post("/api/v1/statements/pasts", asked)
                                .as(Statements.Pasts.class)
                                .pasts()
                                .getFirst()
                                .past())));
    return new Cost(
        cold.size(),
        cold.states().size(),
        load,
        append,
        answer.body().length,
        verify,
        shown.body().length,
        look);
  }

  private static VerifiedChain begun(Answer answer, KeyringId id) {
    Statements.Chains chains =
        StrictJson.mapper().readValue(answer.body(), Statements.Chains.class);
    Map<KeyringId, List<Bytes>> objects = SentChains.objects(chains, Long.MAX_VALUE);
    return ChainResolver.of(_ -> Optional.empty(), objects, SentChains.begun(chains))
        .find(id)
        .orElseThrow();
  }

  private static double median(Runnable work) {
    double[] times = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long begin = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    return times[TIMES / 2];
  }
}
