package dev.latchkey.wire.pages;

import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.wire.http.BadInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what was typed, and collects what is wrong with it. */
final class FormCheck {
  private final Visit visit;
  private final List<Problem> problems = new ArrayList<>();

  FormCheck(Visit visit) {
    this.visit = visit;
  }

  void refuse(String field, Text text, Object... filled) {
    problems.add(new Problem(field, visit.say(text, filled)));
  }

  boolean isFine() {
    return problems.isEmpty();
  }

  /** What is wrong, in the order in which it was found. */
  List<Problem> problems() {
    return problems;
  }

  /** Takes a text that must not be blank. */
  String filled(String field, Text missing) throws BadInput {
    String typed = visit.typed(field).strip();
    if (typed.isEmpty()) {
      refuse(field, missing);
    }
    return typed;
  }

  Optional<Identifier> email(String field) throws BadInput {
    Optional<Identifier> email = Identifier.email(visit.typed(field));
    if (email.isEmpty()) {
      refuse(field, Text.ENTER_EMAIL);
    }
    return email;
  }

  /** Takes a password that proves something, exactly as it was typed. */
  Password known(String field) throws BadInput {
    String typed = visit.typed(field);
    if (typed.isEmpty()) {
      refuse(field, Text.ENTER_PASSWORD);
    }
    return Password.of(typed);
  }

  /** Takes a password that is to be set, and the same once more. */
  Password wanted(String field, String again, int shortest) throws BadInput {
    String typed = visit.typed(field);
    Password wanted = Password.of(typed);
    if (typed.isEmpty()) {
      refuse(field, Text.ENTER_NEW_PASSWORD);
    } else if (wanted.length() < shortest) {
      refuse(field, Text.TOO_SHORT, shortest);
    } else if (wanted.isTooLong()) {
      refuse(field, Text.TOO_LONG);
    } else if (!visit.typed(again).equals(typed)) {
      refuse(again, Text.NOT_THE_SAME);
    }
    return wanted;
  }

  void weak(String field, Weakness weakness) {
    switch (weakness.kind()) {
      case TOO_SHORT -> refuse(field, Text.TOO_SHORT, weakness.bound());
      case TOO_LONG -> refuse(field, Text.TOO_LONG);
      case COMMON -> refuse(field, Text.COMMON_PASSWORD);
      case CONTEXT -> refuse(field, Text.CONTEXT_PASSWORD);
      case BREACHED -> refuse(field, Text.BREACHED_PASSWORD);
    }
  }

  void throttled(Duration pause) {
    refuse(Problem.WHOLE, Text.TRY_LATER, words(pause));
  }

  void busy() {
    refuse(Problem.WHOLE, Text.BUSY);
  }

  private String words(Duration pause) {
    long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
    if (seconds < 60) {
      return visit.say(Text.SECONDS, seconds);
    }
    long minutes = (seconds + 59) / 60;
    return minutes == 1 ? visit.say(Text.ONE_MINUTE) : visit.say(Text.MINUTES, minutes);
  }
}
