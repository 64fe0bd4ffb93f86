package io.medseal.ledger.vectors;

import io.medseal.ledger.chains.KeyringIds;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.ids.StatementHash;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.ledger.statements.Statement;
import io.medseal.ledger.statements.StatementCodec;
import io.medseal.ledger.world.Altered;
import io.medseal.ledger.world.Hospital;
import io.medseal.ledger.world.World;
import java.util.List;

/** How statements follow one another, and their signatures (section 9). */
final class LinkVectors {
  private LinkVectors() {}

  static void make() {
    known();
    links();
    ids();
    signatures();
    afterClose();
    afterRemoval();
    together();
  }

  private static void known() {
    Scene scene = new Scene(9);
    Hospital h = scene.h;
    scene.ok("chain-of-a-person", h.patient);
    scene.ok("chain-of-a-service", h.gateway);
    scene.ok("chain-of-an-institute", h.institute);
    scene.ok("chain-of-a-department", h.department);
    scene.ok("chain-of-a-record", h.record);
    scene.ok("chain-of-a-section", h.section);
  }

  private static void links() {
    Scene scene = new Scene(9);
    Hospital h = scene.h;
    World world = scene.world;
    world.say(h.record, h.patient, world.set(h.stranger, Role.READER));
    Statement next =
        world.statement(h.record, h.patient, List.of(), world.set(h.doctor, Role.READER));
    StatementHash earlier = world.chain(h.record).entries().getFirst().state().head();
    String broken = "broken-chain";
    scene.bad("link-gap", broken, "a seq is left out", next, Altered.seq(next, 4));
    scene.bad("link-seq-repeated", broken, "a seq stands twice", next, Altered.seq(next, 2));
    scene.bad(
        "link-previous-earlier",
        broken,
        "it follows an earlier statement",
        next,
        Altered.previous(next, earlier));
    scene.bad(
        "link-previous-none",
        broken,
        "it follows nothing",
        next,
        Altered.previous(next, StatementHash.NONE));
    scene.bad(
        "link-time-before",
        broken,
        "it is a millisecond older than the one before",
        next,
        Altered.time(next, world.state(h.record).time().minusMillis(1)));
    scene.bad(
        "link-of-another-keyring",
        broken,
        "it names another keyring",
        h.record,
        scene.signed(next),
        scene.signed(Altered.keyring(next, h.section)));
    Change create = world.chain(h.record).entries().getFirst().statement().change();
    scene.bad("link-second-create", broken, "a second create", next, Altered.change(next, create));
    scene.bad(
        "link-statement-twice",
        broken,
        "the statement before stands twice",
        h.record,
        scene.signed(next),
        List.of(world.raw(h.record).getLast()));
    Statement after =
        world.statement(h.record, h.patient, List.of(), world.set(h.head, Role.READER));
    Bytes first = world.sign(next);
    Statement second = Altered.seq(Altered.previous(after, StatementCodec.hash(first)), 4);
    scene.bad(
        "link-second-of-two",
        broken,
        "the second of two names a wrong hash",
        h.record,
        List.of(first, world.sign(second)),
        List.of(first, world.sign(Altered.previous(second, world.head(h.record)))));
    scene.bad(
        "link-equal-time-swapped",
        broken,
        "two statements in the wrong order",
        h.record,
        List.of(first, world.sign(second)),
        List.of(world.sign(second), first));
  }

