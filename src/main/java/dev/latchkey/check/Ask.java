package dev.latchkey.check;

import java.util.List;

/**
 * A request, ready to be sent.
 *
 * @param method the verb
 * @param path path and query below the base address
 * @param headers the headers in order
 * @param body the body; empty for none
 * @param isText whether the body is text, so that it can be shown
 */
public record Ask(String method, String path, List<Header> headers, byte[] body, boolean isText) {
  /**
   * A header.
   *
   * @param name its name
   * @param value its value
   */
  public record Header(String name, String value) {}
}
