package dev.latchkey.core.token;

import java.util.Optional;

/**
 * The port to JWS compact serialization with HS256, under the keys of one contract (RFC 7515, RFC
 * 8725). The algorithm is pinned; the current key and the earlier ones that are kept are tried in
 * turn.
 */
public interface SignedTokens {
  /**
   * Signs.
   *
   * @param header the JSON of the header, byte for byte as it is to stand in the token
   * @param payload the JSON of the payload, likewise
   * @return the compact form
   */
  String sign(String header, String payload);

  /**
   * Verifies, before anything in the payload is believed.
   *
   * @param compact what a client showed
   * @return the payload's JSON; empty if the form is not canonical, the header names another
   *     algorithm or anything critical, or no key made the signature
   */
  Optional<String> verify(String compact);
}