  private static void ids() {
    Scene scene = new Scene(3);
    Hospital h = scene.h;
    World world = scene.world;
    Statement good =
        world.create(
            KeyringKind.RECORD,
            world.newKeys(KeyringKind.RECORD),
            h.patient,
            List.of(),
            null,
            List.of(world.member(h.patient, Role.OWNER)));
    Change.Create create = (Change.Create) good.change();
    String broken = "broken-chain";
    scene.bad(
        "id-of-other-keys",
        broken,
        "the keys are not those of the id",
        good,
        Altered.change(
            good,
            new Change.Create(
                create.kind(),
                world.newKeys(KeyringKind.RECORD).publicKeys(),
                null,
                create.members())));
    scene.bad(
        "id-of-another-kind",
        broken,
        "the kind is not that of the id",
        good,
        Altered.change(
            good,
            new Change.Create(KeyringKind.DEPARTMENT, create.keys(), null, create.members())));
    scene.bad(
        "id-of-another-creator",
        broken,
        "the signer is not the creator of the id",
        good,
        Altered.signer(good, world.signer(h.doctor)));
    Statement section =
        world.create(
            KeyringKind.SECTION,
            world.newKeys(KeyringKind.SECTION),
            h.patient,
            List.of(h.record),
            h.record,
            List.of(world.member(h.record, Role.OWNER)));
    KeyringId other = world.make(KeyringKind.RECORD, h.patient);
    Change.Create made = (Change.Create) section.change();
    scene.bad(
        "id-of-another-parent",
        broken,
        "the parent is not that of the id",
        section,
        Altered.change(
            section, new Change.Create(made.kind(), made.keys(), other, made.members())));
    scene.ok("id-of-a-record", other);
    KeyringId asked = KeyringIds.derive(KeyringKind.RECORD, h.doctor, null, create.keys());
    scene.bad(
        "id-not-asked-for",
        broken,
        "the chain of another keyring than asked for",
        good.header().keyring(),
        scene.signed(good),
        scene.signed(Altered.keyring(good, asked)));
    scene.bad(
        "chain-without-create",
        broken,
        "the chain does not begin with create",
        good.header().keyring(),
        scene.signed(good),
        scene.signed(Altered.change(good, new Change.Close())));
  }

  private static void signatures() {
    Scene scene = new Scene(9);
    Hospital h = scene.h;
    World world = scene.world;
    Statement next =
        world.statement(h.record, h.patient, List.of(), world.set(h.doctor, Role.READER));
    SignedObject good = SignedObject.parse(world.sign(next));
    SignedObject strangers =
        world.keys(h.stranger).sign(SignedObject.Domain.STATEMENT, good.payload());
    forged(scene, "stranger", "both signatures are another person's", next, strangers);
    forged(
        scene,
        "domain",
        "signed with the domain of manifests",
        next,
        world.keys(h.patient).sign(SignedObject.Domain.MANIFEST, good.payload()));
    forged(
        scene,
        "ed25519",
        "the Ed25519 signature is another person's",
        next,
        SignedObject.alone(good.payload(), strangers.ed25519(), good.mlDsa65()));
    forged(
        scene,
        "ml-dsa-65",
        "the ML-DSA-65 signature is another person's",
        next,
        SignedObject.alone(good.payload(), good.ed25519(), strangers.mlDsa65()));
    forged(
        scene,
        "ed25519-zero",
        "the Ed25519 signature is zeros",
        next,
        SignedObject.alone(good.payload(), Bytes.of(new byte[64]), good.mlDsa65()));
    forged(
        scene,
        "ml-dsa-65-bit",
        "a bit of the ML-DSA-65 signature",
        next,
        SignedObject.alone(good.payload(), good.ed25519(), flipped(good.mlDsa65(), 100)));
    forged(
        scene,
        "payload-bit",
        "a bit of the envelope that was signed",
        next,
        SignedObject.alone(changedEnvelope(good.payload()), good.ed25519(), good.mlDsa65()));
  }

