package io.medseal.server.accounts;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.auth.InvitationCodes;
import io.medseal.server.platform.auth.InvitationCodes.Invitation;
import io.medseal.server.platform.auth.ServiceSecret;
import io.medseal.server.platform.db.Attempts;
import io.medseal.server.platform.http.ProblemException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which invitations have been used: each makes one account. */
@Component
class Invitations {
  private final InvitationCodes codes;
  private final Clock clock;

  Invitations(ServiceSecret secret, Clock clock) {
    this.codes = new InvitationCodes(secret);
    this.clock = clock;
  }

  /**
   * Uses an invitation, in the transaction that makes the account.
   *
   * @throws ProblemException {@link ProblemType#INVITATION_REFUSED} if it is not worth one
   */
  void use(JdbcClient sql, @Nullable String code) {
    Invitation invitation =
        codes
            .read(code == null ? "" : code)
            .filter(it -> clock.instant().isBefore(it.expires()))
            .orElseThrow(() -> ProblemException.of(ProblemType.INVITATION_REFUSED));
    int used =
        sql.sql(
                """
                insert into invitations (id, expires) values (:id, :expires)
                on conflict (id) do nothing\
                """)
            .param("id", invitation.id())
            .param("expires", invitation.expires().toEpochMilli())
            .update();
    if (used == 0) {
      throw ProblemException.of(ProblemType.INVITATION_REFUSED);
    }
  }

  /** One that is over is refused for its end; that it was used need not be known. */
  void sweep(JdbcClient sql) {
    sql.sql(
            """
            delete from invitations where id in (
              select id from invitations where expires <= :now order by expires limit :most)\
            """)
        .param("now", clock.millis())
        .param("most", Attempts.MOST_SWEPT)
        .update();
  }
}
