package io.medseal.protocol.problems;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the service refuses. In an answer, {@code type} is {@code urn:medseal:problem:} and the code;
 * codes are never reused for another meaning.
 */
public enum ProblemType {
  MALFORMED("malformed", 400, "The request is not what this address takes."),
  UNAUTHENTICATED("unauthenticated", 401, "Log in first."),
  SESSION_EXPIRED("session-expired", 401, "The session has ended. Log in again."),
  WRONG_CREDENTIALS("wrong-credentials", 401, "E-mail, password or recovery code is wrong."),
  DENIED("denied", 403, "This account may not do that here."),
  QUOTA_EXCEEDED(
      "quota-exceeded",
      403,
      "This is more than the service keeps for an account. Ask its operator."),
  INVITATION_REFUSED(
      "invitation-refused", 403, "The invitation is missing, wrong, used or too old. Ask for one."),
  SIGN_UP_CLOSED("sign-up-closed", 403, "This service takes no new accounts."),
  NOT_FOUND("not-found", 404, "There is no such thing, or it is not shared with this account."),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not take that method."),
  TOO_SLOW("too-slow", 408, "The request came too slowly. Try again."),
  EMAIL_TAKEN("email-taken", 409, "There is an account with this e-mail already."),
  HEAD_MOVED("head-moved", 409, "The keyring has changed meanwhile. Read it again and retry."),
  STALE_SEAL("stale-seal", 409, "A key was sealed to a generation that is no longer current."),
  ALREADY_EXISTS("already-exists", 409, "There is something else under this id already."),
  ALREADY_COMPLETE("already-complete", 409, "The upload has been completed already."),
  SUPERSEDED("superseded", 409, "The same part is being sent by a newer request."),
  UPLOAD_INCOMPLETE("upload-incomplete", 409, "Parts are missing."),
  DOMAIN_UNPROVED("domain-unproved", 409, "The institute's domain does not name its keyring."),
  STILL_OWNER(
      "still-owner",
      409,
      "Nobody else who has an account would own it for good. Make somebody else its owner first,"
          + " without an end date, or delete what is in it."),
  CHAIN_FULL(
      "chain-full",
      409,
      "The keyring's history is as long as it can be, until an owner of it changes something."),
  DAMAGED(
      "damaged",
      409,
      "What the service stores of this is missing or damaged. Ask its operator to restore it from a"
          + " backup."),
  GONE("gone", 410, "It has been deleted."),
  CHANGED_MEANWHILE(
      "changed-meanwhile", 412, "It has been changed meanwhile. Read it again and retry."),
  TOO_LARGE("too-large", 413, "The request is larger than this address takes."),
  ANSWER_TOO_LARGE(
      "answer-too-large", 413, "The answer would be larger than this address gives. Ask for less."),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "This address takes another media type."),
  RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range lies outside of the body."),
  STATEMENT_REFUSED("statement-refused", 422, "A statement does not verify."),
  CLOCK_SKEW("clock-skew", 422, "This computer's clock differs from the service's by too much."),
  DIGEST_MISMATCH("digest-mismatch", 422, "The bytes received are not those announced."),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many attempts. Wait, then try again."),
  INTERNAL("internal", 500, "The service failed. It has written down why."),
  UNAVAILABLE("unavailable", 503, "The service is starting, stopping or overloaded. Try again."),
  STORAGE_FULL("storage-full", 507, "The service's storage is full. Tell its operator.");

  /** What every type begins with. */
  public static final String PREFIX = "urn:medseal:problem:";

  private final String code;
  private final int status;
  private final String title;

  ProblemType(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** Unique and lasting. */
  public String code() {
    return code;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** One sentence for a person. */
  public String title() {
    return title;
  }

  /** The member {@code type} of an answer. */
  public String type() {
    return PREFIX + code;
  }

  /** The type with that member {@code type}, if this version knows it. */
  public static Optional<ProblemType> ofType(String type) {
    return Arrays.stream(values()).filter(known -> known.type().equals(type)).findFirst();
  }
}
