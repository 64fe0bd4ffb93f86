package io.medseal.cli.offline;

import io.medseal.cli.commands.Command;
import io.medseal.cli.commands.Invocation;
import io.medseal.cli.commands.Parameter;
import io.medseal.seal.files.OfflineSecretKey;
import java.nio.file.Path;

/** {@code medseal keygen}. */
public final class KeygenCommand extends Command {
  private final Parameter<Path> out =
      option(
          "--out",
          "FILE",
          Path.class,
          Path::of,
          "medseal.key",
          "Where the secret key is written; the public key goes to FILE.pub");
  private final Parameter<Boolean> force = flag("--force", Outputs.FORCE_HELP);

  /** What is printed with {@code --json}. */
  record KeyPair(String secretKeyFile, String publicKeyFile, String publicKey, String keyring) {}

  public KeygenCommand() {
    prints(KeyPair.class);
    describe(
        "Makes a key pair for 'medseal seal' and 'medseal unseal': two small text files. Give the"
            + " public one to whoever shall seal files for you. Keep the secret one to yourself, and"
            + " keep a copy: what was sealed to it cannot be opened without it.");
    example("keygen", "Make medseal.key and medseal.key.pub");
    example("keygen --out archive.key", "Name the files");
  }

  @Override
  public boolean usesProfile() {
    return false;
  }

  @Override
  public void run(Invocation invocation) {
    Path secretFile = out.get();
    Path publicFile = secretFile.resolveSibling(secretFile.getFileName() + ".pub");
    Outputs.refuseExisting(secretFile, force.get());
    Outputs.refuseExisting(publicFile, force.get());
    try (OfflineSecretKey key = OfflineSecretKey.random()) {
      String publicKey = key.publicKey().text();
      KeyFiles.writeSecret(
          secretFile,
          "# Opens files that were sealed to "
              + publicFile.getFileName()
              + ". Keep it secret.\n"
              + key.revealSecretText(),
          force.get());
      KeyFiles.writePublic(publicFile, publicKey + "\n", force.get());
      invocation.answer(
          new KeyPair(
              secretFile.toString(),
              publicFile.toString(),
              publicKey,
              key.publicKey().keyring().hex()),
          page -> {
            page.line("Secret key: " + secretFile + " (keep it to yourself, and keep a copy)");
            page.line("Public key: " + publicFile + " (for whoever seals files for you)");
          });
    }
  }
}
