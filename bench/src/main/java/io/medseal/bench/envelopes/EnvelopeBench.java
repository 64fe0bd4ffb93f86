package io.medseal.bench.envelopes;

import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.envelopes.Envelopes;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.secrets.GenerationSecret;
import io.medseal.seal.secrets.ReportKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A secret of 32 bytes to one keyring and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EnvelopeBench {
  private final Binding binding =
      Binding.report(
          ReportId.of(new byte[ReportId.BYTES]), KeyringId.of(new byte[KeyringId.BYTES]), 1);
  private final byte[] info = "medseal/v1/envelope".getBytes(StandardCharsets.UTF_8);
  private KeyringKeys keys;
  private ReportKey secret;
  private Bytes envelope;

  private HPKE hpke;
  private AsymmetricCipherKeyPair pair;
  private byte[][] rawEnvelope;

  @Setup
  public void prepare() throws InvalidCipherTextException {
    try (GenerationSecret generation = GenerationSecret.random()) {
      keys = KeyringKeys.derive(generation, KeyringKind.SECTION);
    }
    secret = ReportKey.random();
    envelope = seal();
    hpke = new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    pair = hpke.generatePrivateKey();
    rawEnvelope = rawSeal();
  }

  @TearDown
  public void close() {
    keys.close();
    secret.close();
  }

  @Benchmark
  public Bytes seal() {
    return Envelopes.seal(keys.publicKeys(), binding, secret);
  }

  @Benchmark
  public byte[][] rawSeal() throws InvalidCipherTextException {
    return hpke.seal(pair.getPublic(), info, binding.encode(), new byte[32], null, null, null);
  }

  @Benchmark
  public boolean open() {
    try (ReportKey opened = Envelopes.openReportKey(keys, binding, envelope)) {
      return opened.equals(secret);
    }
  }

  @Benchmark
  public byte[] rawOpen() throws InvalidCipherTextException {
    return hpke.open(
        rawEnvelope[1], pair, info, binding.encode(), rawEnvelope[0], null, null, null);
  }
}
