package io.medseal.ledger.statements;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as spec/README.md section 2 wants it: no duplicate or unknown members, no nulls, no type
 * coercion, nothing after the value, times in one form.
 */
public final class StrictJson {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC)
          .withResolverStyle(ResolverStyle.STRICT);

  private StrictJson() {}

  /** The one mapper with these rules. */
  public static JsonMapper mapper() {
    return Shared.MAPPER;
  }

  /**
   * Reads exactly one JSON value.
   *
   * @param text UTF-8 without byte-order mark
   * @throws LedgerException.Malformed for anything else, duplicate members and texts beyond the
   *     limits of spec/README.md section 2 included
   */
  public static JsonNode read(Bytes text) {
    try {
      String decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(text.toArray()))
              .toString();
      if (!decoded.startsWith("\uFEFF")) {
        try (JsonParser in = Shared.MAPPER.createParser(decoded)) {
          JsonLimits.check(in);
        }
        JsonNode value = Shared.MAPPER.readTree(decoded);
        if (!value.isMissingNode()) {
          return value;
        }
      }
    } catch (CharacterCodingException | JacksonException _) {
      // said below, without the text
    }
    throw new LedgerException.Malformed("not one value of strict JSON in UTF-8");
  }

  /**
   * A mapper with these rules for texts that may be longer than a statement's.
   *
   * @param longestText in characters
   */
  public static JsonMapper mapper(int longestText) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(JsonLimits.NESTING)
                        .maxStringLength(longestText)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            strings ->
                strings
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .addModule(
            new SimpleModule()
                .addSerializer(Instant.class, new TimeWriter())
                .addDeserializer(Instant.class, new TimeReader()))
        .build();
  }

  /**
   * A time in the form {@code 2026-11-23T12:00:00.000Z}.
   *
   * @throws LedgerException.Malformed for any other text
   */
  public static Instant time(String text) {
    try {
      return Instant.from(TIME.parse(text));
    } catch (DateTimeParseException _) {
      throw new LedgerException.Malformed("a time is written like 2026-11-23T12:00:00.000Z");
    }
  }

  /** The form that {@link #time(String)} reads; fractions below a millisecond are cut. */
  public static String text(Instant time) {
    return TIME.format(time);
  }

  /** Made when it is first asked for: reading a time doesn't need it. */
  private static final class Shared {
    static final JsonMapper MAPPER = mapper(4 * 1024 * 1024);
  }

  private static final class TimeWriter extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeString(text(value));
    }
  }

  private static final class TimeReader extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      if (in.currentToken() != tools.jackson.core.JsonToken.VALUE_STRING) {
        throw new LedgerException.Malformed("a time is a string");
      }
      return time(in.getString());
    }
  }
}
