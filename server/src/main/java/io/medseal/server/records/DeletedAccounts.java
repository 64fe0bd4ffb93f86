package io.medseal.server.records;

import io.medseal.server.accounts.AccountDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What an account keeps of records goes with it. */
@Component("recordsOfDeletedAccounts")
class DeletedAccounts {
  @EventListener
  void onDeletion(AccountDeleted deleted) {
    deleted
        .sql()
        .sql("delete from record_index where account = :account")
        .param("account", deleted.account().hex())
        .update();
  }
}
