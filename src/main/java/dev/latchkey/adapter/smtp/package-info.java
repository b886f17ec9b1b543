/**
 * Letters over SMTP. Its door is {@link SmtpDeliveries}. It must never know which letters there
 * are, nor decide when one is tried again. Its rules come from RFC 5321, RFC 3207 (STARTTLS), RFC
 * 8314 (implicit TLS) and RFC 6531 (SMTPUTF8): certificates are checked, every step and every
 * letter has its time, and what a server says is bounded.
 */
@NullMarked
package dev.latchkey.adapter.smtp;

import org.jspecify.annotations.NullMarked;
