package io.medseal.cli.accounts;

import io.medseal.cli.output.Page;

/** Shows a recovery code, the one time that it is shown. */
final class RecoverySheet {
  private RecoverySheet() {}

  static void print(Page page, String email, String code) {
    page.heading("Recovery code of " + email);
    page.gap();
    page.indented(code);
    page.gap();
    page.line("Print it or write it down now, and keep it where you keep your passport: it is not");
    page.line(
        "shown again. It lets you back in when the password is forgotten ('medseal recover'),");
    page.line("and whoever has it can open what you can open. Nobody, the service included, can");
    page.line("make another one without your password.");
  }
}
