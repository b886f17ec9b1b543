package dev.latchkey.boot;

import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.feature.mail.LetterText;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.mail.OutboxLetters;
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

/**
 * The features, floor 3.
 *
 * @param letterText writes letters out
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
    PasswordProofs passwordProofs,
    ChangePassword changePassword,
    RequestReset requestReset,
    ResetPassword resetPassword,
    RequestConfirmation requestConfirmation,
    ConfirmEmail confirmEmail,
    ChangeProfile changeProfile,
    ChangePermissions changePermissions,
    WeChatSignIn weChatSignIn) {

  static Letters letters(Ports ports) {
    return new OutboxLetters(ports.outbox(), ports.sealer(), ports.entropy(), ports.time());
  }

  static FeatureRooms build(
      Ports ports,
      CoreRooms core,
      Letters letters,
      Budgets budgets,
      MailSettings mail,
      WeChatVerifier weChat) {
    return new FeatureRooms(
        new LetterText(mail, ports.sealer()),
        new PasswordProofs(
            ports.credentials(),
            ports.hasher(),
            core.flagPassword(),
            ports.transactions(),
            ports.time()),
        new ChangePassword(
            ports.credentials(),
            ports.hasher(),
            core.passwordPolicy(),
            core.flagPassword(),
            core.guesses(),
            core.lockNotice(),
            core.endSessions(),
            core.renewSession(),
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
            core.passwordPolicy(),
            core.flagPassword(),
            core.useChallenge(),
            core.endSessions(),
            core.guesses(),
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
