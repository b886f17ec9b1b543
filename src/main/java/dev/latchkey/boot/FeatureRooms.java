package dev.latchkey.boot;

import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.feature.device.EndOwnSession;
import dev.latchkey.feature.device.ListOwnSessions;
import dev.latchkey.feature.export.ExportAccount;
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
import dev.latchkey.feature.profile.CloseAccount;
import dev.latchkey.feature.upkeep.Chore;
import dev.latchkey.feature.upkeep.OldThings;
import dev.latchkey.feature.upkeep.RunChores;
import dev.latchkey.feature.upkeep.UpkeepSettings;
import dev.latchkey.feature.usage.CountUses;
import dev.latchkey.feature.usage.ListUses;
import dev.latchkey.feature.verification.ConfirmEmail;
import dev.latchkey.feature.verification.ConfirmEmailChange;
import dev.latchkey.feature.verification.RequestConfirmation;
import dev.latchkey.feature.verification.RequestEmailChange;
import dev.latchkey.feature.verification.TellOwner;
import dev.latchkey.feature.verification.UndoEmailChange;
import dev.latchkey.feature.wechat.WeChatSignIn;
import dev.latchkey.feature.wechat.WeChatVerifier;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The features, floor 3.
 *
 * @param letterText writes letters out
 * @param bell rings when a letter is kept
 * @param runChores removes what has had its time
 * @param countUses counts who comes through which door
 * @param listUses sums up which doors were used
 * @param passwordProofs proves by password
 * @param changePassword changes passwords
 * @param requestReset mails reset links
 * @param resetPassword uses them
 * @param requestConfirmation mails confirmation links
 * @param confirmEmail uses them
 * @param requestEmailChange mails links to new addresses
 * @param confirmEmailChange uses them
 * @param undoEmailChange takes changes of addresses back
 * @param tellOwner writes to owners of taken addresses
 * @param changeProfile changes profiles and addresses
 * @param closeAccount closes accounts
 * @param exportAccount hands accounts to their owners
 * @param listOwnSessions lists sessions for their owner
 * @param endOwnSession ends one of them
 * @param changePermissions gives and takes permissions
 * @param weChatSignIn signs in by WeChat
 */
public record FeatureRooms(
    LetterText letterText,
    Bell bell,
    RunChores runChores,
    CountUses countUses,
    ListUses listUses,
    PasswordProofs passwordProofs,
    ChangePassword changePassword,
    RequestReset requestReset,
    ResetPassword resetPassword,
    RequestConfirmation requestConfirmation,
    ConfirmEmail confirmEmail,
    RequestEmailChange requestEmailChange,
    ConfirmEmailChange confirmEmailChange,
    UndoEmailChange undoEmailChange,
    TellOwner tellOwner,
    ChangeProfile changeProfile,
    CloseAccount closeAccount,
    ExportAccount exportAccount,
    ListOwnSessions listOwnSessions,
    EndOwnSession endOwnSession,
    ChangePermissions changePermissions,
    WeChatSignIn weChatSignIn) {

  static Letters letters(Ports ports, Bell bell) {
    return new OutboxLetters(
        ports.outbox(), ports.sealer(), bell, ports.transactions(), ports.entropy(), ports.time());
  }

  static FeatureRooms build(
      Ports ports,
      CoreRooms core,
      Bell bell,
      Letters letters,
      Budgets budgets,
      MailSettings mail,
      UpkeepSettings upkeep,
      Supplier<URI> publicUrl,
      WeChatVerifier weChat) {
    return new FeatureRooms(
        new LetterText(mail, Templates.open(mail.templates()), publicUrl, ports.sealer()),
        bell,
        runChores(ports, core, mail, upkeep),
        new CountUses(ports.doorUses(), ports.time()),
        new ListUses(ports.doorUses(), ports.time()),
        new PasswordProofs(
            ports.credentials(),
            ports.hasher(),
            core.flagPassword(),
            ports.transactions(),
            ports.time()),
        new ChangePassword(
            ports.accounts(),
            ports.credentials(),
            ports.hasher(),
            core.passwordPolicy(),
            core.flagPassword(),
            core.guesses(),
            core.lockNotice(),
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
            core.passwordPolicy(),
            core.flagPassword(),
            core.useChallenge(),
            core.proveAddress(),
            core.endSessions(),
            core.guesses(),
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
        new ConfirmEmail(core.useChallenge(), core.proveAddress(), ports.transactions()),
        new RequestEmailChange(
            ports.accounts(),
            ports.sessions(),
            ports.challenges(),
            core.issueChallenge(),
            letters,
            budgets,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ConfirmEmailChange(
            ports.accounts(),
            core.useChallenge(),
            core.changeAddress(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new UndoEmailChange(
            ports.accounts(),
            ports.credentials(),
            ports.challenges(),
            core.issueChallenge(),
            core.useChallenge(),
            core.proveAddress(),
            core.endSessions(),
            letters,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new TellOwner(
            ports.accounts(), letters, budgets, ports.events(), ports.transactions(), ports.time()),
        new ChangeProfile(
            ports.accounts(),
            ports.sessions(),
            core.changeAddress(),
            budgets,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new CloseAccount(
            ports.accounts(), ports.sessions(), core.deleteAccount(), ports.transactions()),
        new ExportAccount(
            ports.accounts(),
            ports.sessions(),
            ports.holdings(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ListOwnSessions(ports.sessions(), ports.clients(), ports.agents(), ports.time()),
        new EndOwnSession(
            ports.accounts(),
            ports.sessions(),
            core.endSession(),
            ports.transactions(),
            ports.time()),
        new ChangePermissions(ports.accounts(), ports.events(), ports.transactions(), ports.time()),
        new WeChatSignIn(core.signIn(), core.signUp(), weChat, ports.entropy()));
  }

  private static RunChores runChores(
      Ports ports, CoreRooms core, MailSettings mail, UpkeepSettings upkeep) {
    List<Chore> chores = new ArrayList<>();
    OldThings old =
        new OldThings(
            ports.accounts(),
            ports.sessions(),
            ports.tokens(),
            ports.challenges(),
            ports.events(),
            core.guesses(),
            upkeep,
            ports.time());
    chores.addAll(old.chores());
    SweepLetters sweep = new SweepLetters(ports.outbox(), mail, ports.time());
    chores.add(new Chore("letters", sweep::sweep));
    chores.add(
        new Chore("uses", limit -> ports.doorUses().forget(firstUses(upkeep, ports), limit)));
    return new RunChores(chores, ports.leases(), ports.entropy(), ports.time());
  }

  private static LocalDate firstUses(UpkeepSettings upkeep, Ports ports) {
    return LocalDate.ofInstant(ports.time().now().minus(upkeep.keepDoorUses()), ZoneOffset.UTC);
  }
}
