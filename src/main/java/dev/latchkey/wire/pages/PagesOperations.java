package dev.latchkey.wire.pages;

import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.signin.Reprove;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.feature.device.EndOwnSession;
import dev.latchkey.feature.device.ListOwnSessions;
import dev.latchkey.feature.export.ExportAccount;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.feature.profile.CloseAccount;
import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.feature.verification.ConfirmEmailChange;
import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.feature.verification.RequestEmailChange;
import dev.latchkey.feature.verification.TellOwner;
import dev.latchkey.feature.verification.UndoEmailChange;
import dev.latchkey.kernel.Time;

/**
 * What the pages call.
 *
 * @param signUp signs up
 * @param tellOwner writes to the owner of an address that somebody wanted to sign up with
 * @param signIn signs in
 * @param passwordProofs proves by password
 * @param sessionCheck checks sessions
 * @param endSession ends a session
 * @param endSessions ends the others
 * @param listOwnSessions lists them
 * @param endOwnSession ends one of them
 * @param reprove asks for the password again
 * @param requestReset mails reset links
 * @param resetPassword uses them
 * @param requestConfirmation mails confirmation links
 * @param confirmEmail uses them
 * @param requestEmailChange mails links to new addresses
 * @param confirmEmailChange uses them
 * @param undoEmailChange takes changes of addresses back
 * @param useChallenge judges links before they are used
 * @param changeProfile changes profiles
 * @param changePassword changes passwords
 * @param exportAccount hands accounts to their owners
 * @param closeAccount closes them
 * @param time the clock
 */
public record PagesOperations(
    SignUp signUp,
    TellOwner tellOwner,
    SignIn signIn,
    PasswordProofs passwordProofs,
    SessionCheck sessionCheck,
    EndSession endSession,
    EndSessions endSessions,
    ListOwnSessions listOwnSessions,
    EndOwnSession endOwnSession,
    Reprove reprove,
    RequestReset requestReset,
    ResetPassword resetPassword,
    RequestConfirmation requestConfirmation,
    ConfirmEmail confirmEmail,
    RequestEmailChange requestEmailChange,
    ConfirmEmailChange confirmEmailChange,
    UndoEmailChange undoEmailChange,
    UseChallenge useChallenge,
    ChangeProfile changeProfile,
    ChangePassword changePassword,
    ExportAccount exportAccount,
    CloseAccount closeAccount,
    Time time) {}
