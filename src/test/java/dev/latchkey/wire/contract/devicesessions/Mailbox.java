package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.house.RunningHouse;
import java.util.List;

/** The letters of a running house, for tests. */
final class Mailbox {
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
    String body = letters(address).getLast().text();
    return body.substring(body.lastIndexOf('/') + 1).strip();
  }
}
