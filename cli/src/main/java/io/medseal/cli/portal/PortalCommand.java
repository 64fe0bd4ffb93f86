package io.medseal.cli.portal;

import io.medseal.cli.accounts.Addresses;
import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.client.transport.ServiceAddress;
import io.medseal.protocol.portal.PortalFiles;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code medseal portal}. */
public final class PortalCommand extends Command {
  private final Parameter<URI> server =
      required("--server", "URL", URI.class, Addresses::read, "The cloud's address.");
  private final Parameter<Integer> port =
      option(
          "--port",
          "PORT",
          Integer.class,
          PortalCommand::port,
          "8490",
          "Where the portal listens on this computer; 0 takes a free port");
  private final Parameter<String> bind =
      option(
          "--bind", "ADDRESS", String.class, word -> word, "127.0.0.1", "The address to listen on");
  private final Parameter<List<String>> names =
      several(
          "--name",
          "HOST",
          String.class,
          PortalCommand::name,
          "A further name under which browsers reach it.");

  public PortalCommand() {
    describe(
        "Serves the portal that came with this program, for a cloud that is elsewhere. Whoever does"
            + " not trust the cloud need not run the script that the cloud sends: pages, scripts and"
            + " codecs come from this computer, and only sealed reports and signed statements are"
            + " fetched from the cloud. It runs until it is stopped with Ctrl-C.");
    describe(
        "It compares its files with its release manifest before it starts, and prints the manifest's"
            + " SHA-256, which stands beside every release.");
    describe(
        "It listens on this computer only. To serve a whole hospital, put a reverse proxy with a"
            + " certificate before it, since browsers seal and open on https pages only, and give"
            + " its name with --name; --bind is needed where that proxy runs on another computer."
            + " Everybody who can reach it then trusts this computer instead of the cloud.");
    describe(
        "A passkey belongs to the address it was made at: log in here with a password, then add"
            + " a passkey for this address.");
    example("portal --server https://medseal.example", "Use a cloud through your own portal");
    example(
        "portal --server https://medseal.example --name portal.hospital.example",
        "Behind the hospital's reverse proxy, on the same computer");
  }

  @Override
  public boolean usesProfile() {
    return false;
  }

  @Override
  public void run(Invocation invocation) {
    ServiceAddress cloud = ServiceAddress.of(server.get());
    PortalFiles files = PortalFiles.on(PortalCommand.class.getClassLoader());
    List<String> damaged = files.damaged();
    if (!damaged.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED_CHECK,
          "The portal of this program is not what was released ("
              + damaged.getFirst()
              + "); build or install Medseal again.");
    }
    try (LocalPortal portal =
        LocalPortal.start(files, cloud.base(), address(bind.get()), port.get(), names.get())) {
      invocation.done(
          "The portal is ready at " + portal.uri() + " for the cloud at " + cloud.display());
      invocation.done("Its release manifest is SHA-256 " + files.manifestDigest());
      if (!portal.isOnThisComputerOnly()) {
        invocation.remark(
            "Other computers can reach this portal: whoever uses it trusts this computer.");
      }
      untilStopped();
    }
  }

  /** A stopped process runs its hooks, not what follows. */
  private static void untilStopped() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static InetAddress address(String word) {
    try {
      return InetAddress.getByName(word);
    } catch (UnknownHostException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no address " + word + "; use 127.0.0.1 or one of this computer.");
    }
  }

  private static int port(String word) {
    try {
      int port = Integer.parseInt(word);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new IllegalArgumentException("'" + word + "' is not a port: a number from 0 to 65535");
  }

  private static String name(String word) {
    if (!word.matches("[A-Za-z0-9.-]{1,253}")) {
      throw new IllegalArgumentException(
          "'" + word + "' is not a host name such as portal.hospital.example");
    }
    return word;
  }
}
