package io.medseal.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * One command: what it takes, how it is explained, what it does. A subclass declares its parameters
 * as fields and its texts in the constructor.
 */
public abstract class Command {
  private final CommandSpec spec = CommandSpec.create();
  private final List<String> description = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private final List<Class<? extends Record>> documents = new ArrayList<>();
  private final List<String> synopsis = new ArrayList<>();
  private String name = "";
  private String summary = "";

  /**
   * Does it.
   *
   * @throws RuntimeException as {@link io.medseal.cli.failures.Failures} knows them
   */
  public abstract void run(Invocation invocation);

  /** Whether it reads or changes a profile. */
  public boolean usesProfile() {
    return true;
  }

  /** For picocli. */
  public final CommandSpec spec() {
    return spec;
  }

  /** One word, or two. */
  public final String name() {
    return name;
  }

  /** One line, without a full stop. */
  public final String summary() {
    return summary;
  }

  /** More to know, a paragraph each. */
  public final List<String> description() {
    return List.copyOf(description);
  }

  /** Command lines to copy; never empty. */
  public final List<Example> examples() {
    return List.copyOf(examples);
  }

  /** What it prints with {@code --json}; empty for a command that prints no data. */
  public final List<Class<? extends Record>> documents() {
    return List.copyOf(documents);
  }

  /** How it is called: {@code medseal share RECORD --with EMAIL [--role ROLE]}. */
  public final String synopsis() {
    return "medseal " + name + String.join("", synopsis);
  }

  /** Adds a paragraph to its help. */
  protected final void describe(String paragraph) {
    description.add(paragraph);
  }

  /** Adds an example: a line that works as it stands, after {@code medseal}. */
  protected final void example(String line, String says) {
    examples.add(new Example("medseal " + line, says));
  }

  /** Declares what {@code --json} prints; the record's members are documented as its fields. */
  protected final void prints(Class<? extends Record> document) {
    documents.add(document);
  }

  /** A switch. */
  protected final Parameter<Boolean> flag(String option, String says) {
    return add(
        OptionSpec.builder(option).type(boolean.class).description(says).defaultValue("false"),
        "[" + option + "]");
  }

  /** An option that may be left out. */
  protected final <T> Parameter<T> option(
      String option, String label, Class<T> type, Reader<T> reader, String says) {
    return add(value(option, label, type, reader, says), "[" + option + " " + label + "]");
  }

  /** An option that may be left out, for text as it stands. */
  protected final Parameter<String> option(String option, String label, String says) {
    return option(option, label, String.class, word -> word, says);
  }

  /** An option with a value that stands where it is left out. */
  protected final <T> Parameter<T> option(
      String option, String label, Class<T> type, Reader<T> reader, String fallback, String says) {
    return add(
        value(option, label, type, reader, says + " (default: " + fallback + ").")
            .defaultValue(fallback),
        "[" + option + " " + label + "]");
  }

  /** An option that is needed. */
  protected final <T> Parameter<T> required(
      String option, String label, Class<T> type, Reader<T> reader, String says) {
    return add(value(option, label, type, reader, says).required(true), option + " " + label);
  }

  /** An option that is needed, for text as it stands. */
  protected final Parameter<String> required(String option, String label, String says) {
    return required(option, label, String.class, word -> word, says);
  }

  /** An option that may be given several times; empty where it is left out. */
  protected final <T> Parameter<List<T>> several(
      String option, String label, Class<T> type, Reader<T> reader, String says) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option)
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(type)
            .converters(converter(reader))
            .initialValue(List.of())
            .description(says);
    return add(builder, "[" + option + " " + label + "]...");
  }

  /** The next argument, which is needed. */
  protected final <T> Parameter<T> argument(
      String label, Class<T> type, Reader<T> reader, String says) {
    return add(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .type(type)
            .required(true)
            .arity("1")
            .converters(converter(reader))
            .description(says),
        label);
  }

  /** The next argument, which is needed, as text. */
  protected final Parameter<String> argument(String label, String says) {
    return argument(label, String.class, word -> word, says);
  }

  /** A last argument that may be left out. */
  protected final Parameter<String> optionalArgument(String label, String says) {
    return add(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .type(String.class)
            .required(false)
            .arity("0..1")
            .description(says),
        "[" + label + "]");
  }

  /** All further arguments: one at least, or none at least. */
  protected final <T> Parameter<List<T>> arguments(
      String label, boolean needed, Class<T> type, Reader<T> reader, String says) {
    int first = spec.positionalParameters().size();
    return add(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(type)
            .index(first + "..*")
            .required(needed)
            .arity(needed ? "1..*" : "0..*")
            .initialValue(List.of())
            .converters(converter(reader))
            .description(says),
        needed ? label + "..." : "[" + label + "...]");
  }

  final Command named(Entry entry) {
    name = entry.name();
    summary = entry.summary();
    spec.name("medseal " + name);
    return this;
  }

  private <T> Parameter<T> add(OptionSpec.Builder builder, String usage) {
    OptionSpec option = builder.build();
    spec.addOption(option);
    return added(option, usage);
  }

  private <T> Parameter<T> add(PositionalParamSpec.Builder builder, String usage) {
    int index = spec.positionalParameters().size();
    if (builder.index() == null || builder.index().isUnspecified()) {
      builder.index(Integer.toString(index));
    }
    PositionalParamSpec argument = builder.build();
    spec.addPositional(argument);
    return added(argument, usage);
  }

  private <T> Parameter<T> added(ArgSpec argument, String usage) {
    synopsis.add(" " + usage);
    return new Parameter<>(argument);
  }

  private static <T> OptionSpec.Builder value(
      String option, String label, Class<T> type, Reader<T> reader, String says) {
    return OptionSpec.builder(option)
        .paramLabel(label)
        .type(type)
        .arity("1")
        .converters(converter(reader))
        .description(says);
  }

  private static <T> ITypeConverter<T> converter(Reader<T> reader) {
    return word -> {
      try {
        return reader.read(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            Optional.ofNullable(e.getMessage()).orElse("'" + word + "' cannot be understood"));
      }
    };
  }
}
