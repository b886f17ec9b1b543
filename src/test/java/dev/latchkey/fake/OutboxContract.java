package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.Outbox.Entry;
import dev.latchkey.kernel.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link dev.latchkey.feature.mail.Outbox} promises. */
public abstract class OutboxContract extends StoreContract {
  private Entry entry(AccountId account, Letter.Kind kind, @Nullable String sealed, String place) {
    return new Entry(0, kind, account, "a@x.org", sealed, place, now());
  }

  @Test
  void letters_are_listed_as_they_were_kept_oldest_first() {
    AccountId ada = account("a@x.org").id();
    List<Entry> kept =
        List.of(
            entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/1"),
            entry(ada, Letter.Kind.RESET_PASSWORD, null, "letter/2"),
            entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/3"));
    kept.forEach(store().outbox()::insert);

    List<Entry> listed = store().outbox().list(0, 10);

    assertThat(listed)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .isEqualTo(kept);
    assertThat(listed)
        .extracting(Entry::id)
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(id -> id > 0);
  }

  @Test
  void letters_are_listed_page_by_page() {
    AccountId ada = account("a@x.org").id();
    for (int i = 0; i < 3; i++) {
      store().outbox().insert(entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/" + i));
    }

    List<Entry> first = store().outbox().list(0, 2);
    List<Entry> rest = store().outbox().list(first.getLast().id(), 2);

    assertThat(first).extracting(Entry::place).containsExactly("letter/0", "letter/1");
    assertThat(rest).extracting(Entry::place).containsExactly("letter/2");
    assertThat(store().outbox().list(rest.getLast().id(), 2)).isEmpty();
  }
}
