package io.medseal.server.accounts;

import io.medseal.ledger.ids.KeyringId;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.db.Database;
import io.medseal.server.platform.http.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other features ask of accounts: whose an e-mail address is. */
@Component
public class AccountNames {
  private final Database database;

  AccountNames(Database database) {
    this.database = database;
  }

  /**
   * An address in the one form in which addresses are compared.
   *
   * @throws ProblemException {@link ProblemType#MALFORMED} if it is none
   */
  public String normal(@Nullable String email) {
    return Email.normal(email);
  }

  /** The keyring of the account with that address, in its normal form. */
  public Optional<KeyringId> keyringOf(String email) {
    return database.read(sql -> Slots.accountOf(sql, email));
  }
}
