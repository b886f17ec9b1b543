package dev.latchkey.wire.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the listener.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 for any free one
 * @param maxBodyBytes the largest body; a larger one is refused with 413 before it is read whole
 * @param maxHeaderBytes the largest request line and header together; beyond it 431
 * @param maxHeaders how many header lines
 * @param requestTimeout how long a client may take to send one whole request, head and body
 * @param idleTimeout how long a connection may stay open without a request
 * @param trustedProxies addresses or CIDR blocks whose {@code X-Forwarded-For} is believed; empty
 *     for none
 * @param maxMessageBytes the largest WebSocket message; a larger one closes the socket with 1009
 * @param socketIdleTimeout how long a WebSocket may stay without a frame, pings included
 * @param maxConnections how many connections may be open at once; more wait in the backlog of the
 *     operating system
 * @param drain for how long a server that was told to stop goes on answering while it says that it
 *     is not ready, so that a balancer can turn away from it first; zero to stop at once
 */
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxHeaders,
    Duration requestTimeout,
    Duration idleTimeout,
    List<String> trustedProxies,
    int maxMessageBytes,
    Duration socketIdleTimeout,
    int maxConnections,
    Duration drain) {
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

  /** What holds unless it is set. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          "127.0.0.1",
          8080,
          64 * 1024,
          16 * 1024,
          100,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          List.of(),
          64 * 1024,
          Duration.ofSeconds(40),
          10_000,
          Duration.ZERO);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a figure is out of bounds
   */
  public HttpSettings {
    trustedProxies = List.copyOf(trustedProxies);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
    }
    if (maxBodyBytes < 1024 || maxMessageBytes < 1024 || maxHeaderBytes < 1024 || maxHeaders < 10) {
      throw new IllegalArgumentException(
          "the limits of bodies, messages and headers are too small to work with");
    }
    if (maxConnections < 10) {
      throw new IllegalArgumentException("fewer than 10 connections are too few to work with");
    }
    if (!requestTimeout.isPositive()
        || !idleTimeout.isPositive()
        || !socketIdleTimeout.isPositive()) {
      throw new IllegalArgumentException("timeouts must be longer than zero");
    }
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException(
          "drain must be between 0 and " + LONGEST_DRAIN.toMinutes() + " minutes");
    }
  }

  /**
   * Says whether only this machine can reach the listener.
   *
   * @return whether every address of {@code host} is one of loopback; false if the name is unknown,
   *     which the listener will say
   */
  public boolean isLoopback() {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Gives the address of the listener as people type it.
   *
   * @param bound the port that was bound
   * @return such as {@code http://127.0.0.1:8080}, without a slash at the end
   */
  public String address(int bound) {
    return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + bound;
  }

  /**
   * Changes where to listen.
   *
   * @param newHost the address to bind
   * @param newPort the port to bind
   * @return the changed settings
   */
  public HttpSettings listeningAt(String newHost, int newPort) {
    return new HttpSettings(
        newHost,
        newPort,
        maxBodyBytes,
        maxHeaderBytes,
        maxHeaders,
        requestTimeout,
        idleTimeout,
        trustedProxies,
        maxMessageBytes,
        socketIdleTimeout,
        maxConnections,
        drain);
  }

  /**
   * Changes which proxies are believed.
   *
   * @param proxies addresses or CIDR blocks; empty for none
   * @return the changed settings
   */
  public HttpSettings trusting(List<String> proxies) {
    return new HttpSettings(
        host,
        port,
        maxBodyBytes,
        maxHeaderBytes,
        maxHeaders,
        requestTimeout,
        idleTimeout,
        proxies,
        maxMessageBytes,
        socketIdleTimeout,
        maxConnections,
        drain);
  }

  /**
   * Changes how long a server that was told to stop goes on answering.
   *
   * @param newDrain for how long; zero to stop at once
   * @return the changed settings
   */
  public HttpSettings draining(Duration newDrain) {
    return new HttpSettings(
        host,
        port,
        maxBodyBytes,
        maxHeaderBytes,
        maxHeaders,
        requestTimeout,
        idleTimeout,
        trustedProxies,
        maxMessageBytes,
        socketIdleTimeout,
        maxConnections,
        newDrain);
  }
}
