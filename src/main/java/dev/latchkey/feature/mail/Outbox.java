package dev.latchkey.feature.mail;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port to stored letters. */
public interface Outbox {
  /**
   * Keeps a letter, in the transaction of the calling thread.
   *
   * @param entry the letter; its number is ignored and given by the store
   */
  void insert(Entry entry);

  /**
   * Lists letters, oldest first.
   *
   * @param after only numbers beyond this one; 0 for the first page
   * @param limit at most so many
   * @return the page
   */
  List<Entry> list(long after, int limit);

  /**
   * A stored letter.
   *
   * @param id its number; 0 for one that is yet to be stored
   * @param kind what it says
   * @param account to whom
   * @param address to which address
   * @param sealedSecret what its link carries, under the master key, base64; null for letters
   *     without a link
   * @param place the place that the secret is bound to
   * @param createdAt when it was kept
   */
  record Entry(
      long id,
      Letter.Kind kind,
      AccountId account,
      String address,
      @Nullable String sealedSecret,
      String place,
      Instant createdAt) {}
}
