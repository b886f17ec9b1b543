package dev.latchkey.boot;

import dev.latchkey.adapter.sql.Database;
import dev.latchkey.core.client.Client;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Time;

/**
 * The client whose id is printed in the document of {@code client-app}, so that its examples work.
 */
public final class DocumentedClient {
  /** Its id. */
  public static final String ID = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";

  private DocumentedClient() {}

  /** Registers it as a public client of the main realm, in a store that was just made. */
  static void register(Database database, Time time) {
    Client client = new Client(ID, RealmName.MAIN, "documented client", null, time.now());
    database.transactions().run(() -> database.clients().add(client));
  }
}
