package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.core.client.Client;
import dev.latchkey.core.client.Clients;
import dev.latchkey.kernel.Digests;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.Optional;

/**
 * Finds the registered client that asks. A public client has no secret, so one that it sends is
 * passed over; a confidential client's must match.
 */
final class AskingClients {
  private final Clients clients;
  private final ClientAppErrors errors;
  private final boolean requireSecret;

  AskingClients(Clients clients, ClientAppErrors errors, ClientAppSettings settings) {
    this.clients = clients;
    this.errors = errors;
    this.requireSecret = settings.requireSecret();
  }

  Finding find(Parameters parameters) throws BadInput {
    String id = parameters.required("client_id");
    Optional<String> secret = parameters.optional("client_secret");
    Optional<Client> known = Client.isId(id) ? clients.find(id) : Optional.empty();
    if (known.isEmpty()) {
      return new Refused(errors.unknownClient(id));
    }
    String kept = known.get().secretLookup();
    boolean matches =
        kept == null
            || secret.map(sent -> Digests.same(Digests.lookup(sent), kept)).orElse(!requireSecret);
    return matches ? new Known(known.get()) : new Refused(errors.wrongSecret());
  }

  /** What was found. */
  sealed interface Finding {}

  /**
   * It may ask.
   *
   * @param client the client
   */
  record Known(Client client) implements Finding {}

  /**
   * It may not.
   *
   * @param reply the answer that says so
   */
  record Refused(Reply reply) implements Finding {}
}
