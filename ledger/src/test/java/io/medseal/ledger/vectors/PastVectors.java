package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.Begun;
import io.medseal.ledger.chains.Past;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.states.StateDocument;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is shown of the past of a chain that is begun later (section 12). */
final class PastVectors {
  private static final String BROKEN = "broken-chain";
  private static final String NOT_SHOWN = "not-shown";

  private PastVectors() {}

  static void make() {
    members();
    institutes();
    faults();
  }

  private static StatementHash head(World world, KeyringId id, int seq) {
    return world.chain(id).states().get(seq).head();
  }

  private static void members() {
    Scene scene = BaseVectors.department();
    Hospital h = scene.h;
    World world = scene.world;
    Begun begun =
        Begun.best(world, h.department, StateDocument.Part.of(List.of(h.gateway, h.doctor)));
    StatementHash removed = head(world, h.department, 7);
    StateDocument.Part colleague = StateDocument.Part.of(List.of(h.colleague));
    List<Past> none = List.of();
    List<Past> past = List.of(begun.past(world, removed, colleague).orElseThrow());
    String now = head(world, h.department, 9).hex();
    scene.ask(
        "past-member-now",
        "ok",
        "",
        begun,
        none,
        ask -> ask.put("head", now).put("member", h.doctor.hex()));
    scene.ask(
        "past-member-not-shown",
        NOT_SHOWN,
        "that member is not shown",
        begun,
        none,
        ask -> ask.put("head", now).put("member", h.colleague.hex()));
    scene.ask(
        "past-head-not-shown",
        NOT_SHOWN,
        "nothing is shown of that head",
        begun,
        none,
        ask -> ask.put("head", removed.hex()).put("member", h.colleague.hex()));
    scene.ask(
        "past-member-removed",
        "ok",
        "",
        begun,
        past,
        ask -> ask.put("head", removed.hex()).put("member", h.colleague.hex()));
    scene.ask(
        "past-member-before-removal",
        "ok",
        "",
        begun,
        List.of(begun.past(world, head(world, h.department, 5), colleague).orElseThrow()),
        ask ->
            ask.put("head", head(world, h.department, 5).hex()).put("member", h.colleague.hex()));
    scene.ask(
        "past-member-another",
        NOT_SHOWN,
        "another member is shown",
        begun,
        past,
        ask -> ask.put("head", removed.hex()).put("member", h.doctor.hex()));
    scene.ask(
        "past-member-more",
        "ok",
        "",
        begun,
        List.of(begun.past(world, head(world, h.department, 9), colleague).orElseThrow()),
        ask -> ask.put("head", now).put("member", h.colleague.hex()));
    scene.ask(
        "past-followed",
        "ok",
        "",
        begun,
        past,
        ask -> ask.put("head", removed.hex()).put("followed", true));
    scene.ask(
        "past-followed-by-the-beginning",
        "ok",
        "",
        begun,
        List.of(begun.past(world, head(world, h.department, 8), colleague).orElseThrow()),
        ask -> ask.put("head", head(world, h.department, 8).hex()).put("followed", true));
    scene.ask(
        "past-generation-not-shown",
        NOT_SHOWN,
        "a former generation is not shown",
        begun,
        none,
        ask -> ask.put("head", now).put("generation", 1));
    scene.ask(
        "past-generation-none",
        "ok",
        "",
        begun,
        none,
        ask -> ask.put("head", now).put("generation", 3));
    scene.ask(
        "past-generation",
        "ok",
        "",
        begun,
        List.of(
            begun
                .past(
                    world,
                    head(world, h.department, 9),
                    new StateDocument.Part(false, List.of(), List.of(1)))
                .orElseThrow()),
        ask -> ask.put("head", now).put("generation", 1));
  }

