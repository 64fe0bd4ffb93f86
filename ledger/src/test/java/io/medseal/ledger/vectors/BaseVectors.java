package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.Base;
import io.medseal.ledger.chains.Begun;
import io.medseal.ledger.chains.RememberedHead;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Chains that are begun later (section 12). */
final class BaseVectors {
  private static final String BROKEN = "broken-chain";
  private static final String MALFORMED = "malformed";
  private static final String NO_AUTHORITY = "no-authority";
  private static final StateDocument.Part WHOLE = StateDocument.Part.WHOLE;

  private BaseVectors() {}

  static void make() {
    good();
    layout();
    lines();
    detour();
    signers();
    states();
    seen();
  }

  /** The department with some past: two owners besides its founder, members that came and went. */
  static Scene department() {
    Scene scene = new Scene(12);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.department, h.head, world.set(h.admin, Role.OWNER)); // 3
    world.say(h.department, h.admin, world.set(h.gateway, Role.OWNER)); // 4
    world.say(h.department, h.head, world.set(h.stranger, Role.MANAGER)); // 5
    world.expel(h.colleague, h.department, h.stranger); // 6, 7
    world.say(h.department, h.stranger, world.set(h.colleague, Role.READER)); // 8
    world.say(h.department, h.gateway, new Change.PublishCard("Ward 4", "cardiology")); // 9
    return scene;
  }

  private static void good() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    scene.begun("base-by-an-owner-of-an-owner", "ok", "", Begun.best(world, h.department, WHOLE));
    scene.begun(
        "base-shown-in-part",
        "ok",
        "",
        Begun.best(world, h.department, StateDocument.Part.of(List.of(h.gateway, h.doctor))));
    world.say(h.department, h.stranger, world.set(h.patient, Role.READER));
    scene.begun(
        "base-and-what-follows",
        "ok",
        "",
        Begun.best(
            world, h.department, StateDocument.Part.of(List.of(h.gateway, h.stranger, h.patient))));
    scene.begun(
        "base-by-the-founder", "ok", "", Begun.of(world, h.department, WHOLE, 5, List.of(0)));
    world.rotate(h.department, h.head);
    scene.begun("base-that-rotates", "ok", "", Begun.best(world, h.department, WHOLE));

    world.say(
        h.institute, h.admin, new Change.Endorse(h.doctor, "Dr Sen", "cardiology", "L 7", null));
    world.say(h.institute, h.admin, new Change.PublishCard("Lake Hospital", null, "lake.example"));
    world.rotate(h.institute, h.admin);
    world.say(
        h.institute,
        h.admin,
        new Change.Endorse(h.colleague, "Dr Roy", null, null, world.now().plusSeconds(3_600)));
    scene.begun("base-of-an-institute", "ok", "", Begun.best(world, h.institute, WHOLE));
    world.say(h.record, h.patient, new Change.SetProfile(world.note()));
    world.say(
        h.record, h.patient, world.set(h.colleague, Role.READER, world.now().plusSeconds(99)));
    scene.begun("base-of-a-record", "ok", "", Begun.best(world, h.record, WHOLE));
    world.say(h.record, h.patient, new Change.Close());
    scene.begun("base-that-closes", "ok", "", Begun.best(world, h.record, WHOLE));
  }

  private static void layout() {
    Scene scene = department();
    Begun good = Begun.best(scene.world, scene.h.department, WHOLE);
    bad(
        scene,
        "base-document-longer",
        MALFORMED,
        "one byte is left over",
        good.withState(state -> Arrays.copyOf(state, state.length + 1)));
    bad(
        scene,
        "base-document-shorter",
        MALFORMED,
        "the last byte is missing",
        good.withState(state -> Arrays.copyOf(state, state.length - 1)));
    bad(
        scene,
        "base-document-of-a-person",
        MALFORMED,
        "the kind has no document",
        good.withState(state -> changed(state, 0, 1)));
    bad(
        scene,
        "base-document-unknown-flag",
        MALFORMED,
        "a flag that is none",
        good.withState(state -> changed(state, 1, 4)));
    bad(
        scene,
        "base-document-empty",
        MALFORMED,
        "there is no document",
        good.withState(_ -> new byte[0]));
    bad(
        scene,
        "base-document-year-10000",
        MALFORMED,
        "a time that nobody can say",
        good.withState(state -> changed(state, 35, 1)));
    bad(
        scene,
        "base-document-bit-back",
        MALFORMED,
        "a branch goes back to an earlier bit",
        good.withState(state -> changed(state, secondBranch(state), 0)));
    bad(
        scene,
        "base-document-creator",
        BROKEN,
        "the state has another creator",
        good.withState(state -> changed(state, 2, state[2] ^ 1)));
  }

  private static void lines() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    Begun good = Begun.best(world, h.department, WHOLE);
    bad(
        scene,
        "base-line-empty",
        MALFORMED,
        "there is no line",
        good.with(base -> new Base(List.of(), base.state(), List.of())));
    bad(
        scene,
        "base-line-without-create",
        BROKEN,
        "the line begins later",
        good.with(base -> new Base(base.line().subList(1, 3), base.state(), List.of())));
    bad(
        scene,
        "base-line-back",
        BROKEN,
        "two statements of the line are exchanged",
        good.with(
            base ->
                new Base(
                    List.of(base.line().get(0), base.line().get(2), base.line().get(1)),
                    base.state(),
                    List.of())));
    bad(
        scene,
        "base-line-gap",
        NO_AUTHORITY,
        "who made the signer an owner is missing",
        Begun.of(world, h.department, WHOLE, 9, List.of(0, 3)));
    bad(
        scene,
        "base-line-of-no-owner",
        NO_AUTHORITY,
        "a statement of the line makes no owner",
        Begun.of(world, h.department, WHOLE, 9, List.of(0, 1, 3, 4)));
    bad(
        scene,
        "base-line-by-a-manager",
        NO_AUTHORITY,
        "a manager signed where it is begun",
        Begun.of(world, h.department, WHOLE, 8, List.of(0)));
    bad(
        scene,
        "base-line-bent-path",
        BROKEN,
        "a path leads elsewhere",
        good.withStep(1, shown -> new Base.Shown(shown.statement(), Begun.bent(shown.path()))));
    bad(
        scene,
        "base-line-create-bent-path",
        BROKEN,
        "the first path leads elsewhere",
        good.withStep(0, shown -> new Base.Shown(shown.statement(), Begun.bent(shown.path()))));
    bad(
        scene,
        "base-line-long-path",
        BROKEN,
        "a path has one hash too many",
        good.withStep(
            1,
            shown -> {
              var longer = new ArrayList<>(shown.path());
              longer.add(longer.getFirst());
              return new Base.Shown(shown.statement(), longer);
            }));
    bad(
        scene,
        "base-line-of-another",
        BROKEN,
        "the line is that of another keyring",
        good.with(
            base ->
                new Base(
                    Begun.of(world, h.record, WHOLE, 1, List.of(0)).base().line(),
                    base.state(),
                    List.of())));
    bad(
        scene,
        "base-line-signature",
        "bad-signature",
        "the create is signed by nobody",
        good.withStep(0, shown -> new Base.Shown(broken(shown.statement()), shown.path())));
    bad(
        scene,
        "base-signature",
        "bad-signature",
        "where it is begun is signed by nobody",
        good.with(List.of(broken(good.statements().getFirst()))));
  }

  /** An owner speaks between, as if it had led to the next. */
  private static void detour() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.department, h.head, world.set(h.record, Role.OWNER)); // 10
    world.say(h.department, h.admin, new Change.PublishCard("Ward 5", null)); // 11
    scene.begun(
        "base-line-direct", "ok", "", Begun.of(world, h.department, WHOLE, 11, List.of(0, 3)));
    bad(
        scene,
        "base-line-detour",
        NO_AUTHORITY,
        "who signs was made an owner, but not by the statement before",
        Begun.of(world, h.department, WHOLE, 11, List.of(0, 3, 10)));
  }

  private static void signers() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    KeyringId owner = world.person();
    // The document cannot be had of a statement that does not stand there: it is of one that does.
    world.say(h.department, h.head, world.set(h.record, Role.OWNER));
    world.say(h.department, h.patient, List.of(h.record), world.set(owner, Role.OWNER)); // through
    world.say(h.department, owner, new Change.PublishCard("Ward 5", null));
    int last = world.state(h.department).seq();
    bad(
        scene,
        "base-signer-made-along-a-way",
        NO_AUTHORITY,
        "who made the signer an owner was none by itself",
        Begun.of(world, h.department, WHOLE, last, List.of(0, last - 2, last - 1)));
    bad(
        scene,
        "base-along-a-way",
        NO_AUTHORITY,
        "it is begun at a statement along a way",
        Begun.of(world, h.department, WHOLE, last - 1, List.of(0, last - 2)));

    Scene ended = department();
    World then = ended.world;
    then.say(
        ended.h.department,
        ended.h.head,
        then.set(ended.h.patient, Role.OWNER, then.now().plusSeconds(60)));
    then.say(ended.h.department, ended.h.patient, new Change.PublishCard("Ward 6", null));
    int end = then.state(ended.h.department).seq();
    bad(
        ended,
        "base-by-an-owner-with-an-end",
        NO_AUTHORITY,
        "the signer is an owner for a time",
        Begun.of(then, ended.h.department, WHOLE, end, List.of(0, end - 1)));

    Scene left = department();
    World gone = left.world;
    gone.say(left.h.department, left.h.gateway, List.of(), new Change.Leave());
    int leave = gone.state(left.h.department).seq();
    bad(
        left,
        "base-that-leaves",
        NO_AUTHORITY,
        "it is begun where its signer leaves",
        Begun.of(gone, left.h.department, WHOLE, leave, List.of(0, 3, 4)));

    Scene removed = department();
    World out = removed.world;
    out.expel(removed.h.admin, removed.h.department, removed.h.head);
    int due = out.state(removed.h.department).seq() - 1;
    bad(
        removed,
        "base-before-its-rotation",
        BROKEN,
        "a rotation is due where it is begun",
        Begun.of(out, removed.h.department, WHOLE, due, List.of(0)));
  }

  private static void states() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    Begun good = Begun.best(world, h.department, WHOLE);
    Bytes before = Begun.of(world, h.department, WHOLE, 8, List.of(0)).base().state();
    bad(
        scene,
        "base-state-before",
        BROKEN,
        "it is the state before",
        good.withState(_ -> before.toArray()));
    bad(
        scene,
        "base-signer-not-shown",
        NO_AUTHORITY,
        "the state does not show its signer",
        Begun.best(world, h.department, StateDocument.Part.of(List.of(h.doctor))));
    world.say(h.department, h.stranger, world.set(h.patient, Role.READER));
    bad(
        scene,
        "base-what-follows-not-shown",
        "not-shown",
        "what the next statement changes is not shown",
        Begun.best(world, h.department, StateDocument.Part.of(List.of(h.gateway))));
  }

  private static void seen() {
    Scene scene = department();
    Hospital h = scene.h;
    World world = scene.world;
    Begun begun = Begun.best(world, h.department, WHOLE);
    for (int seq : List.of(2, 4, 8)) {
      StatementHash head = world.chain(h.department).states().get(seq).head();
      scene.begun(
          "base-seen-at-" + seq,
          "ok",
          "",
          begun.seen(world, head).remembering(remembered(h, head)));
    }
    StatementHash early = world.chain(h.department).states().get(2).head();
    bad(
        scene,
        "base-seen-not-shown",
        BROKEN,
        "what was seen is not shown",
        begun.remembering(remembered(h, early)));
    StatementHash never = StatementHash.of(world.leaf().bytes());
    bad(
        scene,
        "base-never-seen",
        BROKEN,
        "what was seen is not in the chain",
        begun.remembering(remembered(h, never)));
    bad(
        scene,
        "base-seen-later-than-what-followed",
        "added-late",
        "what follows is dated long before the chain was seen without it",
        begun
            .seen(world, early)
            .remembering(
                new RememberedHead(
                    h.department, early, Optional.of(world.now().plus(Duration.ofHours(1))))));

    Scene forged = department();
    World there = forged.world;
    Hospital cast = forged.h;
    there.expel(cast.gateway, cast.department, cast.head);
    KeyringState removed = there.state(cast.department);
    there.pass(Duration.ofSeconds(5));
    // Who was an owner once goes on where it was removed, with a state in which it is one still.
    Begun back = Forgery.begun(there, cast.department, cast.gateway, removed);
    forged.begun(
        "base-by-a-former-owner-to-a-newcomer",
        "ok",
        "",
        back.with(base -> new Base(base.line(), base.state(), List.of())));
    bad(
        forged,
        "base-by-a-former-owner",
        BROKEN,
        "who begins it had been removed when it was seen",
        back.remembering(remembered(cast, removed.head())));
  }

  private static RememberedHead remembered(Hospital h, StatementHash head) {
    return new RememberedHead(h.department, head, Optional.empty());
  }

  private static void bad(Scene scene, String name, String expect, String fault, Begun begun) {
    scene.begun(name, expect, fault, begun);
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** Where the second branch says its bit: the trie of recipients has the first one. */
  private static int secondBranch(byte[] state) {
    for (int i = 0; i + 2 < state.length; i++) {
      if (state[i] == 2 && state[i + 2] == 2 && state[i + 3] > state[i + 1]) {
        return i + 3;
      }
    }
    throw new IllegalStateException("no branch below another");
  }

  private static Bytes broken(Bytes statement) {
    byte[] bytes = statement.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.of(bytes);
  }
}
