package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import java.util.List;

/** Prints one letter whole, with its link. */
final class OutboxShowCommand extends StoreCommand {
  @Override
  public Usage usage() {
    return new Usage(
        "outbox show",
        "print one letter as it is read, with its link",
        List.of("ID"),
        options(),
        "The link is live: whoever reads it can use it. A letter that was sent has lost its link.",
        List.of("latchkey outbox show 12"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) throws Refused, Misused {
    Outbox.Entry entry = find(house, given.parameter(0));
    LetterText.Written letter = open(house, entry);
    if (given.has(JSON.name())) {
      try (Listing listing = new Listing(terminal, true, List.of())) {
        listing.add(Rows.of(entry, letter));
      }
      return;
    }
    terminal.out().println("Letter:  " + entry.id() + " to account " + entry.account());
    terminal.out().println("Date:    " + Listing.moment(entry.createdAt()));
    terminal.out().println("Status:  " + Rows.word(entry.status()));
    if (entry.problem() != null) {
      terminal.out().println("Problem: " + Shown.line(entry.problem()));
    }
    terminal.out().println("To:      " + Shown.line(letter.to()));
    terminal.out().println("Subject: " + Shown.line(letter.subject()));
    terminal.out().println();
    terminal.out().print(Shown.lines(letter.text()));
  }

  static Outbox.Entry find(House house, String word) throws Refused, Misused {
    if (!word.matches("[0-9]{1,18}")) {
      throw new Misused("ID must be the number of a letter, as outbox shows it");
    }
    return house
        .ports()
        .outbox()
        .find(Long.parseLong(word))
        .orElseThrow(() -> new Refused("there is no letter " + word));
  }

  static LetterText.Written open(House house, Outbox.Entry entry) {
    try {
      return house.features().letterText().write(entry);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Its link was blanked, or sealed under another master key; the other letters can be read.
      String words = "(its link is gone)";
      return new LetterText.Written(entry.address(), words, words + "\n", words);
    }
  }
}
