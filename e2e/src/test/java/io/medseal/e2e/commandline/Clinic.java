package io.medseal.e2e.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.medseal.testkit.programs.CommandLine;
import io.medseal.testkit.programs.Finished;
import io.medseal.testkit.service.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One cloud and people who use it from their command lines, each on a machine of their own. */
final class Clinic implements AutoCloseable {
  static final String PASSWORD = "correct horse of a clinic";

  private final Path folder;
  private final List<String> virtualMachine;
  private final ServiceProcess service;

  private Clinic(Path folder, List<String> virtualMachine, ServiceProcess service) {
    this.folder = folder;
    this.virtualMachine = virtualMachine;
    this.service = service;
  }

  /**
   * A new cloud.
   *
   * @param virtualMachine options of the service and of every command
   */
  static Clinic open(Path folder, String... virtualMachine) {
    List<String> options = List.of(virtualMachine);
    return new Clinic(
        folder, options, ServiceProcess.start(folder.resolve("cloud"), options, List.of()));
  }

  ServiceProcess service() {
    return service;
  }

  URI uri() {
    return service.uri();
  }

  /** Somebody who has no account yet. */
  CommandLine machine(String name) {
    return CommandLine.of(name, folder.resolve("machines"), virtualMachine);
  }

  /** Somebody who signs up, with the password from a file. */
  CommandLine signUp(String name) {
    CommandLine person = machine(name);
    Path password = person.secretFile("password", PASSWORD);
    JsonNode signedUp =
        done(
            person.run(
                "signup",
                "--server",
                uri().toString(),
                "--email",
                person.email(),
                "--name",
                "Invented " + name,
                "--password-file",
                password.toString(),
                "--json"));
    person.secretFile("recovery-code", signedUp.get("recoveryCode").stringValue());
    return person;
  }

  /** Somebody who signs up, and whose commands are run without processes of their own. */
  InProcess signUpInProcess(String name) {
    InProcess person = new InProcess(folder.resolve("profiles").resolve(name));
    Path password = machine(name).secretFile("password", PASSWORD);
    done(
        person.run(
            "signup",
            "--server",
            uri().toString(),
            "--email",
            name + "@hospital.test",
            "--name",
            name,
            "--password-file",
            password.toString(),
            "--json"));
    return person;
  }

  /** The answer of a command that must have done its work. */
  static JsonNode done(Finished finished) {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    return finished.json();
  }

  /** Makes a record and answers its id. */
  static String record(CommandLine clerk, String patient) {
    return done(clerk.run("record", "create", "--patient", patient, "--json"))
        .get("id")
        .stringValue();
  }

  /** Uploads one file and answers the report's id. */
  static String upload(CommandLine who, String record, Path... files) {
    List<String> words = new ArrayList<>(List.of("upload", record, "--json"));
    for (Path file : files) {
      words.add(file.toString());
    }
    return done(who.run(words.toArray(String[]::new)))
        .get("reports")
        .get(0)
        .get("id")
        .stringValue();
  }

  /** Shares a record, and the other side accepts. */
  static void share(CommandLine from, String record, CommandLine with, String role) {
    done(from.run("share", record, "--with", with.email(), "--role", role, "--json"));
    acceptAll(with);
  }

  /** Accepts whatever waits. */
  static void acceptAll(CommandLine who) {
    for (String offer : texts(done(who.run("offers", "--json")).get("offers"), "keyring")) {
      Finished accepted = who.run("offers", "accept", offer);
      assertThat(accepted.exitCode()).as(accepted.err()).isZero();
    }
  }

  /** The texts of one member of every element. */
  static List<String> texts(JsonNode array, String member) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array) {
      JsonNode value = element.get(member);
      texts.add(value == null ? "" : value.asString());
    }
    return Collections.unmodifiableList(texts);
  }

  @Override
  public void close() {
    service.close();
  }
}
