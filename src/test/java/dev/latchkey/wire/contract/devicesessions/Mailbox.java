package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.RunningHouse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The letters of a running house, for tests. */
final class Mailbox {
  private static final Pattern LINK = Pattern.compile("\\?token=([A-Za-z0-9_-]{34})");

  private final RunningHouse house;

  Mailbox(RunningHouse house) {
    this.house = house;
  }

  /** All letters to an address, oldest first. */
  List<LetterText.Written> letters(String address) {
    LetterText text = house.house().features().letterText();
    return house.house().ports().outbox().list(0, 10_000).stream()
        .filter((Outbox.Entry entry) -> entry.address().equals(address))
        .map(text::write)
        .toList();
  }

  /** The secret in the link of the latest letter to an address. */
  String secret(String address) {
    return letters(address).stream()
        .map(letter -> LINK.matcher(letter.text()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList()
        .getLast();
  }
}
