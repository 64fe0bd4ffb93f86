package io.medseal.cli.accounts;

import io.medseal.cli.commands.Invocation;
import io.medseal.client.Medseal;
import io.medseal.client.profiles.Identity;
import io.medseal.seal.slots.RecoveryCode;

/** What is printed with {@code --json} by commands that end the old recovery code. */
record NewRecoveryCode(String email, String server, String keyring, String recoveryCode) {
  static void answer(Invocation invocation, Medseal medseal, RecoveryCode code) {
    Identity me = medseal.whoAmI().orElseThrow();
    invocation.answerOnce(
        new NewRecoveryCode(me.email(), me.server().toString(), me.keyring().hex(), code.format()),
        page -> {
          page.line("Logged in as " + me.email() + " at " + me.server() + ".");
          page.line("The old recovery code no longer works; this one takes its place.");
          page.gap();
          RecoverySheet.print(page, me.email(), code.format());
        },
        "The old recovery code no longer works, and the new one could not be written out; you are"
            + " logged in: make another one with 'medseal renew'.");
  }
}
