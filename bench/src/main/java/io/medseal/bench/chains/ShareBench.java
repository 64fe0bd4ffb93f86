package io.medseal.bench.chains;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import io.medseal.seal.keys.KeyringKeys;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Sharing a record: the envelope, the signed statement, and its verification as the service does
 * it. Reports do not appear in any of these steps: a record of 100,000 reports has the same chain
 * as one of 10. (What the service's database makes of it, {@code bench/compare share} measures.)
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ShareBench {
  private Patient patient;
  private KeyringKeys doctorKeys;
  private KeyringId doctor;
  private Bytes signed;
  private SignedObject parsed;

  @Setup
  public void prepare() {
    patient = new Patient();
    doctorKeys = Patient.newKeys(KeyringKind.PERSON);
    doctor = patient.doctor(doctorKeys);
    signed = sign();
    parsed = SignedObject.parse(signed);
  }

  @TearDown
  public void close() {
    patient.close();
    doctorKeys.close();
  }

  /** Envelope and signatures. */
  @Benchmark
  public Bytes sign() {
    return patient.sign(
        patient.record(), new Change.SetMember(patient.member(doctor, doctorKeys, Role.READER)));
  }

  /** The same without making JSON of it: one envelope, two signatures. */
  @Benchmark
  public SignedObject rawSign() {
    patient.member(doctor, doctorKeys, Role.READER);
    return patient.keys().sign(SignedObject.Domain.STATEMENT, parsed.payload());
  }

  /** One statement more, as the service verifies it before it appends. */
  @Benchmark
  public VerifiedChain verify() {
    return patient.verify(patient.record(), signed);
  }

  @Benchmark
  public boolean rawVerify() {
    return Signatures.verify(patient.keys().publicKeys(), SignedObject.Domain.STATEMENT, parsed);
  }
}
