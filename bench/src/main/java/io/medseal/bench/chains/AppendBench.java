package io.medseal.bench.chains;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.Sha256;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.NewMember;
import io.medseal.ledger.statements.SignedObject;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One statement more behind a chain that is known, beside its signatures alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AppendBench {
  private static final int MEMBERS = 1_000;

  @Param({"100", "1000", "10000"})
  public int statements;

  private Patient patient;
  private Bytes next;
  private SignedObject parsed;

  @Setup
  public void prepare() {
    patient = new Patient();
    KeyringId record = patient.record();
    for (int i = 0; i < statements; i++) {
      patient.append(record, contributor(i));
    }
    next = patient.sign(record, contributor(statements));
    parsed = SignedObject.parse(next);
  }

  private static Change contributor(int number) {
    byte[] seed = ByteBuffer.allocate(Integer.BYTES).putInt(number % MEMBERS).array();
    KeyringId member = KeyringId.of(Sha256.digest(seed).bytes());
    return new Change.SetMember(new NewMember(member, 1, Role.CONTRIBUTOR, null, null));
  }

  @TearDown
  public void close() {
    patient.close();
  }

  @Benchmark
  public VerifiedChain append() {
    return patient.verify(patient.record(), next);
  }

  @Benchmark
  public boolean rawAppend() {
    PublicKeys keys = patient.keys().publicKeys();
    return Signatures.verify(keys, SignedObject.Domain.STATEMENT, parsed);
  }
}