  /** Statements that were signed together, and what is made of such. */
  private static void together() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    Statement first =
        world.said(
            world.statement(h.record, h.patient, List.of(), world.set(h.stranger, Role.READER)));
    Statement other =
        world.said(
            world.statement(
                h.section, h.patient, List.of(h.record), new Change.SetProfile(world.note())));
    List<SignedObject> both =
        world
            .keys(h.patient)
            .signTogether(
                SignedObject.Domain.STATEMENT,
                List.of(StatementCodec.payload(first), StatementCodec.payload(other)));
    SignedObject good = both.getFirst();
    List<Sha256> digests = good.digests();
    forged(
        scene,
        "of-others",
        "what was signed is other statements",
        first,
        new SignedObject(good.payload(), List.of(digests.get(1)), good.ed25519(), good.mlDsa65()));
    forged(
        scene,
        "in-another-order",
        "the digests were signed in another order",
        first,
        new SignedObject(good.payload(), digests.reversed(), good.ed25519(), good.mlDsa65()));
    forged(
        scene,
        "one-of-two",
        "a digest that was signed too is missing",
        first,
        SignedObject.alone(good.payload(), good.ed25519(), good.mlDsa65()));
    world.append(h.record, good.encode());
    scene.ok("signed-together", h.record);
  }

  private static void forged(
      Scene scene, String name, String fault, Statement good, SignedObject forged) {
    scene.bad(
        "signature-" + name,
        "bad-signature",
        fault,
        good.header().keyring(),
        scene.signed(good),
        List.of(forged.encode()));
  }

  private static Bytes flipped(Bytes bytes, int at) {
    byte[] changed = bytes.toArray();
    changed[at] ^= 1;
    return Bytes.of(changed);
  }

  private static Bytes changedEnvelope(Bytes payload) {
    String text = new String(payload.toArray(), java.nio.charset.StandardCharsets.UTF_8);
    int at = text.indexOf("\"envelope\":\"") + 40;
    char other = text.charAt(at) == '0' ? '1' : '0';
    return Bytes.of(
        (text.substring(0, at) + other + text.substring(at + 1))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void afterClose() {
    Scene open = new Scene(6);
    Hospital h = open.h;
    World world = open.world;
    open.bad(
        "closed-second-close",
        "closed",
        "it is closed already",
        h.record,
        open.signed(world.statement(h.record, h.patient, List.of(), new Change.Close())),
        twice(open, new Change.Close()));
    open.bad(
        "closed-set-member",
        "closed",
        "a member is added after close",
        h.record,
        open.signed(
            world.statement(h.record, h.patient, List.of(), world.set(h.doctor, Role.READER))),
        twice(open, world.set(h.doctor, Role.READER)));
    open.bad(
        "closed-rotate",
        "closed",
        "a rotation after close",
        h.record,
        open.signed(
            world.statement(
                h.record,
                h.patient,
                List.of(),
                world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD)))),
        twice(open, world.rotation(world.state(h.record), world.newKeys(KeyringKind.RECORD))));
    Scene closed = new Scene(6);
    closed.world.say(closed.h.record, closed.h.patient, new Change.Close());
    closed.ok("closed", closed.h.record);
  }

  /** Close, and then that. */
  private static List<Bytes> twice(Scene scene, Change then) {
    Hospital h = scene.h;
    Bytes close =
        scene.world.sign(scene.world.statement(h.record, h.patient, List.of(), new Change.Close()));
    Statement next = scene.world.statement(h.record, h.patient, List.of(), then);
    return List.of(close, scene.world.sign(after(next, close)));
  }

  static Statement after(Statement statement, Bytes before) {
    return Altered.seq(
        Altered.previous(statement, StatementCodec.hash(before)), statement.header().seq() + 1);
  }

  private static void afterRemoval() {
    Scene scene = new Scene(6);
    Hospital h = scene.h;
    World world = scene.world;
    List<Bytes> good =
        world.expulsionStatements(h.department, h.record, h.patient, List.of()).stream()
            .map(world::sign)
            .toList();
    Bytes removal = good.getFirst();
    scene.bad(
        "removal-at-the-end",
        "rotation-due",
        "the rotation is missing",
        h.record,
        good,
        List.of(removal));
    between(scene, good, "set-member", world.set(h.doctor, Role.READER));

    between(scene, good, "profile", new Change.SetProfile(world.note()));
    between(scene, good, "close", new Change.Close());
    world.append(h.record, good);
    scene.ok("removal-with-rotation", h.record);
    Scene more = new Scene(6);
    Statement first =
        more.world.statement(h.record, h.patient, List.of(), more.world.remove(more.h.department));
    Bytes one = more.world.sign(first);
    Bytes two =
        more.world.sign(
            after(
                more.world.statement(
                    h.record, h.patient, List.of(), more.world.set(h.doctor, Role.CONTRIBUTOR)),
                one));
    Statement last =
        more.world.statement(
            h.record,
            h.patient,
            List.of(),
            new Change.Rotate(
                2,
                more.world.newKeys(KeyringKind.RECORD).publicKeys(),
                1,
                more.world.leaf(),
                new Change.MembersEnvelopes(List.of(1), more.world.leaf())));
    more.world.append(h.record, List.of(one, two, more.world.sign(after(after(last, one), two))));
    more.ok("removal-then-a-contributor", h.record);
  }

  private static void between(Scene scene, List<Bytes> good, String name, Change change) {
    Hospital h = scene.h;
    Statement next = scene.world.statement(h.record, h.patient, List.of(), change);
    scene.bad(
        "removal-then-" + name,
        "rotation-due",
        "another statement before the rotation",
        h.record,
        good,
        List.of(good.getFirst(), scene.world.sign(after(next, good.getFirst()))));
  }
}
