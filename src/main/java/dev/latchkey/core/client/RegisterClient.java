package dev.latchkey.core.client;

import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers a client. Its secret, if it has one, is made here and told once. */
public final class RegisterClient {
  private static final int ID_LENGTH = 30;
  private static final int SECRET_BYTES = 32;
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final Clients clients;
  private final Transactions transactions;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param clients registered clients
   * @param transactions the store's transactions
   * @param entropy where ids and secrets come from
   * @param time the clock
   */
  public RegisterClient(Clients clients, Transactions transactions, Entropy entropy, Time time) {
    this.clients = clients;
    this.transactions = transactions;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Registers a client.
   *
   * @param wanted its id; null to have one made
   * @param realm the realm whose accounts it sees
   * @param name what people call it; null to call it by its id
   * @param confidential whether it has a secret
   * @return the client with its secret; empty if the id is registered already
   * @throws IllegalArgumentException if the id has another form than {@link Client#isId} says
   */
  public Optional<Registered> register(
      @Nullable String wanted, RealmName realm, @Nullable String name, boolean confidential) {
    String id = wanted == null ? newId() : wanted;
    String secret = confidential ? newSecret() : null;
    Client client =
        new Client(
            id,
            realm,
            name == null ? id : name,
            secret == null ? null : Digests.lookup(secret),
            time.now());
    boolean added = transactions.call(() -> clients.add(client));
    return added ? Optional.of(new Registered(client, secret)) : Optional.empty();
  }

  /** Draws letters and digits of the documented kind, without bias. */
  private String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    while (id.length() < ID_LENGTH) {
      for (byte drawn : entropy.bytes(ID_LENGTH)) {
        int value = drawn & 0xff;
        if (value < 7 * ALPHABET.length() && id.length() < ID_LENGTH) {
          id.append(ALPHABET.charAt(value % ALPHABET.length()));
        }
      }
    }
    return id.toString();
  }

  private String newSecret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(entropy.bytes(SECRET_BYTES));
  }

  /**
   * A registered client.
   *
   * @param client the client
   * @param secret its secret, kept nowhere else; null for a public client
   */
  public record Registered(Client client, @Nullable String secret) {
    @Override
    public String toString() {
      return "[registered " + client.id() + "]";
    }
  }
}
