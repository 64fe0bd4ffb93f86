package io.medseal.demo;

import io.medseal.client.problems.ClientException;
import io.medseal.demo.cloud.CloudProcess;
import io.medseal.demo.filling.Filling;
import io.medseal.demo.filling.LogIns;
import io.medseal.demo.filling.Persona;
import io.medseal.demo.folder.DemoFolder;
import io.medseal.demo.reports.DemoReports;
import io.medseal.demo.reports.Extent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a cloud with an invented hospital in it, and keeps it running until it is stopped. */
@Command(
    name = "medseal demo",
    description =
        "Starts a cloud on this computer and fills it with a small invented hospital: staff, a"
            + " patient, images, a video and letters, all generated. It prints the address, the"
            + " log-ins and commands to try, and runs until it is stopped with Ctrl-C. The next"
            + " start goes on with the same data.",
    subcommands = FilesCommand.class,
    mixinStandardHelpOptions = true,
    version = "medseal demo 0.1.0",
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final int PORT = 8480;
  private static final String PORT_FACT = "port";
  private static final String CLOUD_FACT = "cloud";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "medseal-demo")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the cloud listens, on this computer only (default: 8480).")
  private Optional<Integer> port;

  @Option(
      names = "--fresh",
      description = "Start over: remove what an earlier demo left in its folder.")
  private boolean fresh;

  @Option(names = "--small", description = "Fewer images and a shorter video.")
  private boolean small;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (DemoFolder folder = DemoFolder.open(data)) {
      return run(folder, out);
    } catch (DemoFolder.RefusedException
        | CloudProcess.StartException
        | ClientException
        | IOException e) {
      err.println(e instanceof IOException ? "The demo can't go on: " + e : e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private int run(DemoFolder folder, PrintWriter out)
      throws IOException,
          InterruptedException,
          CloudProcess.StartException,
          DemoFolder.RefusedException {
    if (folder.fact(CLOUD_FACT).filter(CloudProcess::endLeftOver).isPresent()) {
      say(out, "Stopped the cloud of an earlier demo that had been killed");
    }
    boolean fill = prepare(folder, out);
    int wanted = port.orElseGet(() -> folder.fact(PORT_FACT).map(Integer::valueOf).orElse(PORT));
    try (CloudProcess cloud =
        CloudProcess.start(Launcher.service(), folder.cloud(), wanted, folder.cloudLog())) {
      Thread stop = new Thread(cloud::close);
      Runtime.getRuntime().addShutdownHook(stop);
      folder.note(CLOUD_FACT, cloud.identity());
      folder.note(PORT_FACT, Integer.toString(cloud.address().getPort()));
      LogIns logIns = new LogIns(folder, cloud.address());
      if (fill) {
        say(out, "The cloud is ready at " + cloud.address());
        new Filling(folder, cloud.address(), line -> say(out, line))
            .run(
                DemoReports.until(
                    LocalDate.now(ZoneId.systemDefault()), small ? Extent.SMALL : Extent.FULL));
        folder.complete();
      } else {
        for (Persona persona : Persona.values()) {
          if (!logIns.renew(persona)) {
            say(out, persona.email() + " has got another password: log in by hand");
          }
        }
      }
      new Welcome(folder, cloud.address(), logIns).print(out);
      out.flush();
      int code = cloud.waitFor();
      Runtime.getRuntime().removeShutdownHook(stop);
      out.println("The cloud has ended with exit code " + code + "; see " + folder.cloudLog());
      return ExitCode.SOFTWARE;
    }
  }

  /** Answers whether the folder has to be filled. */
  private boolean prepare(DemoFolder folder, PrintWriter out)
      throws IOException, DemoFolder.RefusedException {
    if (fresh && folder.state() != DemoFolder.State.EMPTY) {
      say(out, "Starting over: what was in " + folder.root() + " is removed");
      folder.startOver();
      return true;
    }
    folder.requireThisVersion();
    return switch (folder.state()) {
      case COMPLETE -> false;
      case UNFINISHED -> {
        say(out, "The last start was cut short while it filled the cloud: starting over");
        folder.startOver();
        yield true;
      }
      case EMPTY, OTHER_VERSION -> {
        folder.startOver();
        yield true;
      }
    };
  }

  private static void say(PrintWriter out, String line) {
    out.println("  " + line);
    out.flush();
  }
}
