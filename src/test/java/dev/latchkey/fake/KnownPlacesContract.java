package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.policy.KnownPlaces;
import dev.latchkey.kernel.AccountId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What all {@link KnownPlaces} promise. */
public abstract class KnownPlacesContract extends StoreContract {
  private KnownPlaces places() {
    return store().knownPlaces();
  }

  @Test
  void a_network_is_known_to_its_account_only() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();

    places().note(ada, "home", now());

    assertThat(places().seenAt(ada, "home")).contains(now());
    assertThat(places().seenAt(ada, "work")).isEmpty();
    assertThat(places().seenAt(bob, "home")).isEmpty();
    assertThat(places().seenAt(null, "home")).isEmpty();
  }

  @Test
  void the_last_moment_counts() {
    AccountId ada = account("a@x.org").id();
    places().note(ada, "home", now());
    time.move(Duration.ofDays(2));
    places().note(ada, "home", now());

    assertThat(places().seenAt(ada, "home")).contains(now());
  }

  @Test
  void only_the_newest_networks_of_an_account_are_kept() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    places().note(bob, "home", now());
    for (int i = 0; i <= KnownPlaces.KEPT; i++) {
      time.move(Duration.ofMinutes(1));
      places().note(ada, "n" + i, now());
    }

    assertThat(places().seenAt(ada, "n0")).isEmpty();
    assertThat(places().seenAt(ada, "n1")).isPresent();
    assertThat(places().seenAt(ada, "n" + KnownPlaces.KEPT)).isPresent();
    assertThat(places().seenAt(bob, "home")).isPresent();
  }

  @Test
  void networks_go_with_their_account() {
    AccountId ada = account("a@x.org").id();
    places().note(ada, "home", now());
    store().accounts().delete(ada);

    assertThat(places().seenAt(ada, "home")).isEmpty();
  }

  @Test
  void old_networks_are_removed_in_batches() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    places().note(ada, "home", now());
    places().note(bob, "home", now());
    time.move(Duration.ofDays(1));
    places().note(ada, "work", now());

    assertThat(places().forget(now(), 1)).isEqualTo(1);
    assertThat(places().forget(now(), 1)).isEqualTo(1);
    assertThat(places().forget(now(), 1)).isZero();
    assertThat(places().seenAt(ada, "home")).isEmpty();
    assertThat(places().seenAt(ada, "work")).isPresent();
  }
}
