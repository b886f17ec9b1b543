/**
 * Single-use, expiring, purpose-bound secrets that were mailed to somebody. Its door is {@link
 * IssueChallenge}, {@link UseChallenge} and the port {@link Challenges}. It must never know what
 * the secret opens. Its rules come from ASVS 6.5: one use, one purpose, one address, an hour.
 */
@NullMarked
package dev.latchkey.core.challenge;

import org.jspecify.annotations.NullMarked;
