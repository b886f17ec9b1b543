package dev.latchkey.wire.http;

/**
 * A verb and a path that an endpoint answers. HEAD is answered by the GET route, without its body;
 * the request still says HEAD, for a route whose GET changes something.
 *
 * @param method the verb, in capitals
 * @param path the exact path; a segment {@code {name}} stands for any one non-empty segment
 * @param endpoint who answers
 */
public record Route(String method, String path, Endpoint endpoint) {
  /**
   * Makes a route for GET.
   *
   * @param path the path
   * @param endpoint who answers
   * @return the route
   */
  public static Route get(String path, Endpoint endpoint) {
    return new Route("GET", path, endpoint);
  }

  /**
   * Makes a route for POST.
   *
   * @param path the path
   * @param endpoint who answers
   * @return the route
   */
  public static Route post(String path, Endpoint endpoint) {
    return new Route("POST", path, endpoint);
  }

  /**
   * Makes a route for PUT.
   *
   * @param path the path
   * @param endpoint who answers
   * @return the route
   */
  public static Route put(String path, Endpoint endpoint) {
    return new Route("PUT", path, endpoint);
  }

  /**
   * Makes a route for DELETE.
   *
   * @param path the path
   * @param endpoint who answers
   * @return the route
   */
  public static Route delete(String path, Endpoint endpoint) {
    return new Route("DELETE", path, endpoint);
  }
}
