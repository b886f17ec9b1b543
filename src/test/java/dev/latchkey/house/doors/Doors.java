package dev.latchkey.house.doors;

import java.util.List;

/** The five doors of the house. */
public final class Doors {
  /** All of them. */
  public static final List<Door> ALL =
      List.of(
          new PrivateTokenDoor(),
          new ClientAppDoor(),
          new JwtSessionsDoor(),
          new SessionRpcDoor(),
          new DeviceSessionsDoor());

  private Doors() {}
}
