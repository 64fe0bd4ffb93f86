package io.medseal.server.platform.auth;

import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Denies by default: what is not in {@link OpenPaths} needs a session that has not ended. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String DATA = "default-src 'none'; frame-ancestors 'none'; sandbox";

  @Bean
  SecurityFilterChain security(HttpSecurity http, TokenCheck tokens, ProblemWriter problems)
      throws Exception {
    return http.csrf(csrf -> csrf.disable()) // no cookie authenticates anything
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        // What is data stays data, even if somebody opens its address; the portal's files bring
        // their
        // own policy. Over TLS there is HSTS too, and nosniff always: Spring's own defaults.
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(DATA))
                    .addHeaderWriter(
                        new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin")))
        .authorizeHttpRequests(
            requests -> {
              OpenPaths.ALL.forEach(
                  open -> requests.requestMatchers(open.method(), open.path()).permitAll());
              requests.requestMatchers("/api/**", "/actuator/**").authenticated();
              requests.anyRequest().permitAll(); // the portal's own files, or not-found
            })
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, e) ->
                            problems.write(response, ProblemType.UNAUTHENTICATED))
                    .accessDeniedHandler(
                        (request, response, e) -> problems.write(response, ProblemType.DENIED)))
        .addFilterBefore(new BearerFilter(tokens, problems), AnonymousAuthenticationFilter.class)
        .build();
  }

  /**
   * Refuses addresses with encoded characters: none of ours needs any, and one address in two
   * spellings would be two to whatever looks at addresses.
   */
  @Bean
  HttpFirewall plainAddresses() {
    return new StrictHttpFirewall() {
      @Override
      public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        if (request.getRequestURI().indexOf('%') >= 0) {
          throw new RequestRejectedException("an address with an encoded character");
        }
        return super.getFirewalledRequest(request);
      }
    };
  }

  /** There are no passwords for Spring to check. */
  @Bean
  UserDetailsService noUsers() {
    return name -> {
      throw new UsernameNotFoundException("accounts log in with tokens only");
    };
  }

  private static final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private final TokenCheck tokens;
    private final ProblemWriter problems;

    private BearerFilter(TokenCheck tokens, ProblemWriter problems) {
      this.tokens = tokens;
      this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String header = request.getHeader("Authorization");
      if (header == null || !header.startsWith(SCHEME)) {
        chain.doFilter(request, response);
        return;
      }
      switch (tokens.check(header.substring(SCHEME.length()))) {
        case TokenCheck.Result.Valid(Caller caller) -> {
          request.setAttribute(Caller.ATTRIBUTE, caller);
          SecurityContextHolder.getContext()
              .setAuthentication(
                  UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
          chain.doFilter(request, response);
        }
        case TokenCheck.Result.Expired() -> problems.write(response, ProblemType.SESSION_EXPIRED);
        case TokenCheck.Result.Unknown() -> problems.write(response, ProblemType.UNAUTHENTICATED);
      }
    }
  }
}
