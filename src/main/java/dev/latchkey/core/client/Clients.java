package dev.latchkey.core.client;

import java.util.List;
import java.util.Optional;

/** The port to registered clients. */
public interface Clients {
  /**
   * Registers a client.
   *
   * @param client the client
   * @return false, with nothing changed, if its id is registered already
   */
  boolean add(Client client);

  /**
   * Finds a client.
   *
   * @param id its id, compared exactly
   * @return the client, if it is registered
   */
  Optional<Client> find(String id);

  /**
   * Keeps a client from being removed until the transaction of the calling thread is over. Any
   * number of transactions may do so at once; a removal waits for them.
   *
   * @param id its id
   * @return false if it is not registered
   */
  boolean hold(String id);

  /**
   * Removes a client. Its accounts stay; its sessions are ended by the caller.
   *
   * @param id its id
   * @return false if it was not registered
   */
  boolean remove(String id);

  /**
   * Lists all clients by id.
   *
   * @return the clients
   */
  List<Client> list();
}
