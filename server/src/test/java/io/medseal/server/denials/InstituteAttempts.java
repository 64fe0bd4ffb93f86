package io.medseal.server.denials;

import io.medseal.protocol.institutes.Institutes;
import java.util.List;
import java.util.Map;

/** The endpoints of institutes; who may have a domain asked is told in {@code InstitutesTest}. */
final class InstituteAttempts {
  private InstituteAttempts() {}

  static List<Attempt> attempts() {
    return List.of(
        Matrix.attempt(
            "POST /api/v1/institutes/query",
            "asking what stands behind an institute",
            Matrix.everybody(Matrix.MAY),
            (caller, _, target) ->
                caller.post(
                    "/api/v1/institutes/query",
                    new Institutes.InstituteQuery(List.of(target.sectionId())))),
        Matrix.attempt(
                "POST /api/v1/institutes/{id}/verification",
                "having the domain asked of what is no institute",
                Matrix.everybody(Matrix.HIDDEN),
                (caller, _, target) ->
                    caller.post(
                        "/api/v1/institutes/" + target.recordId().hex() + "/verification",
                        Map.of()))
            .notByOwner());
  }
}
