package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.NextState;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.states.StateHash;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.util.List;
import java.util.Optional;

/** What statements say of the state that follows (section 11). */
final class StateVectors {
  private static final String INVALID = "invalid-change";

  private StateVectors() {}

  static void make() {
    Scene scene = new Scene(11);
    Hospital h = scene.h;
    World world = scene.world;
    both(
        "set-member",
        scene,
        world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.READER)));
    both("rotate", scene, world.rotationStatement(h.record, h.patient, List.of()));
    both(
        "profile",
        scene,
        world.statement(h.record, h.patient, List.of(), new Change.SetProfile(world.note())));
    both(
        "delete-report",
        scene,
        world.statement(
            h.section, h.patient, List.of(h.record), new Change.DeleteReport(world.report())));
    both(
        "endorse",
        scene,
        world.statement(
            h.institute,
            h.admin,
            List.of(),
            new Change.Endorse(
                h.doctor, "Dr Sen", "cardiology", null, world.now().plusSeconds(9))));
    both(
        "card",
        scene,
        world.statement(
            h.institute,
            h.admin,
            List.of(),
            new Change.PublishCard("Lake Hospital", null, "lake.example")));
    both(
        "card-of-a-person",
        scene,
        world.statement(
            h.doctor, h.doctor, List.of(), new Change.PublishCard("Dr Sen", "cardiology", null)));
    both("close", scene, world.statement(h.record, h.patient, List.of(), new Change.Close()));
    both(
        "through-a-group",
        scene,
        world.statement(
            h.record, h.doctor, List.of(h.department), world.set(h.stranger, Role.CONTRIBUTOR)));
    many();
  }

  /** A chain of some length, with everything in it that its state depends on. */
  private static void many() {
    Scene scene = new Scene(11);
    Hospital h = scene.h;
    World world = scene.world;
    for (int i = 0; i < 12; i++) {
      KeyringId person = world.person();
      world.say(h.record, h.patient, world.set(person, i % 3 == 0 ? Role.OWNER : Role.READER));
      if (i % 4 == 3) {
        world.expel(person, h.record, h.patient);
      }
      if (i % 5 == 4) {
        world.say(h.record, h.doctor, List.of(h.department), new Change.SetProfile(world.note()));
      }
    }
    scene.ok("state-after-many-changes", h.record);
  }

  /** The good one, one that says that nothing follows, and one that says something else. */
  private static void both(String name, Scene scene, Statement statement) {
    World world = scene.world;
    KeyringId id = statement.header().keyring();
    KeyringState before = world.state(id);
    Statement good =
        NextState.said(
            Optional.of(before),
            statement,
            (keyring, head) -> world.find(keyring).flatMap(chain -> chain.at(head)));
    String type = "state-" + name;
    bad(type + "-as-before", "it says the state before", scene, good, StateHash.of(before));
    byte[] other = good.header().state().bytes();
    other[31] ^= 1;
    bad(type + "-another", "one bit of the state is another", scene, good, Sha256.of(other));
  }

  private static void bad(String name, String fault, Scene scene, Statement good, Sha256 state) {
    Statement bad = new Statement(good.header().saying(state), good.change());
    Bytes signed = scene.world.signAsIs(bad, scene.world.keys(good.header().signer().keyring(), 1));
    scene.bad(name, INVALID, fault, good.header().keyring(), scene.signed(good), List.of(signed));
  }
}
