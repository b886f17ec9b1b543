/**
 * Letters: their words, their links, and the outbox they wait in until a mail server takes them.
 * Its door is {@link OutboxLetters}, {@link DeliverLetters}, {@link SweepLetters}, {@link
 * LetterText}, {@link MailSettings} and the ports {@link Outbox} and {@link Deliveries}. It must
 * never know why a letter is sent, nor how mail travels. Its rules come from ASVS 6.6, RFC 5321 and
 * RFC 5322: links only from the configured public address, secrets sealed while they wait, what
 * callers say of themselves inert, and no letter sent twice as far as that can be known.
 */
@NullMarked
package dev.latchkey.feature.mail;

import org.jspecify.annotations.NullMarked;
