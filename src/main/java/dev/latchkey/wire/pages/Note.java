package dev.latchkey.wire.pages;

import java.util.Locale;
import java.util.Optional;

/** A message that one page leaves for the next. */
enum Note {
  SIGNED_OUT(Text.NOTE_SIGNED_OUT),
  ENDED(Text.NOTE_ENDED),
  CONFIRMED(Text.NOTE_CONFIRMED),
  PASSWORD_SET(Text.NOTE_PASSWORD_SET),
  PASSWORD_CHANGED(Text.NOTE_PASSWORD_CHANGED),
  SAVED(Text.NOTE_SAVED),
  DEVICE_ENDED(Text.NOTE_DEVICE_ENDED),
  DEVICE_GONE(Text.NOTE_DEVICE_GONE),
  OTHERS_ENDED(Text.NOTE_OTHERS_ENDED),
  EMAIL_CHANGED(Text.NOTE_EMAIL_CHANGED),
  EMAIL_UNDONE(Text.NOTE_EMAIL_UNDONE),
  CONFIRMATION_SENT(Text.NOTE_CONFIRMATION_SENT),
  CLOSED(Text.NOTE_CLOSED);

  private final Text text;

  Note(Text text) {
    this.text = text;
  }

  Text text() {
    return text;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Note> ofSlug(String slug) {
    for (Note note : values()) {
      if (note.slug().equals(slug)) {
        return Optional.of(note);
      }
    }
    return Optional.empty();
  }
}
