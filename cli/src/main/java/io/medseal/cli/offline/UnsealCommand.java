package io.medseal.cli.offline;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.sources.FileKind;
import io.medseal.seal.files.FileHeader;
import io.medseal.seal.files.OfflineSecretKey;
import io.medseal.seal.files.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code medseal unseal}. */
public final class UnsealCommand extends Command {
  private final Parameter<Path> file =
      argument("FILE", Path.class, Path::of, "The sealed file; it stays as it is.");
  private final Parameter<Path> key =
      required("--key", "SECRETFILE", Path.class, Path::of, "The secret key, as keygen wrote it.");
  private final Parameter<Path> out =
      option(
          "--out",
          "FILE|DIR",
          Path.class,
          Path::of,
          "The opened file, or the folder for it (default: FILE without '.sealed').");
  private final Parameter<Boolean> force = flag("--force", Outputs.FORCE_HELP);

  /** What is printed with {@code --json}. */
  record Unsealed(String sealedFile, String file, String sealedName, long size, Instant sealedAt) {}

  public UnsealCommand() {
    prints(Unsealed.class);
    describe(
        "Opens a file that was sealed to your key. Every byte is verified: unless all is well,"
            + " nothing is written.");
    example("unseal scan.pdf.sealed --key archive.key", "Make scan.pdf");
    example(
        "unseal for-review.sealed --key asha.key --out study.zip", "Give it a name of your own");
  }

  @Override
  public boolean usesProfile() {
    return false;
  }

  @Override
  public void run(Invocation invocation) {
    Path in = file.get();
    Path opened = opened(in);
    try (OfflineSecretKey secret = KeyFiles.secretKey(key.get())) {
      FileKind.requireFileOrFolder(in);
      Outputs.refuseSame(in, opened);
      Outputs.refuseExisting(opened, force.get());
      FileHeader header;
      try (ProgressBar bar = new ProgressBar(invocation.terminal(), "opening")) {
        header = SealedFile.unseal(in, opened, secret, bar::at);
      }
      invocation.answer(
          new Unsealed(
              in.toString(), opened.toString(), header.name(), header.size(), header.time()),
          page ->
              page.line(
                  "Opened and verified "
                      + opened
                      + " ("
                      + Sizes.of(header.size())
                      + "), sealed "
                      + page.time(header.time())
                      + (opened.endsWith(header.name()) ? "" : " as " + header.name())
                      + "."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where the content goes. The name that the unknown sealer wrote is not used: it could be one
   * that a program obeys.
   */
  private Path opened(Path in) {
    if (out.optional().isPresent() && !Files.isDirectory(out.optional().get())) {
      return out.optional().get();
    }
    String name = String.valueOf(in.getFileName());
    if (!name.endsWith(SealCommand.SUFFIX) || name.length() == SealCommand.SUFFIX.length()) {
      throw new CommandException(
          ExitCode.USAGE,
          in + " does not end in '" + SealCommand.SUFFIX + "'; name the opened file with --out.");
    }
    String own = name.substring(0, name.length() - SealCommand.SUFFIX.length());
    return out.optional().map(folder -> folder.resolve(own)).orElse(in.resolveSibling(own));
  }
}
