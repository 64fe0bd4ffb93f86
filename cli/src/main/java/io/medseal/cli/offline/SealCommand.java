package io.medseal.cli.offline;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.cli.failures.CommandException;
import io.medseal.cli.failures.ExitCode;
import io.medseal.cli.output.Sizes;
import io.medseal.cli.terminal.ProgressBar;
import io.medseal.client.sources.FileKind;
import io.medseal.client.sources.FileState;
import io.medseal.seal.files.OfflinePublicKey;
import io.medseal.seal.files.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code medseal seal}. */
public final class SealCommand extends Command {
  static final String SUFFIX = ".sealed";
  private static final int MOST_RECIPIENTS = 64;

  private final Parameter<Path> file =
      argument("FILE", Path.class, Path::of, "The file to seal; it stays as it is.");
  private final Parameter<List<String>> to =
      several(
          "--to",
          "KEY|KEYFILE",
          String.class,
          word -> word,
          "Who can open it: a public key, or a file with some; once for each, 64 at most.");
  private final Parameter<Path> out =
      option("--out", "FILE", Path.class, Path::of, "The sealed file (default: FILE.sealed).");
  private final Parameter<Boolean> force = flag("--force", Outputs.FORCE_HELP);

  /** What is printed with {@code --json}. */
  record Sealed(
      String file, String sealedFile, long size, long sealedSize, List<String> keyrings) {}

  public SealCommand() {
    prints(Sealed.class);
    describe(
        "Seals a file so that only the owners of some keys can open it, without any cloud: for a USB"
            + " stick, an archive, a mail. Whoever opens it can be sure that it is whole, but not"
            + " who sealed it; a report in a record proves that as well.");
    example("seal scan.pdf --to archive.key.pub", "Make scan.pdf.sealed");
    example(
        "seal study.zip --to asha.pub --to omar.pub --out for-review.sealed",
        "Seal to two people, with another name");
  }

  @Override
  public boolean usesProfile() {
    return false;
  }

  @Override
  public void run(Invocation invocation) {
    if (to.get().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "Nobody could open it: name a public key with --to.");
    }
    Path in = file.get();
    Path sealed = out.optional().orElseGet(() -> in.resolveSibling(in.getFileName() + SUFFIX));
    List<OfflinePublicKey> keys =
        to.get().stream().flatMap(name -> KeyFiles.publicKeys(name).stream()).distinct().toList();
    if (keys.size() > MOST_RECIPIENTS) {
      throw new CommandException(
          ExitCode.USAGE, "A file is sealed to 64 keys at most; these are " + keys.size() + ".");
    }
    Outputs.refuseSame(in, sealed);
    Outputs.refuseExisting(sealed, force.get());
    if (Files.isDirectory(in)) {
      throw new CommandException(
          ExitCode.LOCAL_FILES, in + " is a folder; put it into an archive, then seal that.");
    }
    try {
      FileKind.requireFileOrFolder(in);
      FileState before = FileState.of(in);
      try (ProgressBar bar = new ProgressBar(invocation.terminal(), "sealing")) {
        SealedFile.seal(in, sealed, keys, bar::at);
      }
      if (!FileState.of(in).equals(before)) {
        Files.deleteIfExists(sealed);
        throw new CommandException(
            ExitCode.LOCAL_FILES,
            in + " changed while it was being sealed; seal it again when it no longer changes.");
      }
      long size = before.size();
      long sealedSize = Files.size(sealed);
      invocation.answer(
          new Sealed(
              in.toString(),
              sealed.toString(),
              size,
              sealedSize,
              keys.stream().map(key -> key.keyring().hex()).toList()),
          page ->
              page.line(
                  "Sealed "
                      + in
                      + " ("
                      + Sizes.of(size)
                      + ") to "
                      + (keys.size() == 1 ? "one key" : keys.size() + " keys")
                      + ": "
                      + sealed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
