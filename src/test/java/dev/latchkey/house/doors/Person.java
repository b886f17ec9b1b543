package dev.latchkey.house.doors;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who wants an account.
 *
 * @param username a chosen name
 * @param email an address
 * @param password a password that every contract takes
 */
public record Person(String username, String email, String password) {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Somebody new. */
  public static Person fresh() {
    int number = COUNT.incrementAndGet();
    return new Person(
        "person_" + number, "person_" + number + "@mail.example", "2L2Ug5U4tqH" + number);
  }
}
