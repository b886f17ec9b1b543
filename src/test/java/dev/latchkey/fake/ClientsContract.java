package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.client.Client;
import dev.latchkey.kernel.RealmName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.client.Clients} promise. */
public abstract class ClientsContract extends StoreContract {
  private Client client(String id, @Nullable String secretLookup) {
    return new Client(id, new RealmName("shop"), "The \"shop\"", secretLookup, now());
  }

  @Test
  void what_was_registered_is_what_is_found() {
    Client secret = client("web", "digest");
    Client open = client("Web", null);

    assertThat(store().clients().add(secret)).isTrue();
    assertThat(store().clients().add(open)).isTrue();

    assertThat(store().clients().find("web")).contains(secret);
    assertThat(store().clients().find("Web")).contains(open);
    assertThat(store().clients().find("WEB")).isEmpty();
  }

  @Test
  void an_id_is_registered_once() {
    Client first = client("web", "digest");
    store().clients().add(first);

    assertThat(store().clients().add(client("web", null))).isFalse();
    assertThat(store().clients().find("web")).contains(first);
  }

  @Test
  void of_many_parallel_registrations_exactly_one_succeeds() throws Exception {
    assertThat(Crowd.rush(50, i -> () -> store().clients().add(client("web", "digest " + i))))
        .containsOnlyOnce(true);
  }

  @Test
  void a_removed_client_is_gone() {
    store().clients().add(client("web", null));

    assertThat(store().clients().remove("web")).isTrue();
    assertThat(store().clients().remove("web")).isFalse();
    assertThat(store().clients().find("web")).isEmpty();
  }

  @Test
  void what_is_registered_can_be_held_and_nothing_else() {
    store().clients().add(client("web", null));

    assertThat(store().transactions().call(() -> store().clients().hold("web"))).isTrue();
    assertThat(store().transactions().call(() -> store().clients().hold("Web"))).isFalse();
    store().clients().remove("web");
    assertThat(store().transactions().call(() -> store().clients().hold("web"))).isFalse();
  }

  @Test
  void clients_are_listed_by_id() {
    assertThat(store().clients().list()).isEmpty();
    store().clients().add(client("b", null));
    store().clients().add(client("a", null));

    assertThat(store().clients().list()).extracting(Client::id).containsExactly("a", "b");
  }
}
