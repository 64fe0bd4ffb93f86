package io.medseal.server.accounts;

import io.medseal.protocol.accounts.Accounts;
import io.medseal.server.platform.auth.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class AccountController {
  private final AccountService accounts;
  private final Sessions sessions;

  AccountController(AccountService accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  @PostMapping("/accounts")
  @ResponseStatus(HttpStatus.CREATED)
  Accounts.SessionOpened signUp(
      @RequestBody Accounts.SignUp request, HttpServletRequest connection) {
    return accounts.signUp(request, address(connection), program(connection));
  }

  @PostMapping("/sessions/parameters")
  Accounts.PasswordParameters parameters(
      @RequestBody Accounts.ParametersQuery query, HttpServletRequest connection) {
    return accounts.parameters(query.email(), address(connection));
  }

  @PostMapping("/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Accounts.SessionOpened logIn(@RequestBody Accounts.LogIn request, HttpServletRequest connection) {
    return accounts.logIn(request, address(connection), program(connection));
  }

  @GetMapping("/sessions")
  Accounts.Sessions list(@AuthenticationPrincipal Caller caller) {
    return sessions.list(caller);
  }

  @DeleteMapping("/sessions/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logOut(@AuthenticationPrincipal Caller caller) {
    sessions.end(caller, caller.session());
  }

  @DeleteMapping("/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    sessions.end(caller, id);
  }

  @DeleteMapping("/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endAll(@AuthenticationPrincipal Caller caller) {
    sessions.endAll(caller);
  }

  @GetMapping("/account")
  Accounts.Account account(@AuthenticationPrincipal Caller caller) {
    return accounts.account(caller);
  }

  @PutMapping("/account/slots")
  Accounts.Account changeSlots(
      @AuthenticationPrincipal Caller caller, @RequestBody Accounts.SlotsChange change) {
    return accounts.changeSlots(caller, change);
  }

  private static String address(HttpServletRequest connection) {
    return connection.getRemoteAddr();
  }

  /** The calling program's name for itself, cut, for the list of sessions. */
  private static String program(HttpServletRequest connection) {
    String agent = connection.getHeader("User-Agent");
    String shown = agent == null ? "" : agent.replaceAll("\\p{Cntrl}", " ");
    return shown.length() > 120 ? shown.substring(0, 120) : shown;
  }
}
