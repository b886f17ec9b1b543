package dev.latchkey.feature.mail;

import dev.latchkey.kernel.Identifier;
import java.util.Optional;

/**
 * An address as a mail server is told it: the local part as it is stored, quoted where its form
 * asks for that, and the domain in ASCII.
 *
 * @param wire the address of RFC 5321, or of RFC 6531 where the local part is not ASCII
 */
record Mailbox(String wire) {
  private static final String ATOM = "[^\\s\"(),:;<>@\\[\\\\\\].\\p{Cntrl}]+";

  /**
   * Reads a stored address.
   *
   * @return empty if it is none that could be handed to a mail server
   */
  static Optional<Mailbox> of(String stored) {
    return Identifier.email(stored)
        .map(
            known -> {
              String canonical = known.canonical();
              String domain = canonical.substring(canonical.indexOf('@') + 1);
              String typed = known.display();
              String local = typed.substring(0, typed.lastIndexOf('@'));
              boolean isDotAtom = local.matches(ATOM + "(\\." + ATOM + ")*");
              return new Mailbox((isDotAtom ? local : '"' + local + '"') + "@" + domain);
            })
        // Invented, so that nobody has it (RFC 2606).
        .filter(box -> !box.wire().endsWith(".invalid"))
        .filter(box -> box.wire().indexOf('\\') < 0 && box.wire().indexOf('"', 1) == quote(box));
  }

  /** Where the one closing quote may stand. */
  private static int quote(Mailbox box) {
    return box.wire().startsWith("\"") ? box.wire().lastIndexOf("\"@") : -1;
  }

  /** Says whether the server must know SMTPUTF8 to take it. */
  boolean needsUtf8() {
    return !wire.chars().allMatch(c -> c < 0x7f);
  }
}
