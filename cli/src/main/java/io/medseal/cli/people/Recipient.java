package io.medseal.cli.people;

import io.medseal.cli.commands.Invocation;
import io.medseal.client.Medseal;
import io.medseal.client.groups.GroupView;
import io.medseal.client.people.Person;
import io.medseal.client.records.References;
import io.medseal.ledger.ids.KeyringId;
import io.medseal.ledger.keyrings.Card;
import io.medseal.ledger.keyrings.KeyringKind;
import io.medseal.ledger.names.Quoted;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whom a command is about, as people type it. */
public record Recipient(Person person) {
  private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-f]{64}");

  /**
   * Somebody by e-mail address, a department or institute by name or the beginning of its id, or
   * anything by its whole keyring id. Says so when the service has just been believed for the first
   * time.
   */
  public static Recipient find(Invocation invocation, Medseal medseal, String typed) {
    if (!typed.contains("@") && !isWholeId(typed)) {
      GroupView group = group(medseal, typed, "department or institute", _ -> true);
      return new Recipient(medseal.people().byKeyring(group.id()));
    }
    Person person = medseal.people().find(typed.strip().toLowerCase(Locale.ROOT));
    if (person.firstContact()) {
      invocation.remark(
          "First contact with "
              + person.display()
              + ", safety number "
              + person.safetyNumber()
              + ": compare it with theirs ('medseal whoami').");
    }
    return new Recipient(person);
  }

  public KeyringId keyring() {
    return person.keyring();
  }

  /** How to name them in a sentence. */
  public String display() {
    return person.display();
  }

  /** A department or an institute. */
  public static GroupView group(Medseal medseal, KeyringKind kind, String typed) {
    if (isWholeId(typed)) {
      return medseal.groups().show(new KeyringId(typed.strip().toLowerCase(Locale.ROOT)));
    }
    return group(medseal, typed, kind.text(), group -> group.kind() == kind);
  }

  /** What a group calls itself, for a sentence. */
  public static String name(GroupView group) {
    return group
        .card()
        .flatMap(card -> Quoted.any(card.name()))
        .orElseGet(() -> group.id().hex().substring(0, 12));
  }

  private static GroupView group(
      Medseal medseal, String typed, String kind, Predicate<GroupView> wanted) {
    return References.one(
        kind,
        typed,
        medseal.groups().list().stream().filter(wanted).toList(),
        group -> group.id().hex(),
        group -> group.card().map(Card::name));
  }

  private static boolean isWholeId(String typed) {
    return WHOLE_ID.matcher(typed.strip().toLowerCase(Locale.ROOT)).matches();
  }
}
