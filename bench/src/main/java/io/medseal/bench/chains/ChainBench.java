package io.medseal.bench.chains;

import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.keyrings.PublicKeys;
import io.medseal.ledger.signatures.Signatures;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.SignedObject;
import java.util.List;
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

/** A chain from its first statement, beside both signatures of each statement alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChainBench {
  @Param({"10", "1000"})
  public int statements;

  private Patient patient;
  private List<Bytes> chain;
  private List<SignedObject> parsed;

  @Setup
  public void prepare() {
    patient = new Patient();
    for (int i = 1; i < statements; i++) {
      patient.append(patient.me(), new Change.PublishCard("Dr " + i, null));
    }
    chain = Patient.statements(patient.chain(patient.me()));
    parsed = chain.stream().map(SignedObject::parse).toList();
  }

  @TearDown
  public void close() {
    patient.close();
  }

  @Benchmark
  public VerifiedChain verify() {
    return patient.verify(patient.me(), chain);
  }

  @Benchmark
  public boolean rawVerify() {
    PublicKeys keys = patient.keys().publicKeys();
    boolean all = true;
    for (SignedObject object : parsed) {
      all &= Signatures.verify(keys, SignedObject.Domain.STATEMENT, object);
    }
    return all;
  }
}
