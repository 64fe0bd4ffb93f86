package io.medseal.client.reports;

import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.ReportId;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.manifests.Document;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** FHIR R4 {@code DocumentReference}s of manifests (spec/bodies.md section 4). */
public final class Documents {
  private static final String REPORT_SYSTEM = "urn:medseal:report";
  private static final int DAY_LENGTH = "2026-11-23".length();

  private Documents() {}

  /**
   * What a new report says of itself.
   *
   * @param time of the manifest
   * @param date of what the report shows: a FHIR date or dateTime
   */
  public record Description(
      String title,
      Coding type,
      Optional<Coding> specialty,
      Optional<String> date,
      Optional<String> author,
      Optional<String> subject,
      Optional<ReportId> replaces,
      Instant time) {}

  /** Writes one. */
  public static Document write(Description of) {
    ObjectNode node = StrictJson.mapper().createObjectNode();
    node.put("resourceType", "DocumentReference").put("status", "current");
    coding(node.putObject("type"), of.type());
    of.subject().ifPresent(name -> node.putObject("subject").put("display", name));
    node.put("date", StrictJson.text(of.time()));
    of.author().ifPresent(name -> node.putArray("author").addObject().put("display", name));
    of.replaces()
        .ifPresent(
            report ->
                node.putArray("relatesTo")
                    .addObject()
                    .put("code", "replaces")
                    .putObject("target")
                    .putObject("identifier")
                    .put("system", REPORT_SYSTEM)
                    .put("value", report.hex()));
    node.put("description", of.title());
    if (of.specialty().isPresent() || of.date().isPresent()) {
      ObjectNode context = node.putObject("context");
      of.date().ifPresent(date -> context.putObject("period").put("start", date));
      of.specialty().ifPresent(code -> coding(context.putObject("practiceSetting"), code));
    }
    return Document.of(node);
  }

  /** The same with what is corrected. */
  static Document corrected(Document document, Correction correction) {
    ObjectNode node = document.toNode();
    correction.title().ifPresent(title -> node.put("description", title));
    correction.type().ifPresent(type -> coding(node.putObject("type"), type));
    correction.subject().ifPresent(name -> object(node, "subject").put("display", name));
    correction
        .specialty()
        .ifPresent(code -> coding(object(node, "context").putObject("practiceSetting"), code));
    correction
        .date()
        .ifPresent(date -> object(object(node, "context"), "period").put("start", date.toString()));
    return Document.of(node);
  }

  /**
   * What a report says of itself in another place: what it shows and when, in the words of now.
   * Nothing else is carried, since it may name the patient, or reports, of the place that it
   * leaves. Where it says no day, it is of the day on which it was signed, and stays so.
   *
   * @param signed when it was signed where it lay
   * @param author who adds it anew
   * @param subject whose record it comes to
   * @param kept relations to other reports are kept: they are of the same record
   */
  public static Document moved(
      Document shown,
      Instant signed,
      Optional<String> author,
      Optional<String> subject,
      Instant time,
      boolean kept) {
    ObjectNode from = shown.toNode();
    ObjectNode node = StrictJson.mapper().createObjectNode();
    node.put("resourceType", "DocumentReference").put("status", "current");
    List<String> members = new ArrayList<>(List.of("type", "category", "description"));
    if (kept) {
      members.add("relatesTo");
    }
    copy(from, node, members);
    subject.ifPresent(name -> node.putObject("subject").put("display", name));
    node.put("date", StrictJson.text(time));
    author.ifPresent(name -> node.putArray("author").addObject().put("display", name));
    ObjectNode context = node.putObject("context");
    if (from.get("context") instanceof ObjectNode before) {
      copy(before, context, List.of("period", "practiceSetting"));
    }
    if (date(shown).filter(Documents::isDay).isEmpty()) {
      object(context, "period")
          .put("start", LocalDate.ofInstant(signed, ZoneId.systemDefault()).toString());
    }
    return Document.of(node);
  }

  private static boolean isDay(String date) {
    try {
      LocalDate.parse(date.substring(0, Math.min(DAY_LENGTH, date.length())));
      return true;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private static void copy(ObjectNode from, ObjectNode to, List<String> members) {
    for (String name : members) {
      if (from.has(name)) {
        to.set(name, from.get(name));
      }
    }
  }

  private static ObjectNode object(ObjectNode node, String name) {
    return node.get(name) instanceof ObjectNode there ? there : node.putObject(name);
  }

  static Optional<Coding> type(Document document) {
    return coding(document.toNode().path("type"));
  }

  static Optional<Coding> specialty(Document document) {
    return coding(document.toNode().path("context").path("practiceSetting"));
  }

  static Optional<String> date(Document document) {
    return text(document.toNode().path("context").path("period").path("start"));
  }

  static Optional<String> subject(Document document) {
    return text(document.toNode().path("subject").path("display"));
  }

  static Optional<ReportId> replaces(Document document) {
    for (JsonNode relation : document.toNode().path("relatesTo")) {
      if (text(relation.path("code")).equals(Optional.of("replaces"))) {
        Optional<String> id = text(relation.path("target").path("identifier").path("value"));
        try {
          return id.map(ReportId::new);
        } catch (LedgerException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** One line that a terminal or a page can show without being steered by it. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
  }

  private static void coding(ObjectNode concept, Coding coding) {
    ObjectNode node =
        concept
            .putArray("coding")
            .addObject()
            .put("system", coding.system())
            .put("code", coding.code());
    coding.display().ifPresent(display -> node.put("display", display));
  }

  private static Optional<Coding> coding(JsonNode concept) {
    JsonNode first = concept.path("coding").path(0);
    Optional<String> code = text(first.path("code"));
    return code.map(
        value ->
            new Coding(text(first.path("system")).orElse(""), value, text(first.path("display"))));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString()
        ? Optional.of(line(node.stringValue())).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
