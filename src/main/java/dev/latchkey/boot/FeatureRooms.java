package dev.latchkey.boot;

import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.feature.mail.Bell;
import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.OutboxLetters;
import dev.latchkey.feature.mail.SweepLetters;
import dev.latchkey.feature.mail.Templates;
import dev.latchkey.feature.password.ChangePassword;
import dev.latchkey.feature.password.PasswordProofs;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.feature.password.ResetPassword;
import dev.latchkey.feature.permission.ChangePermissions;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.feature.wechat.WeChatSignIn;
import dev.latchkey.feature.wechat.WeChatVerifier;
import java.net.URI;
import java.util.function.Supplier;

/**
 * The features, floor 3.
 *
 * @param letterText writes letters out
 * @param bell rings when a letter is kept
 * @param sweepLetters keeps the outbox small
 * @param passwordProofs proves by password
 * @param changePassword changes passwords
 * @param requestReset mails reset links
 * @param resetPassword uses them
 * @param requestConfirmation mails confirmation links
 * @param confirmEmail uses them
 * @param changeProfile changes profiles and addresses
 * @param changePermissions gives and takes permissions
 * @param weChatSignIn signs in by WeChat
 */
public record FeatureRooms(
    LetterText letterText,
    Bell bell,
    SweepLetters sweepLetters,
    PasswordProofs passwordProofs,
    ChangePassword changePassword,
    RequestReset requestReset,
    ResetPassword resetPassword,
    RequestConfirmation requestConfirmation,
    ConfirmEmail confirmEmail,
    ChangeProfile changeProfile,
    ChangePermissions changePermissions,
    WeChatSignIn weChatSignIn) {

  static FeatureRooms build(
      Ports ports,
      CoreRooms core,
      Budgets budgets,
      MailSettings mail,
      Supplier<URI> publicUrl,
      WeChatVerifier weChat) {
    Bell bell = new Bell();
    Letters letters =
        new OutboxLetters(
            ports.outbox(),
            ports.sealer(),
            bell,
            ports.transactions(),
            ports.entropy(),
            ports.time());
    return new FeatureRooms(
        new LetterText(mail, Templates.open(mail.templates()), publicUrl, ports.sealer()),
        bell,
        new SweepLetters(ports.outbox(), mail, ports.time()),
        new PasswordProofs(ports.credentials(), ports.hasher(), ports.transactions(), ports.time()),
        new ChangePassword(
            ports.accounts(),
            ports.credentials(),
            ports.hasher(),
            budgets,
            core.endSessions(),
            core.renewSession(),
            letters,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new RequestReset(
            ports.accounts(),
            core.issueChallenge(),
            letters,
            budgets,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ResetPassword(
            ports.accounts(),
            ports.credentials(),
            ports.hasher(),
            core.useChallenge(),
            core.endSessions(),
            letters,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new RequestConfirmation(
            ports.accounts(),
            core.issueChallenge(),
            letters,
            budgets,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ConfirmEmail(
            ports.accounts(),
            core.useChallenge(),
            ports.challenges(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ChangeProfile(
            ports.accounts(),
            ports.challenges(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ChangePermissions(ports.accounts(), ports.events(), ports.transactions(), ports.time()),
        new WeChatSignIn(core.signIn(), core.signUp(), weChat, ports.entropy()));
  }
}
