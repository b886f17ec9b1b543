package dev.latchkey.boot;

import dev.latchkey.core.client.Client;
import dev.latchkey.kernel.RealmName;

/**
 * The client whose id is printed in the document of {@code client-app}, so that its examples work.
 */
public final class DocumentedClient {
  /** Its id. */
  public static final String ID = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";

  private DocumentedClient() {}

  /** Registers it as a public client of the main realm, in a store that was just made. */
  static void register(Ports ports) {
    Client client = new Client(ID, RealmName.MAIN, "documented client", null, ports.time().now());
    ports.transactions().run(() -> ports.clients().add(client));
  }
}
