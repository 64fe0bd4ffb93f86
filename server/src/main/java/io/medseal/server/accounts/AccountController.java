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
  private final SignUps signUps;
  private final LogIns logIns;
  private final AccountService accounts;
  private final Sessions sessions;
  private final AccountDeletions deletions;

  AccountController(
      SignUps signUps,
      LogIns logIns,
      AccountService accounts,
      Sessions sessions,
      AccountDeletions deletions) {
    this.deletions = deletions;
    this.signUps = signUps;
    this.logIns = logIns;
    this.accounts = accounts;
    this.sessions = sessions;
  }

  @PostMapping("/accounts")
  @ResponseStatus(HttpStatus.CREATED)
  Accounts.SessionOpened signUp(
      @RequestBody Accounts.SignUp request, HttpServletRequest connection) {
    return signUps.signUp(request, From.of(connection));
  }

  @PostMapping("/sessions/parameters")
  Accounts.PasswordParameters parameters(
      @RequestBody Accounts.ParametersQuery query, HttpServletRequest connection) {
    return logIns.parameters(query, From.of(connection));
  }

  @PostMapping("/sessions")
  @ResponseStatus(HttpStatus.CREATED)
  Accounts.SessionOpened logIn(@RequestBody Accounts.LogIn request, HttpServletRequest connection) {
    return logIns.open(request, From.of(connection));
  }

  @GetMapping("/sessions")
  Accounts.Sessions list(@AuthenticationPrincipal Caller caller) {
    return sessions.list(caller);
  }

  @DeleteMapping("/sessions/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logOut(@AuthenticationPrincipal Caller caller) {
    sessions.endOwn(caller);
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
      @AuthenticationPrincipal Caller caller,
      @RequestBody Accounts.SlotsChange change,
      HttpServletRequest connection) {
    return accounts.changeSlots(caller, change, From.of(connection));
  }

  @GetMapping("/account/deletion")
  Accounts.LeftBehind leftBehind(@AuthenticationPrincipal Caller caller) {
    return deletions.look(caller);
  }

  @PostMapping("/account/deletion")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @AuthenticationPrincipal Caller caller,
      @RequestBody Accounts.Deletion request,
      HttpServletRequest connection) {
    deletions.delete(caller, request, From.of(connection));
  }

  @GetMapping("/account/notices")
  Accounts.Notices notices(@AuthenticationPrincipal Caller caller) {
    return accounts.notices(caller);
  }
}
