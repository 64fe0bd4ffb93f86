package io.medseal.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * One JSON document on standard output: UTF-8, members in the order of the record, absent ones left
 * out, times in UTC with milliseconds. What a terminal could obey is escaped: nothing is lost, and
 * nothing happens to who looks at it.
 */
public final class JsonOutput {
  private JsonOutput() {}

  /** Writes the document and a line end. */
  public static void write(Record document, PrintStream out) {
    byte[] bytes =
        Plain.escaped(Mapper.JSON.writeValueAsString(document)).getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.write('\n');
  }

  /** Built when first needed. */
  private static final class Mapper {
    static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .changeDefaultPropertyInclusion(
                include -> include.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addModule(new SimpleModule().addSerializer(Instant.class, new Milliseconds()))
            .build();
  }

  private static final class Milliseconds extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
      json.writeString(Times.utc(time));
    }
  }
}
