package io.medseal.client.uploads;

import io.medseal.client.demographics.Patient;
import io.medseal.ledger.statements.StrictJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans of uploads, and whom they name, for the cases of {@code spec/vectors/dicom}. */
public final class VectorPlans {
  private VectorPlans() {}

  /** Of everything below a folder. */
  public static UploadPlan plan(Path folder, boolean wholeDiscs) {
    return UploadPlanner.plan(
        new UploadRequest(
            List.of(folder),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            wholeDiscs));
  }

  /** Whom the record is not of. */
  public static List<ObjectNode> strangers(UploadPlan plan, Optional<Patient> patient) {
    return plan.strangers(patient).stream().map(VectorPlans::written).toList();
  }

  /** Pairs of patients of one number. */
  public static List<ArrayNode> twoNames(UploadPlan plan) {
    return UploadPlanner.twoNames(plan.patients()).stream()
        .map(
            two ->
                StrictJson.mapper()
                    .createArrayNode()
                    .add(written(two.one()))
                    .add(written(two.other())))
        .toList();
  }

  private static ObjectNode written(NamedPatient patient) {
    ObjectNode written = StrictJson.mapper().createObjectNode();
    ArrayNode names = written.putArray("names");
    patient.names().forEach(names::add);
    patient.birthDate().ifPresent(day -> written.put("birthDate", day.toString()));
    patient.id().ifPresent(id -> written.put("id", id));
    return written;
  }
}
