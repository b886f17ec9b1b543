package dev.latchkey.wire.http;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One vocabulary on its own paths: what the router mounts. */
public interface Contract {
  /**
   * Names the contract.
   *
   * @return a constant such as {@code private-token}
   */
  String name();

  /**
   * Lists the exact routes.
   *
   * @return the routes; no other contract may have one that can match the same verb and path
   */
  List<Route> routes();

  /**
   * Lists prefixes under which this contract answers whatever no exact route of any contract takes.
   *
   * @return prefixes that end in a slash, each with the endpoint and the verbs it takes
   */
  default List<Fallback> fallbacks() {
    return List.of();
  }

  /**
   * Lists paths at which a WebSocket handshake is taken.
   *
   * @return the paths
   */
  default List<SocketRoute> sockets() {
    return List.of();
  }

  /**
   * Says a refusal of the frame in this contract's words: input that cannot be read, a wrong verb,
   * a body too large, a store that does not answer, a defect.
   *
   * @param request what was asked
   * @param refusal why it is refused
   * @return the answer; the frame adds {@code Allow} and {@code Retry-After} where they belong
   */
  Reply refuse(Request request, Refusal refusal);

  /**
   * Answers an OPTIONS request to one of this contract's paths.
   *
   * @param request what was asked
   * @param allowed the verbs that the path takes
   * @return the answer; empty to have OPTIONS refused as a wrong verb
   */
  default Optional<Reply> preflight(Request request, List<String> allowed) {
    return Optional.empty();
  }

  /**
   * Gives every answer of this contract its common headers, refusals and preflights included.
   *
   * @param request what was asked
   * @param reply the answer
   * @return the answer to send
   */
  default Reply finish(Request request, Reply reply) {
    return reply;
  }

  /**
   * Names the form in which a request shows a token, whatever the token is worth. Called for each
   * request: looks at headers and the query only as far as it must, and makes nothing.
   *
   * @param request what was asked
   * @return a constant such as {@code Bearer} or {@code cookie}, {@code none} if no token is shown;
   *     null if nobody wants to know who still comes this way
   */
  default @Nullable String tokenForm(Request request) {
    return null;
  }

  /**
   * Shows how somebody signs in by password, as the demonstration prints it.
   *
   * @param name who
   * @param password the password
   * @return a POST request that works; empty if the contract knows no such sign-in
   */
  default Optional<Sample> sample(String name, String password) {
    return Optional.empty();
  }

  /**
   * A POST request.
   *
   * @param path its path
   * @param json its body
   */
  record Sample(String path, String json) {}

  /**
   * A prefix that a contract answers for.
   *
   * @param prefix the prefix, ending in a slash
   * @param methods the verbs it takes; others are refused as wrong
   * @param endpoint who answers
   */
  record Fallback(String prefix, List<String> methods, Endpoint endpoint) {}
}
