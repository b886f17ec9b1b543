package dev.latchkey.wire.contract.clientapp;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Fields;
import dev.latchkey.wire.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of one request, JSON or form. One that is empty counts as missing; those that
 * nobody asks for are passed over.
 */
final class Parameters {
  /** None of these may stand in the query, where it would land in logs or contradict the body. */
  private static final List<String> BODY_ONLY =
      List.of("username", "password", "client_id", "client_secret", "grant_type");

  private final Fields fields;

  private Parameters(Fields fields) {
    this.fields = fields;
  }

  static Parameters of(Request request) throws BadInput {
    Fields.refuseInQuery(request, BODY_ONLY);
    return new Parameters(Fields.of(request));
  }

  /** Demands parameters, in this order. */
  void require(String... names) throws BadInput {
    for (String name : names) {
      required(name);
    }
  }

  /** Reads a parameter that must be there. */
  String required(String name) throws BadInput {
    return optional(name)
        .orElseThrow(
            () -> new BadInput(Reason.INVALID_FIELD, "Missing required parameter " + name));
  }

  /** Reads a parameter that may be missing. */
  Optional<String> optional(String name) throws BadInput {
    return fields.text(name).filter(text -> !text.isEmpty());
  }
}
