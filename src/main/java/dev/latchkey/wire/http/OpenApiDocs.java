package dev.latchkey.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Serves the OpenAPI document of each contract at {@code GET /openapi/<contract>.yaml}. */
public final class OpenApiDocs implements Contract {
  private final List<String> contracts;

  /**
   * Makes one.
   *
   * @param contracts the names of contracts that have a document among the resources
   * @throws IllegalArgumentException if one has none
   */
  public OpenApiDocs(List<String> contracts) {
    this.contracts = List.copyOf(contracts);
    for (String contract : this.contracts) {
      if (OpenApiDocs.class.getResource(path(contract)) == null) {
        throw new IllegalArgumentException("there is no resource " + path(contract));
      }
    }
  }

  @Override
  public String name() {
    return "openapi";
  }

  @Override
  public List<Route> routes() {
    return contracts.stream()
        .map(OpenApiDocs::path)
        .map(path -> Route.get(path, request -> document(path)))
        .toList();
  }

  private static String path(String contract) {
    return "/openapi/" + contract + ".yaml";
  }

  private static Reply document(String path) {
    try (InputStream resource = OpenApiDocs.class.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + path + " is gone");
      }
      return Reply.of(200, "application/yaml; charset=utf-8", resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return PlainRefusals.say(refusal);
  }
}
