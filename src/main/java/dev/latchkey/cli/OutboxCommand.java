package dev.latchkey.cli;

import dev.latchkey.boot.House;
import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import java.util.List;

/** Prints the letters that wait to be sent, with their links. */
final class OutboxCommand extends StoreCommand {
  private static final int PAGE = 100;

  @Override
  public Usage usage() {
    return new Usage(
        "outbox",
        "print the letters that wait to be sent, oldest first",
        List.of(),
        options(),
        "Letters are printed whole, with live links: whoever reads them can use them.",
        List.of("latchkey outbox", "latchkey outbox --json | jq -r '.[-1].text'"));
  }

  @Override
  void run(House house, Given given, Terminal terminal) {
    boolean asJson = given.has(JSON.name());
    Listing listing = asJson ? new Listing(terminal, true, List.of()) : null;
    long last = 0;
    List<Outbox.Entry> page;
    do {
      page = house.ports().outbox().list(last, PAGE);
      for (Outbox.Entry entry : page) {
        LetterText.Written letter = open(house, entry);
        if (listing != null) {
          listing.add(Rows.of(entry, letter));
        } else {
          print(terminal, entry, letter);
        }
        last = entry.id();
      }
    } while (page.size() == PAGE);
    if (listing != null) {
      listing.close();
    }
    if (last == 0) {
      terminal.say("there are no letters");
    }
  }

  private static LetterText.Written open(House house, Outbox.Entry entry) {
    try {
      return house.features().letterText().write(entry);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Its link was blanked, or sealed under another master key; the other letters can be read.
      return new LetterText.Written(
          entry.address(), "(cannot be opened)", "(its link cannot be opened)\n");
    }
  }

  private static void print(Terminal terminal, Outbox.Entry entry, LetterText.Written letter) {
    terminal.out().println("Letter:  " + entry.id() + " to account " + entry.account());
    terminal.out().println("Date:    " + Listing.moment(entry.createdAt()));
    terminal.out().println("To:      " + Shown.line(letter.to()));
    terminal.out().println("Subject: " + Shown.line(letter.subject()));
    terminal.out().println(Shown.lines(letter.text()));
  }
}
