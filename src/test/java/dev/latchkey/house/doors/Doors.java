package dev.latchkey.house.doors;

import java.util.List;

/** The doors of the house: five contracts and the pages. */
public final class Doors {
  /** All of them. */
  public static final List<Door> ALL =
      List.of(
          new PrivateTokenDoor(),
          new ClientAppDoor(),
          new JwtSessionsDoor(),
          new SessionRpcDoor(),
          new DeviceSessionsDoor(),
          new PagesDoor());

  private Doors() {}
}
