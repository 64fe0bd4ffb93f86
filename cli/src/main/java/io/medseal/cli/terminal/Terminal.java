package io.medseal.cli.terminal;

import io.medseal.cli.output.Colours;
import io.medseal.cli.output.Plain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param out answers
 * @param err errors, questions, progress
 * @param outShown whether a person sees what is written to {@code out}
 * @param errShown whether a person sees what is written to {@code err}
 * @param hidden asks for what must not be seen
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outShown,
    boolean errShown,
    HiddenInput hidden,
    Map<String, String> environment,
    ZoneId zone) {

  /** This process's. */
  public static Terminal system() {
    return new Terminal(
        System.in,
        stream(FileDescriptor.out, "stdout.encoding"),
        stream(FileDescriptor.err, "stderr.encoding"),
        Screens.isShown(Screens.OUT),
        Screens.isShown(Screens.ERR),
        HiddenInput.system(),
        System.getenv(),
        ZoneId.systemDefault());
  }

  /** Emphasis for {@code out}. */
  public Colours colours() {
    return colours(outShown);
  }

  /** Emphasis for {@code err}. */
  public Colours errColours() {
    return colours(errShown);
  }

  /** Whether errors come with their stack. */
  public boolean debugs() {
    return "1".equals(environment.get("MEDSEAL_DEBUG"));
  }

  /** Prints one line of an answer, whatever the text contains. */
  public void answer(String text) {
    out.println(Plain.line(text));
  }

  /** Says one line beside the answer, whatever the text contains. */
  public void say(String sentence) {
    err.println(Plain.line(sentence));
  }

  /** Says in one line why a command failed, whatever the sentence contains. */
  public void sayFailed(String sentence) {
    err.println(errColours().bad("medseal:") + " " + Plain.line(sentence));
  }

  /** Asks something that is answered on the same line. */
  public void ask(String question) {
    err.print(Plain.line(question) + " ");
    err.flush();
  }

  /** Says where a failure came from, to who looks for a mistake: its messages stay lines, too. */
  public void sayTrace(Throwable failure) {
    say(failure.toString());
    for (StackTraceElement frame : failure.getStackTrace()) {
      err.println("\tat " + frame);
    }
    if (failure.getCause() != null) {
      err.print("Caused by: ");
      sayTrace(failure.getCause());
    }
  }

  private Colours colours(boolean shown) {
    boolean refused =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Colours(shown && !refused);
  }

  /** UTF-8 but for a Windows console, which has a code page of its own. */
  private static PrintStream stream(FileDescriptor descriptor, String property) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    Charset charset =
        windows
            ? Charset.forName(System.getProperty(property, "UTF-8"), StandardCharsets.UTF_8)
            : StandardCharsets.UTF_8;
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }
}
