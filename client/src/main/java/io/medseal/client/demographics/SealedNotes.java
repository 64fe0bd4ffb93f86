package io.medseal.client.demographics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medseal.client.keyrings.KeyChest;
import io.medseal.ledger.LedgerException;
import io.medseal.ledger.ids.Bytes;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Generation;
import io.medseal.ledger.keyrings.KeyringState;
import io.medseal.ledger.statements.Change;
import io.medseal.ledger.statements.StrictJson;
import io.medseal.seal.SealException;
import io.medseal.seal.envelopes.Binding;
import io.medseal.seal.keys.KeyringKeys;
import io.medseal.seal.notes.Notes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Seals and opens notes of names. A note that does not open, or does not hold what it should,
 * yields nothing: names are for display and prove nothing.
 */
public final class SealedNotes {
  private SealedNotes() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Content(@Nullable String name, @Nullable PatientContent patient) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record PatientContent(
      @Nullable String name,
      @Nullable String birthDate,
      @Nullable List<PatientIdentifier> identifiers) {
    PatientContent {
      identifiers = identifiers == null ? null : List.copyOf(identifiers);
    }
  }

  /**
   * What a note says.
   *
   * @param name of a person or section
   * @param patient whose record it is
   */
  public record Names(Optional<String> name, Optional<Patient> patient) {
    /** Nothing known. */
    public static final Names NONE = new Names(Optional.empty(), Optional.empty());
  }

  /** A profile for a keyring's current generation. */
  public static Change.SetProfile profile(
      KeyringId keyring, Generation current, Optional<String> name, Optional<Patient> patient) {
    return new Change.SetProfile(seal(keyring, keyring, current, name, patient));
  }

  /**
   * A note for one recipient.
   *
   * @param chain the keyring in whose chain it stands
   */
  public static Bytes seal(
      KeyringId chain,
      KeyringId to,
      Generation generation,
      Optional<String> name,
      Optional<Patient> patient) {
    Content content =
        new Content(name.orElse(null), patient.map(SealedNotes::content).orElse(null));
    return Notes.seal(
        generation.keys(),
        Binding.note(chain, to, generation.number()),
        StrictJson.mapper().writeValueAsBytes(content));
  }

  /** What a keyring's profile says, as far as this person can open it. */
  public static Names read(KeyringState state, KeyChest chest) {
    return text(state, chest).map(SealedNotes::parse).orElse(Names.NONE);
  }

  /** The text of a keyring's profile, as far as this person can open it; not looked at. */
  public static Optional<String> text(KeyringState state, KeyChest chest) {
    return state
        .profile()
        .flatMap(
            profile ->
                chest
                    .find(state.id(), profile.generation())
                    .flatMap(
                        keys ->
                            text(
                                keys,
                                state.id(),
                                state.id(),
                                profile.generation(),
                                profile.note())));
  }

  /** Opens one note with the recipient's keys. */
  public static Names open(
      KeyringKeys keys, KeyringId chain, KeyringId to, int generation, Bytes note) {
    return text(keys, chain, to, generation, note).map(SealedNotes::parse).orElse(Names.NONE);
  }

  private static Optional<String> text(
      KeyringKeys keys, KeyringId chain, KeyringId to, int generation, Bytes note) {
    try {
      byte[] text = Notes.open(keys, Binding.note(chain, to, generation), note);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
    } catch (SealException | CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** What the text of a note says. */
  public static Names parse(String text) {
    try {
      Content content = StrictJson.mapper().readValue(text, Content.class);
      return content == null
          ? Names.NONE
          : new Names(
              Optional.ofNullable(content.name()).flatMap(SealedNotes::line),
              Optional.ofNullable(content.patient()).flatMap(SealedNotes::patient));
    } catch (JacksonException | LedgerException _) {
      return Names.NONE;
    }
  }

  private static PatientContent content(Patient patient) {
    return new PatientContent(
        patient.name(),
        patient.birthDate().map(LocalDate::toString).orElse(null),
        patient.identifiers().isEmpty() ? null : patient.identifiers());
  }

  private static Optional<Patient> patient(PatientContent content) {
    Optional<String> name = Optional.ofNullable(content.name()).flatMap(SealedNotes::line);
    Optional<LocalDate> born = Optional.empty();
    if (content.birthDate() != null) {
      try {
        born = Optional.of(LocalDate.parse(content.birthDate()));
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }
    Optional<LocalDate> birthDate = born;
    List<PatientIdentifier> identifiers =
        content.identifiers() == null ? List.of() : content.identifiers();
    return name.map(known -> new Patient(known, birthDate, identifiers));
  }

  /** One line of text that a terminal or a page can show without being steered by it. */
  private static Optional<String> line(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", " ").strip();
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }
}
