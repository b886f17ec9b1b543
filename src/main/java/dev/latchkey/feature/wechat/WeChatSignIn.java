package dev.latchkey.feature.wechat;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.core.signin.SignIn;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.signup.SignUp;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Signs in by WeChat. A known openid signs in to its account; an unknown one gets a new account,
 * with the wanted name or a generated one. It never attaches to an existing account.
 */
public final class WeChatSignIn {
  private static final int ROUNDS = 4;
  private static final int NAME_BYTES = 4;

  private final SignIn signIn;
  private final SignUp signUp;
  private final WeChatVerifier verifier;
  private final Entropy entropy;

  /**
   * Makes one.
   *
   * @param signIn the frame of sign-ins
   * @param signUp the frame of sign-ups
   * @param verifier says whether an openid is genuine
   * @param entropy where generated names come from
   */
  public WeChatSignIn(SignIn signIn, SignUp signUp, WeChatVerifier verifier, Entropy entropy) {
    this.signIn = signIn;
    this.signUp = signUp;
    this.verifier = verifier;
    this.entropy = entropy;
  }

  /**
   * Signs in, or up and in.
   *
   * @param request who asks
   * @return in, or why not
   */
  public Outcome signIn(Request request) {
    boolean genuine =
        verifier.isGenuine(
            new WeChatVerifier.Claim(request.openid().canonical(), request.accessToken()));
    if (!genuine) {
      return new Outcome.Answered(new SignInOutcome.BadCredentials());
    }
    for (int round = 0; round < ROUNDS; round++) {
      SignInOutcome known = signIn.signIn(asSignIn(request), Proof.vouched());
      if (!(known instanceof SignInOutcome.BadCredentials)) {
        return new Outcome.Answered(known);
      }
      if (!request.mayCreate()) {
        return new Outcome.Unknown();
      }
      SignUpOutcome made = signUp.signUp(asSignUp(request));
      switch (made) {
        case SignUpOutcome.SignedUp up -> {
          if (up.opened() == null) {
            throw new IllegalStateException("a session was planned");
          }
          return new Outcome.Answered(new SignInOutcome.SignedIn(up.account(), up.opened()));
        }
        case SignUpOutcome.Throttled throttled -> {
          return new Outcome.Answered(new SignInOutcome.Throttled(throttled.retryAfter()));
        }
        case SignUpOutcome.Weak weak -> throw new IllegalStateException("no password was given");
        case SignUpOutcome.Overloaded overloaded -> {
          return new Outcome.Answered(new SignInOutcome.Overloaded(overloaded.retryAfter()));
        }
        case SignUpOutcome.Taken taken -> {
          IdentifierKind kind = taken.identifier().kind();
          // A taken openid is a parallel first sign-in of the same person, or a disabled account:
          // look
          // again. A taken generated name is bad luck: draw again.
          boolean wanted =
              taken.identifier().equals(request.username())
                  || taken.identifier().equals(request.email());
          if (kind != IdentifierKind.WECHAT && wanted) {
            return new Outcome.Taken(taken.identifier());
          }
        }
      }
    }
    return new Outcome.Answered(new SignInOutcome.BadCredentials());
  }

  private static SignInRequest asSignIn(Request request) {
    return new SignInRequest(
        request.realm(),
        Namespace.WECHAT,
        request.openid().display(),
        request.plan(),
        null,
        request.origin());
  }

  private SignUpRequest asSignUp(Request request) {
    String generated = "wx_" + HexFormat.of().formatHex(entropy.bytes(NAME_BYTES));
    Identifier username =
        request.username() == null ? Identifier.name(generated).orElseThrow() : request.username();
    NewAccount account =
        NewAccount.in(request.realm())
            .withProfile(request.profile())
            .withWechat(request.openid())
            .withUsername(username);
    if (request.email() != null) {
      account = account.withEmail(request.email());
    } else if (account.mailbox() == null) {
      account = account.withShownAddress(generated + "@wechat.invalid");
    }
    return new SignUpRequest(account, null, request.plan(), request.origin());
  }

  /**
   * Somebody comes by way of WeChat.
   *
   * @param realm among whose accounts
   * @param openid who WeChat says it is
   * @param accessToken what proves it; null if the client shows nothing
   * @param username the name wanted for a new account; null for a generated one
   * @param email the address wanted for a new account; null for none
   * @param profile what a new account says of itself
   * @param mayCreate whether somebody unknown gets a new account
   * @param plan the session to open
   * @param origin from where
   */
  public record Request(
      RealmName realm,
      Identifier openid,
      @Nullable String accessToken,
      @Nullable Identifier username,
      @Nullable Identifier email,
      Profile profile,
      boolean mayCreate,
      SessionPlan plan,
      Origin origin) {}

  /** What it comes to. */
  public sealed interface Outcome {
    /**
     * As a sign-in.
     *
     * @param outcome what that came to
     */
    record Answered(SignInOutcome outcome) implements Outcome {}

    /** The openid signs nobody in, and the request may not create an account. */
    record Unknown() implements Outcome {}

    /**
     * The account would be new, and the name or address wanted for it belongs to another.
     *
     * @param identifier which
     */
    record Taken(Identifier identifier) implements Outcome {}
  }
}
