package io.medseal.ledger.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.chains.ChainVerifier;
import io.medseal.ledger.chains.VerifiedChain;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.keyrings.Role;
import io.medseal.ledger.statements.Statement;
import java.util.List;

/**
 * A cast for tests: a patient with a record of two sections, and a department of a hospital that
 * may manage the record.
 */
public final class Hospital {
  public final World world = new World(7);
  public final KeyringId patient = world.person();
  public final KeyringId doctor = world.person();
  public final KeyringId colleague = world.person();
  public final KeyringId head = world.person();
  public final KeyringId admin = world.person();
  public final KeyringId stranger = world.person();
  public final KeyringId gateway = world.service();

  /** Owned by {@link #admin}. */
  public final KeyringId institute = world.make(KeyringKind.INSTITUTE, admin);

  /** Owned by {@link #head}; {@link #doctor} and {@link #colleague} are its readers. */
  public final KeyringId department = world.make(KeyringKind.DEPARTMENT, head);

  /** Owned by {@link #patient}; {@link #department} is its manager. */
  public final KeyringId record = world.make(KeyringKind.RECORD, patient);

  public final KeyringId section = world.section(record, patient);

  public Hospital() {
    world.say(department, head, world.set(doctor, Role.READER));
    world.say(department, head, world.set(colleague, Role.READER));
    world.say(record, patient, world.set(department, Role.MANAGER));
  }

  /** Asserts that {@code statements} may follow, and appends them. */
  public KeyringState accept(Statement... statements) {
    KeyringId on = statements[0].header().keyring();
    world.append(on, List.of(statements).stream().map(world::sign).toList());
    return world.state(on);
  }

  /** Asserts that the statement is refused in this way, with its place. */
  public void refuse(Class<? extends LedgerException> why, Statement statement) {
    refuse(why, world.state(statement.header().keyring()).seq() + 1, statement);
  }

  /**
   * Asserts that of the statements that of index {@code at} in the chain is refused in this way.
   */
  public void refuse(Class<? extends LedgerException> why, int at, Statement... statements) {
    refuseSigned(
        why,
        statements[0].header().keyring(),
        at,
        List.of(statements).stream().map(world::sign).toList());
  }

  public void refuseSigned(
      Class<? extends LedgerException> why, KeyringId on, int at, List<Bytes> statements) {
    ChainVerifier verifier = new ChainVerifier(world);
    Throwable thrown =
        catchThrowable(
            () -> {
              VerifiedChain chain = world.find(on).orElse(null);
              if (chain == null) {
                verifier.verify(on, statements);
              } else {
                verifier.append(chain, statements);
              }
            });
    assertThat(thrown).isExactlyInstanceOf(why);
    LedgerException refusal = (LedgerException) thrown;
    assertThat(refusal.chain()).contains(on.hex());
    assertThat(refusal.statement()).hasValue(at);
  }
}