  private static void institutes() {
    Scene scene = new Scene(12);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.institute, h.admin, new Change.Endorse(h.doctor, "Dr Sen", null, null, null));
    world.say(h.institute, h.admin, new Change.Endorse(h.colleague, "Dr Roy", null, null, null));
    for (KeyringId other : List.of(h.head, h.patient, h.gateway)) {
      world.say(h.institute, h.admin, new Change.Endorse(other, "Dr Pal", null, null, null));
    }
    world.say(h.institute, h.admin, new Change.WithdrawEndorsement(h.doctor));
    Begun begun = Begun.best(world, h.institute, StateDocument.Part.of(List.of(h.admin)));
    for (int seq : List.of(1, 6)) {
      StatementHash head = head(world, h.institute, seq);
      scene.ask(
          "past-endorsed-at-" + seq,
          "ok",
          "",
          begun,
          List.of(begun.past(world, head, StateDocument.Part.of(List.of(h.doctor))).orElseThrow()),
          ask -> ask.put("head", head.hex()).put("endorsed", h.doctor.hex()));
    }
    scene.ask(
        "past-endorsed-not-shown",
        NOT_SHOWN,
        "that endorsement is not shown",
        begun,
        List.of(),
        ask ->
            ask.put("head", head(world, h.institute, 6).hex()).put("endorsed", h.colleague.hex()));
  }

  private static void faults() {
    Scene scene = BaseVectors.department();
    Hospital h = scene.h;
    World world = scene.world;
    Begun begun = Begun.best(world, h.department, StateDocument.Part.of(List.of(h.gateway)));
    StatementHash head = head(world, h.department, 7);
    StateDocument.Part colleague = StateDocument.Part.of(List.of(h.colleague));
    Past good = begun.past(world, head, colleague).orElseThrow();
    Past before = begun.past(world, head(world, h.department, 5), colleague).orElseThrow();
    Past now = begun.past(world, head(world, h.department, 9), colleague).orElseThrow();
    fault(
        scene,
        begun,
        "path",
        "the path leads elsewhere",
        head,
        good,
        past ->
            new Past(
                past.statement(),
                Begun.bent(past.path()),
                past.next(),
                past.nextPath(),
                past.state()));
    fault(
        scene,
        begun,
        "next-path",
        "the next one's path leads elsewhere",
        head,
        good,
        past ->
            new Past(
                past.statement(),
                past.path(),
                past.next(),
                Begun.bent(past.nextPath()),
                past.state()));
    fault(
        scene,
        begun,
        "state",
        "it is the state after another statement",
        head,
        good,
        past ->
            new Past(past.statement(), past.path(), past.next(), past.nextPath(), before.state()));
    fault(
        scene,
        begun,
        "next-missing",
        "what came after it is missing",
        head,
        good,
        past -> new Past(past.statement(), past.path(), Optional.empty(), List.of(), past.state()));
    fault(
        scene,
        begun,
        "next-of-another",
        "what came after another comes after it",
        head,
        good,
        past ->
            new Past(
                past.statement(), past.path(), before.next(), before.nextPath(), past.state()));
    fault(
        scene,
        begun,
        "text",
        "one word of the statement is another",
        head,
        good,
        past ->
            new Past(
                text(past.statement(), "\"suite\":1", "\"suite\": 1"),
                past.path(),
                past.next(),
                past.nextPath(),
                past.state()));
    fault(
        scene,
        begun,
        "now-with-a-path",
        "what is not past has a path",
        head(world, h.department, 9),
        now,
        past ->
            new Past(past.statement(), good.path(), past.next(), past.nextPath(), past.state()));
    StatementHash known = head;
    scene.ask(
        "past-malformed-document",
        "malformed",
        "its document is longer",
        begun,
        List.of(
            new Past(
                good.statement(), good.path(), good.next(), good.nextPath(), longer(good.state()))),
        ask -> ask.put("head", known.hex()).put("member", h.colleague.hex()));
  }

  private static void fault(
      Scene scene,
      Begun begun,
      String name,
      String fault,
      StatementHash head,
      Past good,
      UnaryOperator<Past> change) {
    scene.ask(
        "past-bad-" + name,
        BROKEN,
        fault,
        begun,
        List.of(change.apply(good)),
        ask -> ask.put("head", head.hex()).put("member", scene.h.colleague.hex()));
  }

  private static Bytes text(Bytes payload, String from, String to) {
    String text = new String(payload.toArray(), StandardCharsets.UTF_8);
    return Bytes.of(text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes longer(Bytes document) {
    byte[] bytes = document.toArray();
    return Bytes.of(Arrays.copyOf(bytes, bytes.length + 1));
  }
}
