package dev.latchkey.feature.migration;

import dev.latchkey.feature.migration.Person.Place;

/** One entry of an export. */
public sealed interface Entry {
  /**
   * Says where it is.
   *
   * @return the place
   */
  Place place();

  /**
   * An entry that could be read.
   *
   * @param person what it says
   */
  record Read(Person person) implements Entry {
    @Override
    public Place place() {
      return person.place();
    }
  }

  /**
   * An entry that could not.
   *
   * @param place where
   * @param reason why
   * @param detail the same in words, without what the entry holds
   */
  record Unreadable(Place place, Refusal reason, String detail) implements Entry {}
}
