package io.medseal.server.testing;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.reports.HashList;
import io.medseal.ledger.reports.PartHasher;
import io.medseal.ledger.reports.ReportSizes;
import io.medseal.ledger.statements.Change;
import io.medseal.protocol.reports.Reports;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.secrets.ReportKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A report of random bytes: to the service all bodies and manifests are. */
public final class TestReport {
  private final ReportId id = ReportId.of(Person.random(16));
  private final ReportKey key = ReportKey.random();
  private final Ring section;
  private final byte[] body;
  private final Bytes manifest;
  private final byte[] contents;

  private TestReport(Ring section, int bytes) {
    this.section = section;
    this.body = Person.random(bytes);
    byte[] sealed = Person.random(200);
    sealed[0] = 1;
    this.manifest = Bytes.of(sealed);
    this.contents = sealed;
  }

  /** A report of so many bytes. */
  public static TestReport of(Ring section, int bytes) {
    return new TestReport(section, bytes);
  }

  public ReportId id() {
    return id;
  }

  public ReportKey key() {
    return key;
  }

  public byte[] body() {
    return body.clone();
  }

  public Bytes manifest() {
    return manifest;
  }

  public Reports.NewReport announcement() {
    return new Reports.NewReport(id, section.id(), body.length, section.now());
  }

  public int parts() {
    return (body.length + ReportSizes.PART - 1) / ReportSizes.PART;
  }

  public byte[] part(int index) {
    int from = index * ReportSizes.PART;
    return Arrays.copyOfRange(body, from, Math.min(body.length, from + ReportSizes.PART));
  }

  public String path() {
    return "/api/v1/reports/" + id.hex();
  }

  public String partPath(int index) {
    return path() + "/parts/" + index;
  }

  public Answer announce(Person uploader) {
    return uploader.call().post("/api/v1/reports", announcement());
  }

  public Answer put(Person uploader, int index) {
    byte[] part = part(index);
    return uploader.call().putPart(partPath(index), part, hash(part));
  }

  public byte[] contents() {
    return contents.clone();
  }

  public Answer putContents(Person uploader) {
    return uploader.call().putOctets(path() + "/contents", contents);
  }

  public Answer complete(Person uploader) {
    return complete(uploader, sealedTo(section));
  }

  public Answer complete(Person uploader, Reports.SealedKey... keys) {
    return uploader
        .call()
        .post(path() + "/complete", new Reports.Complete(section.now(), manifest, List.of(keys)));
  }

  /** The report key sealed to a keyring's current generation. */
  public Reports.SealedKey sealedTo(Ring to) {
    Binding binding = Binding.report(id, to.id(), to.generation());
    return new Reports.SealedKey(to.id(), to.generation(), to.seal(binding, key));
  }

  /** By a statement in the section that this is a report of. */
  public Answer delete(Person by, Ring section, Ring... via) {
    section.change(by.ring(), new Change.DeleteReport(id), via);
    return by.append(section);
  }

  /** Announces, puts all parts and completes. */
  public TestReport upload(Person uploader) {
    announce(uploader).good();
    for (int i = 0; i < parts(); i++) {
      put(uploader, i).good();
    }
    putContents(uploader).good();
    complete(uploader).good();
    return this;
  }

  /** Its time, when it is completed now. */
  public Instant time() {
    return section.now();
  }

  /** Of a part, as spec/bodies.md says. */
  public static Sha256 hash(byte[] part) {
    return hashes(part).partHash();
  }

  /** The hashes of a part's segments. */
  public static HashList hashes(byte[] part) {
    PartHasher hasher = new PartHasher();
    hasher.update(part, 0, part.length);
    return hasher.finish();
  }
}
