package dev.latchkey.core.challenge;

import dev.latchkey.kernel.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored challenge.
 *
 * @param id its number, random
 * @param purpose what it is for
 * @param lookup the digest of the secret
 * @param account whose
 * @param address where the secret was mailed to, and so what it can prove
 * @param isAddressProven whether the address had been proven before
 * @param createdAt when it was made
 * @param expiresAt when it expires
 * @param usedAt when it was used or cancelled; null while it was not
 */
public record Challenge(
    long id,
    Purpose purpose,
    String lookup,
    AccountId account,
    String address,
    boolean isAddressProven,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {}
