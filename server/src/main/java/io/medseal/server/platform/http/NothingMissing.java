package io.medseal.server.platform.http;

import io.medseal.protocol.problems.ProblemType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses bodies that lack something, wherever in them: what a record of the protocol does not call
 * nullable is there, and no list has a hole, before any endpoint sees it.
 */
@RestControllerAdvice
class NothingMissing extends RequestBodyAdviceAdapter {

  @Override
  public boolean supports(
      MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage input,
      MethodParameter parameter,
      Type target,
      Class<? extends HttpMessageConverter<?>> converter) {
    if (!isWhole(body)) {
      throw ProblemException.of(ProblemType.MALFORMED);
    }
    return body;
  }

  /** Whether neither the value nor anything in it is missing. */
  static boolean isWhole(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Collection<?> all -> all.stream().allMatch(NothingMissing::isWhole);
      case Record whole -> hasAll(whole);
      default -> true;
    };
  }

  private static boolean hasAll(Record whole) {
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      Object value = valueOf(component, whole);
      boolean good = value == null ? mayLack(component) : isWhole(value);
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayLack(RecordComponent component) {
    AnnotatedType type = component.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object valueOf(RecordComponent component, Record whole) {
    try {
      return Objects.requireNonNull(component.getAccessor()).invoke(whole);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's component can't be read", e);
    }
  }
}
