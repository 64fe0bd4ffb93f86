package io.medseal.ledger.chains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Capability;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Random people who say random things. What the model allows must be accepted and what it forbids
 * must be refused.
 */
final class RandomHistory {
  final World world;
  final NaiveModel model = new NaiveModel();
  private final Random random;
  private final List<KeyringId> signers = new ArrayList<>();
  int accepted;
  int refused;

  RandomHistory(long seed) {
    this.world = new World(seed);
    this.random = world.random();
    for (int i = 0; i < 4; i++) {
      signers.add(made(world.person()));
    }
    signers.add(made(world.service()));
    signers.add(made(world.make(KeyringKind.INSTITUTE, signers.getFirst())));
    made(world.make(KeyringKind.DEPARTMENT, signers.get(1)));
    made(world.make(KeyringKind.DEPARTMENT, signers.get(2)));
    KeyringId record = made(world.make(KeyringKind.RECORD, signers.get(3)));
    KeyringId section = made(world.section(record, signers.get(3)));
    made(world.share(world.report(), section, signers.get(3), record));
    made(world.make(KeyringKind.LINK, signers.get(3)));
  }

  private KeyringId made(KeyringId id) {
    Statement create = world.chain(id).entries().getFirst().statement();
    model.apply(create);
    return id;
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      world.pass(Duration.ofSeconds(random.nextInt(3_600)));
      KeyringId on = pick(world.raw().keySet());
      if (model.keyrings.get(on).closed) {
        continue;
      }
      KeyringId who = pick(signers);
      for (int again = 0; again < 6 && model.ways(who, on, world.now()).isEmpty(); again++) {
        who = pick(signers); // rather somebody who has some way there
      }
      attempt(on, who, change(on));
    }
  }

  private void attempt(KeyringId on, KeyringId who, Change change) {
    Optional<Capability> needed =
        SpecifiedNeeds.of(world.statement(on, who, List.of(), change), model.keyrings.get(on));
    Map<List<KeyringId>, Set<Capability>> ways = model.ways(who, on, world.now());
    List<List<KeyringId>> good =
        ways.keySet().stream()
            .filter(way -> needed.filter(ways.get(way)::contains).isPresent())
            .toList();
    if (needed.isEmpty()) {
      good = isMember(who, on) ? List.of(List.of()) : List.of();
    }
    List<KeyringId> via =
        !good.isEmpty()
            ? pick(good)
            : ways.isEmpty() ? List.of() : pick(List.copyOf(ways.keySet()));
    boolean allowed =
        !good.isEmpty()
            && !model.keyrings.get(who).closed
            && fits(on, who, change)
            && (!losesOpen(on, change) || managesAfterwards(who, via, change));
    List<Statement> statements = statements(on, who, via, change);
    var signed = statements.stream().map(world::sign).toList();
    if (!allowed) {
      assertThat(catchThrowable(() -> world.append(on, signed)))
          .as("%s by %s via %s on %s", change, who, via, on)
          .isInstanceOf(LedgerException.class);
      refused++;
      return;
    }
    world.append(on, signed);
    accepted++;
    statements.forEach(model::apply);
  }

  private boolean isMember(KeyringId who, KeyringId on) {
    return model.keyrings.get(on).members.stream().anyMatch(m -> m.who().equals(who));
  }

  /** Whether the change takes the current secret from somebody who was given it. */
  private boolean losesOpen(KeyringId on, Change change) {
    Set<KeyringId> holders = model.keyrings.get(on).oldestSealed.keySet();
    return switch (change) {
      case Change.RemoveMember remove -> holders.contains(remove.member());
      case Change.SetMember set ->
          set.member().role() == Role.CONTRIBUTOR && holders.contains(set.member().keyring());
      default -> false;
    };
  }

  /** Who takes the secret from somebody has to rotate afterwards, on the same way. */
  private static boolean managesAfterwards(KeyringId who, List<KeyringId> via, Change change) {
    KeyringId last = via.isEmpty() ? who : via.getLast();
    return switch (change) {
      case Change.RemoveMember remove -> !remove.member().equals(last);
      case Change.SetMember set -> !set.member().keyring().equals(last);
      default -> throw new IllegalStateException();
    };
  }

  private List<Statement> statements(
      KeyringId on, KeyringId who, List<KeyringId> via, Change change) {
    if (losesOpen(on, change)) {
      return world.withRotation(world.statement(on, who, via, change));
    }
    return change instanceof Change.Rotate
        ? List.of(world.rotationStatement(on, who, via))
        : List.of(world.statement(on, who, via, change));
  }

  private Change change(KeyringId on) {
    KeyringId someone = pick(world.raw().keySet());
    return switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> {
        Role role = pick(List.of(Role.values()));
        Instant until =
            random.nextInt(3) > 0
                ? null
                : world.now().plus(Duration.ofSeconds(random.nextInt(36_000)));
        yield new Change.SetMember(world.member(someone, role, until));
      }
      case 4, 5 ->
          world.remove(
              world.state(on).members().isEmpty() || random.nextInt(4) == 0
                  ? someone
                  : pick(world.state(on).members().keySet()));
      case 6, 7 -> world.rotation(world.state(on), world.newKeys(world.state(on).kind()));
      case 8 ->
          random.nextBoolean()
              ? new Change.DeleteReport(world.report())
              : new Change.CorrectReport(world.report(), world.correction());
      case 9 -> new Change.Leave();
      case 10 ->
          random.nextBoolean()
              ? new Change.Endorse(someone, "Dr " + random.nextInt(100), null, null, null)
              : new Change.WithdrawEndorsement(someone);
      case 11 -> new Change.PublishCard("Card " + random.nextInt(100), null);
      case 12 -> new Change.SetProfile(world.note());
      default -> random.nextInt(8) == 0 ? new Change.Close() : world.set(someone, Role.CONTRIBUTOR);
    };
  }

  /** Whether the change makes sense there, whoever says it. */
  private boolean fits(KeyringId on, KeyringId who, Change change) {
    NaiveModel.Keyring keyring = model.keyrings.get(on);
    boolean single = keyring.kind == KeyringKind.PERSON || keyring.kind == KeyringKind.SERVICE;
    return switch (change) {
      case Change.SetMember add ->
          !single
              && !add.member().keyring().equals(on)
              && Optional.ofNullable(add.member().until())
                  .map(until -> until.isAfter(world.now()))
                  .orElse(true)
              && (keyring.kind != KeyringKind.SHARE
                  || (add.member().role() == Role.READER
                      && !keyring.has(add.member().keyring(), "owner")))
              && ((add.member().role() == Role.OWNER && add.member().until() == null)
                  || keyring.lastingOwnerWithout(add.member().keyring()));
      case Change.RemoveMember remove ->
          !single
              && keyring.members.stream().anyMatch(m -> m.who().equals(remove.member()))
              && keyring.lastingOwnerWithout(remove.member());
      case Change.Leave _ -> !single && keyring.lastingOwnerWithout(who);
      case Change.DeleteReport _, Change.CorrectReport _ -> keyring.kind == KeyringKind.SECTION;
      case Change.Endorse endorse ->
          keyring.kind == KeyringKind.INSTITUTE && !endorse.subject().equals(on);
      case Change.WithdrawEndorsement withdraw ->
          keyring.kind == KeyringKind.INSTITUTE
              && keyring.endorsements.containsKey(withdraw.subject());
      case Change.PublishCard _ -> keyring.kind.signs() || keyring.kind == KeyringKind.DEPARTMENT;
      case Change.SetProfile _ -> keyring.kind != KeyringKind.LINK;
      case Change.Create _, Change.Rotate _, Change.Close _ -> true;
    };
  }

  <T> T pick(Collection<T> from) {
    int index = random.nextInt(from.size());
    return from.stream().skip(index).findFirst().orElseThrow();
  }

  /** Compares everything that can be asked with the model. */
  void check() {
    List<KeyringId> all = List.copyOf(world.raw().keySet());
    Authority authority = new Authority(world);
    Staleness staleness = new Staleness(world);
    for (Instant at : List.of(world.now(), world.now().plus(Duration.ofHours(3)))) {
      for (KeyringId on : all) {
        model.check(world.state(on));
        assertThat(staleness.isStale(on, at)).isEqualTo(model.stale(on, at));
        assertThat(staleness.targets(on, at)).isEqualTo(model.targets(on, at));
        assertThat(world.state(on).openers(at)).isEqualTo(model.openers(on, at));
        for (KeyringId who : all) {
          var expected = model.capabilities(who, on, at);
          assertThat(authority.capabilities(who, on, at)).isEqualTo(expected);
          var ways = model.ways(who, on, at);
          for (Capability capability : Capability.values()) {
            Optional<List<KeyringId>> path = authority.path(who, on, capability, at);
            assertThat(path.isPresent()).isEqualTo(expected.contains(capability));
            path.ifPresent(
                way -> {
                  assertThat(ways.get(way)).contains(capability);
                  assertThat(way.size())
                      .isEqualTo(
                          ways.entrySet().stream()
                              .filter(other -> other.getValue().contains(capability))
                              .mapToInt(other -> other.getKey().size())
                              .min()
                              .orElseThrow());
                });
          }
        }
      }
    }
  }
}
