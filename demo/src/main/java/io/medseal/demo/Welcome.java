package io.medseal.demo;

import io.medseal.demo.filling.LogIns;
import io.medseal.demo.filling.Persona;
import io.medseal.demo.folder.DemoFolder;
import io.medseal.demo.hospital.DemoHospital;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What the demo prints once it is ready. */
final class Welcome {
  private final DemoFolder folder;
  private final URI cloud;
  private final LogIns logIns;

  Welcome(DemoFolder folder, URI cloud, LogIns logIns) {
    this.folder = folder;
    this.cloud = cloud;
    this.logIns = logIns;
  }

  void print(PrintWriter out) {
    out.println();
    out.println("Medseal demo: " + DemoHospital.NAME);
    out.println();
    out.println("  Portal    " + portal() + "   (open it in a browser and log in)");
    out.println("  Address   " + cloud);
    out.println("  Data      " + folder.root());
    out.println("            --fresh starts over; files/ has the originals of all reports");
    out.println();
    out.printf("  %-26s %-20s %s%n", "Log-in", "Password", "Who");
    for (Persona persona : Persona.values()) {
      out.printf(
          "  %-26s %-20s %s, %s%n",
          persona.email(), logIns.password(persona), persona.person(), persona.task());
    }
    out.println();
    out.println("Five commands to try in another terminal, in the same folder:");
    out.println();
    commands().forEach(command -> out.println("  " + command));
    out.println();
    out.println("Stop with Ctrl-C.");
  }

  /** By name where the cloud is on this computer: browsers bind passkeys to names. */
  private URI portal() {
    String host = cloud.getHost().equals("127.0.0.1") ? "localhost" : cloud.getHost();
    return URI.create(cloud.getScheme() + "://" + host + ":" + cloud.getPort() + "/");
  }

  /** Commands that work as they stand. */
  List<String> commands() {
    String record = "'" + DemoHospital.PATIENT.name() + "'";
    String section = "'" + DemoHospital.PATIENT.name() + "/Cardiology'";
    return List.of(
        as(Persona.PATIENT, "reports"),
        as(
            Persona.CARDIOLOGIST,
            "open " + report("echo") + " --out " + quoted(near(folder.root().resolve("opened")))),
        as(Persona.PATIENT, "share " + section + " --with " + Persona.RADIOLOGIST.email()),
        as(Persona.PATIENT, "access " + record),
        as(Persona.PATIENT, "activity " + record));
  }

  private String as(Persona persona, String command) {
    String profile = quoted(near(logIns.profile(persona).folder()));
    return Launcher.command() + " --profile " + profile + " " + command;
  }

  private String report(String name) {
    return folder.fact("report." + name).map(id -> id.substring(0, 12)).orElseThrow();
  }

  /** As short as it can be said from here. */
  private static String near(Path path) {
    Path here = Path.of("").toAbsolutePath();
    String said = path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    return said.contains("/") || said.contains("\\") ? said : "./" + said;
  }

  private static String quoted(String text) {
    return text.contains(" ") ? "'" + text + "'" : text;
  }
}
