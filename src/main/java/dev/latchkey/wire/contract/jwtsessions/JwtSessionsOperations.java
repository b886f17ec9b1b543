package dev.latchkey.wire.contract.jwtsessions;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.FindCurrentToken;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.KeyedHash;
import dev.latchkey.kernel.Time;

/**
 * What the contract {@code jwt-sessions} calls.
 *
 * @param signUp makes accounts
 * @param signIn lets them in
 * @param passwords proves them
 * @param check checks sessions
 * @param rotate replaces access tokens
 * @param current finds the tokens of a session
 * @param endSession ends a session
 * @param signedTokens signs and verifies under the keys of this contract
 * @param csrfKey makes CSRF secrets, under a key of that purpose alone
 * @param entropy where chance comes from
 * @param time the clock
 */
public record JwtSessionsOperations(
    SignUp signUp,
    SignIn signIn,
    PasswordProofs passwords,
    SessionCheck check,
    RotateToken rotate,
    FindCurrentToken current,
    EndSession endSession,
    SignedTokens signedTokens,
    KeyedHash csrfKey,
    Entropy entropy,
    Time time) {}
