package dev.latchkey.house.doors;

import java.util.List;
import java.util.stream.Stream;

/** The doors of the house: five contracts and the pages. */
public final class Doors {
  /** Those that clients speak, each with a document of its own. */
  public static final List<Door> CONTRACTS =
      List.of(
          new PrivateTokenDoor(),
          new ClientAppDoor(),
          new JwtSessionsDoor(),
          new SessionRpcDoor(),
          new DeviceSessionsDoor());

  /** That which people use. */
  public static final Door PAGES = new PagesDoor();

  /** All of them. */
  public static final List<Door> ALL = Stream.concat(CONTRACTS.stream(), Stream.of(PAGES)).toList();

  private Doors() {}
}
