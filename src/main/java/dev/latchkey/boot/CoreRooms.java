package dev.latchkey.boot;

import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.core.client.RegisterClient;
import dev.latchkey.core.closing.ChangeAddress;
import dev.latchkey.core.closing.ChangeStatus;
import dev.latchkey.core.closing.DeleteAccount;
import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.core.closing.RemoveClient;
import dev.latchkey.core.credential.FlagPassword;
import dev.latchkey.core.credential.PasswordPolicy;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.LastSeen;
import dev.latchkey.core.session.SessionPolicies;
import dev.latchkey.core.signin.LockNotice;
import dev.latchkey.core.signin.RenewSession;
import dev.latchkey.core.signin.Reprove;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInWatch;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.token.ListKeys;
import dev.latchkey.core.token.MakeKey;
import dev.latchkey.core.token.RotateKeys;
import dev.latchkey.core.token.RotateToken;
import dev.latchkey.core.token.SessionCheck;
import dev.latchkey.core.token.SessionOpener;
import dev.latchkey.core.token.TokenLookups;

/**
 * The operations of the core and its frames, floors 1 and 2.
 *
 * @param lastSeen when sessions were last seen
 * @param guesses bounds guessing
 * @param lockNotice tells owners of locks
 * @param passwordPolicy which passwords may be set
 * @param flagPassword marks weak ones
 * @param sessionCheck checks sessions
 * @param rotateToken rotates tokens
 * @param listKeys lists the keys that sign tokens
 * @param rotateKeys replaces them
 * @param signIn the frame of sign-ins
 * @param signUp the frame of sign-ups
 * @param renewSession replaces a session
 * @param endSession ends a session
 * @param endSessions ends what a changed credential ends
 * @param changeStatus enables and disables
 * @param deleteAccount deletes
 * @param registerClient registers clients
 * @param removeClient removes clients
 * @param issueChallenge makes secrets for letters
 * @param useChallenge uses them up
 * @param reprove asks somebody who is signed in to prove himself again
 * @param proveAddress notes that an address is proven
 * @param changeAddress changes addresses
 */
public record CoreRooms(
    LastSeen lastSeen,
    Guesses guesses,
    LockNotice lockNotice,
    PasswordPolicy passwordPolicy,
    FlagPassword flagPassword,
    SessionCheck sessionCheck,
    RotateToken rotateToken,
    ListKeys listKeys,
    RotateKeys rotateKeys,
    SignIn signIn,
    SignUp signUp,
    RenewSession renewSession,
    EndSession endSession,
    EndSessions endSessions,
    ChangeStatus changeStatus,
    DeleteAccount deleteAccount,
    RegisterClient registerClient,
    RemoveClient removeClient,
    IssueChallenge issueChallenge,
    UseChallenge useChallenge,
    Reprove reprove,
    ProveAddress proveAddress,
    ChangeAddress changeAddress) {

  static CoreRooms build(
      Ports ports,
      Budgets budgets,
      Guesses guesses,
      PasswordPolicy passwordPolicy,
      SessionPolicies policies,
      Letters letters,
      SignInWatch watch,
      TokenLookups lookups) {
    IssueChallenge issueChallenge =
        new IssueChallenge(ports.challenges(), ports.entropy(), ports.time());
    ProveAddress proveAddress =
        new ProveAddress(
            ports.accounts(),
            ports.challenges(),
            ports.events(),
            ports.transactions(),
            ports.time());
    FlagPassword flagPassword =
        new FlagPassword(
            passwordPolicy,
            ports.credentials(),
            ports.events(),
            ports.transactions(),
            ports.time());
    LockNotice lockNotice =
        new LockNotice(
            ports.accounts(), letters, ports.events(), ports.transactions(), ports.time());
    SessionOpener opener =
        new SessionOpener(
            ports.sessions(),
            ports.tokens(),
            ports.clients(),
            policies,
            ports.events(),
            ports.sealer(),
            ports.entropy(),
            ports.time());
    ListKeys listKeys = new ListKeys(ports.storedKeys(), ports.sessions(), ports.time());
    LastSeen lastSeen = new LastSeen(ports.sessions(), ports.time());
    return new CoreRooms(
        lastSeen,
        guesses,
        lockNotice,
        passwordPolicy,
        flagPassword,
        new SessionCheck(lookups, lastSeen, ports.time()),
        new RotateToken(
            ports.tokens(),
            ports.sessions(),
            ports.events(),
            ports.transactions(),
            ports.entropy(),
            ports.time()),
        listKeys,
        new RotateKeys(
            ports.storedKeys(),
            new MakeKey(ports.sealer(), ports.entropy(), ports.time()),
            listKeys,
            ports.sessions(),
            ports.transactions(),
            ports.time()),
        new SignIn(
            ports.accounts(),
            guesses,
            lockNotice,
            opener,
            ports.events(),
            watch,
            ports.transactions(),
            ports.time()),
        new SignUp(
            ports.accounts(),
            ports.credentials(),
            ports.hasher(),
            passwordPolicy,
            flagPassword,
            budgets,
            guesses,
            opener,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new RenewSession(
            ports.accounts(),
            ports.sessions(),
            opener,
            ports.events(),
            ports.transactions(),
            ports.time()),
        new EndSession(ports.sessions(), ports.events(), ports.transactions(), ports.time()),
        new EndSessions(
            ports.accounts(),
            ports.sessions(),
            ports.challenges(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new ChangeStatus(
            ports.accounts(),
            ports.sessions(),
            ports.challenges(),
            ports.events(),
            ports.transactions(),
            ports.time()),
        new DeleteAccount(
            ports.accounts(), ports.sessions(), ports.events(), ports.transactions(), ports.time()),
        new RegisterClient(ports.clients(), ports.transactions(), ports.entropy(), ports.time()),
        new RemoveClient(ports.clients(), ports.sessions(), ports.transactions(), ports.time()),
        issueChallenge,
        new UseChallenge(ports.accounts(), ports.challenges(), ports.time()),
        new Reprove(guesses, lockNotice),
        proveAddress,
        new ChangeAddress(
            ports.accounts(),
            ports.challenges(),
            issueChallenge,
            proveAddress,
            letters,
            ports.time()));
  }
}
