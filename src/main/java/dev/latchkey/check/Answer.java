package dev.latchkey.check;

import java.util.List;

/**
 * What a server answered.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 */
public record Answer(int status, List<Ask.Header> headers, byte[] body) {
  /**
   * Finds the values of a header.
   *
   * @param name its name, in any case
   * @return its values in order
   */
  public List<String> values(String name) {
    return headers.stream()
        .filter(one -> one.name().equalsIgnoreCase(name))
        .map(Ask.Header::value)
        .toList();
  }
}
