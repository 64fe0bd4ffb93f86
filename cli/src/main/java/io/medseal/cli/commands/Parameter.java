package io.medseal.cli.commands;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/**
 * An option or argument of a command, and its value once the command line has been read.
 *
 * @param <T> what it is read as
 */
public final class Parameter<T> {
  private final ArgSpec spec;

  Parameter(ArgSpec spec) {
    this.spec = spec;
  }

  /** The value of a parameter that is required or has a default. */
  public T get() {
    T value = spec.getValue();
    return Objects.requireNonNull(value, spec::paramLabel);
  }

  /** The value, if one was given. */
  public Optional<T> optional() {
    T value = spec.getValue();
    return Optional.ofNullable(value);
  }
}
