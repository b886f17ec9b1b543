package dev.latchkey.wire.pages;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;

/** Answers one path and verb of the pages, once the gate has let the visit in. */
@FunctionalInterface
interface PageEndpoint {
  Reply answer(Visit visit) throws BadInput;
}
