/**
 * Letters: their words, their links, and the outbox they wait in. Its door is {@link
 * OutboxLetters}, {@link LetterText}, {@link MailSettings} and the port {@link Outbox}. It must
 * never know why a letter is sent. Its rules come from ASVS 6.6 and RFC 5322: links only from the
 * configured public address, secrets sealed while they wait.
 */
@NullMarked
package dev.latchkey.feature.mail;

import org.jspecify.annotations.NullMarked;
