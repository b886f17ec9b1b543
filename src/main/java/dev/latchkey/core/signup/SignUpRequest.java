package dev.latchkey.core.signup;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants an account.
 *
 * @param account the account
 * @param password its password; null for an account that signs in by other means only
 * @param plan the session to open at once; null for none
 * @param origin from where
 */
public record SignUpRequest(
    NewAccount account, @Nullable Password password, @Nullable SessionPlan plan, Origin origin) {}
