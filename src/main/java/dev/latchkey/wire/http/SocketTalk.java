package dev.latchkey.wire.http;

/**
 * Our side of one open WebSocket. Messages of one socket come one after another, on virtual
 * threads.
 */
public interface SocketTalk {
  /**
   * The socket is open. Called once, first.
   *
   * @param connection the way to send and to close; safe for use by many threads
   */
  void opened(Connection connection);

  /**
   * A text message came.
   *
   * @param message the whole message, valid UTF-8
   */
  void text(String message);

  /**
   * A binary message came.
   *
   * @param message the whole message
   */
  void binary(byte[] message);

  /** The socket is closed, by either side or by a fault. Called once, last. */
  void closed();

  /** The way to send and to close. After closing, sending does nothing. */
  interface Connection {
    /**
     * Sends a text message; waits until it is handed to the network.
     *
     * @param message the message
     */
    void sendText(String message);

    /**
     * Sends a binary message; waits until it is handed to the network.
     *
     * @param message the message
     */
    void sendBinary(byte[] message);

    /**
     * Closes, with the close frame of RFC 6455.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes of UTF-8
     */
    void close(int code, String reason);
  }
}
