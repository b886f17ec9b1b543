package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.token.StoredKeys.StoredKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.token.StoredKeys} promise. */
public abstract class StoredKeysContract extends StoreContract {
  private StoredKey key(String purpose, int position, String sealed) {
    return new StoredKey(purpose, position, sealed, now());
  }

  @Test
  void keys_of_one_purpose_are_listed_newest_first() {
    StoredKey one = key("tokens", 1, "sealed 1");
    StoredKey two = key("tokens", 2, "sealed 2");
    StoredKey ten = key("tokens", 10, "sealed 10");
    StoredKey other = key("other", 1, "sealed");
    List.of(two, ten, one, other).forEach(store().storedKeys()::insert);

    assertThat(store().storedKeys().of("tokens")).containsExactly(ten, two, one);
    assertThat(store().storedKeys().of("other")).containsExactly(other);
    assertThat(store().storedKeys().of("unknown")).isEmpty();
  }

  @Test
  void a_position_is_given_once() {
    StoredKey first = key("tokens", 1, "first");
    store().storedKeys().insert(first);

    assertThat(store().storedKeys().insert(key("tokens", 1, "second"))).isFalse();
    assertThat(store().storedKeys().of("tokens")).containsExactly(first);
  }

  @Test
  void lower_positions_of_one_purpose_are_removed_together() {
    StoredKey three = key("tokens", 3, "sealed 3");
    StoredKey other = key("other", 1, "sealed");
    List.of(key("tokens", 1, "sealed 1"), key("tokens", 2, "sealed 2"), three, other)
        .forEach(store().storedKeys()::insert);

    assertThat(store().storedKeys().remove("tokens", 3)).isEqualTo(2);
    assertThat(store().storedKeys().remove("tokens", 3)).isZero();
    assertThat(store().storedKeys().of("tokens")).containsExactly(three);
    assertThat(store().storedKeys().of("other")).containsExactly(other);
  }

  @Test
  void of_many_parallel_first_keys_exactly_one_is_kept() throws Exception {
    assertThat(
            Crowd.rush(50, i -> () -> store().storedKeys().insert(key("tokens", 1, "sealed " + i))))
        .containsOnlyOnce(true);
    assertThat(store().storedKeys().of("tokens")).hasSize(1);
  }
}
