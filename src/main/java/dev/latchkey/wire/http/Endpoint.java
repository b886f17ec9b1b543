package dev.latchkey.wire.http;

/** Answers one path and verb: parses and renders, decides nothing. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers. Called on a virtual thread of its own, with the body already read whole.
   *
   * @param request what was asked
   * @return the answer
   * @throws BadInput if the input cannot be read; the contract of the path then says so
   */
  Reply answer(Request request) throws BadInput;
}
