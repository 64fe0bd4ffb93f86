package io.medseal.server.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medseal.ledger.LedgerException;
import io.medseal.protocol.problems.Problem;
import io.medseal.protocol.problems.ProblemType;
import io.medseal.server.platform.faults.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The one place where exceptions become answers; no exception's text ever gets out. */
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().maximumSize(100).expireAfterWrite(Duration.ofMinutes(1)).build();

  @ExceptionHandler(ProblemException.class)
  ResponseEntity<Problem> refused(ProblemException e) {
    return answer(e.problem());
  }

  @ExceptionHandler(LedgerException.class)
  ResponseEntity<Problem> refused(LedgerException e) {
    return refused(ProblemException.statementRefused(e.code()));
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    ServletRequestBindingException.class,
    MethodArgumentTypeMismatchException.class,
    RequestRejectedException.class
  })
  ResponseEntity<Problem> malformed(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return refused(known);
      }
    }
    return answer(ProblemType.MALFORMED);
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<Problem> notFound(Exception e) {
    return answer(ProblemType.NOT_FOUND);
  }

  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  ResponseEntity<Problem> method(HttpRequestMethodNotSupportedException e) {
    return answer(ProblemType.METHOD_NOT_ALLOWED);
  }

  @ExceptionHandler(HttpMediaTypeException.class)
  ResponseEntity<Problem> media(HttpMediaTypeException e) {
    return answer(ProblemType.UNSUPPORTED_MEDIA_TYPE);
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Problem> failed(
      Exception e, HttpServletRequest request, HttpServletResponse response) {
    if (isGone(e)) {
      return null; // nobody reads an answer
    }
    if (response.isCommitted()) {
      tell("an answer broke off", e);
      Answered.brokenOff(request);
      return null;
    }
    Optional<Fault> fault = Fault.behind(e);
    tell(fault.map(ProblemAdvice::words).orElse("a request failed"), e);
    return answer(fault.map(ProblemAdvice::type).orElse(ProblemType.INTERNAL));
  }

  /** What a fault is answered with; {@code internal} is left to mistakes of ours. */
  static ProblemType type(Fault fault) {
    return switch (fault) {
      case STORAGE_FULL -> ProblemType.STORAGE_FULL;
      case DAMAGED -> ProblemType.DAMAGED;
      case UNAVAILABLE -> ProblemType.UNAVAILABLE;
    };
  }

  private static String words(Fault fault) {
    return switch (fault) {
      case STORAGE_FULL -> "the storage is full";
      case DAMAGED -> "what is stored is damaged";
      case UNAVAILABLE -> "the storage or the database can't be used now";
    };
  }

  /** With its stack once a minute for each kind, so that nobody fills the log. */
  private void tell(String what, Exception e) {
    StackTraceElement[] stack = e.getStackTrace();
    String kind = e.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    if (told.asMap().putIfAbsent(kind, true) == null) {
      LOG.error(what, e);
    } else {
      LOG.error("{}, as told before: {}", what, kind);
    }
  }

  /** Whether the caller has gone away, or has sent nothing for too long, which is the same. */
  private static boolean isGone(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException || cause instanceof BadRequestException) {
        return true;
      }
    }
    return false;
  }

  static ResponseEntity<Problem> answer(ProblemType type) {
    return answer(ProblemException.of(type).problem());
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    Answered.with(problem);
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    Long retry = problem.retryAfterSeconds();
    if (retry != null) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(retry));
    }
    return ResponseEntity.status(problem.status()).headers(headers).body(problem);
  }
}
