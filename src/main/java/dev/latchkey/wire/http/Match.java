package dev.latchkey.wire.http;

import java.util.List;
import java.util.Map;

/** What the router found for a verb and a path. */
sealed interface Match {
  /** An endpoint answers. */
  record Found(
      Contract contract, String route, Endpoint endpoint, Map<String, String> pathParameters)
      implements Match {}

  /** The path is known, the verb is not. */
  record WrongVerb(Contract contract, List<String> allowed) implements Match {}

  /** Nobody has this path. */
  record Unknown() implements Match {}
}
