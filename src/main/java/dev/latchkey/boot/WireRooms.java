package dev.latchkey.boot;

import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.token.FindCurrentToken;
import dev.latchkey.core.token.SignedTokens;
import dev.latchkey.kernel.KeyedHash;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.contract.clientapp.ClientAppContract;
import dev.latchkey.wire.contract.clientapp.ClientAppSettings;
import dev.latchkey.wire.contract.devicesessions.DeviceSessionsContract;
import dev.latchkey.wire.contract.devicesessions.DeviceSessionsSettings;
import dev.latchkey.wire.contract.jwtsessions.JwtSessionsContract;
import dev.latchkey.wire.contract.jwtsessions.JwtSessionsOperations;
import dev.latchkey.wire.contract.jwtsessions.JwtSessionsSettings;
import dev.latchkey.wire.contract.privatetoken.PrivateTokenContract;
import dev.latchkey.wire.contract.privatetoken.PrivateTokenSettings;
import dev.latchkey.wire.contract.sessionrpc.SessionRpcContract;
import dev.latchkey.wire.contract.sessionrpc.SessionRpcSettings;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.pages.PagesContract;
import dev.latchkey.wire.pages.PagesOperations;
import dev.latchkey.wire.pages.PagesSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The five contracts and the hosted pages, floor 4, and what a public server takes back from the
 * contracts.
 */
final class WireRooms {
  private static final Lifetime PUBLIC_LIFETIME =
      new Lifetime(Duration.ofDays(30), Duration.ofDays(90));

  private final ServerSettings settings;
  private final Ports ports;
  private final CoreRooms core;
  private final FeatureRooms features;

  WireRooms(ServerSettings settings, Ports ports, CoreRooms core, FeatureRooms features) {
    this.settings = settings;
    this.ports = ports;
    this.core = core;
    this.features = features;
  }

  /**
   * Builds the contracts.
   *
   * @param changes tells open sockets that their session ended
   * @param jwtKeys sign and verify for {@code jwt-sessions}
   * @param deviceKeys sign and verify for {@code device-sessions}
   * @param csrfKey makes the CSRF secrets of {@code jwt-sessions}
   * @return all five
   */
  List<Contract> contracts(
      Changes changes, SignedTokens jwtKeys, SignedTokens deviceKeys, KeyedHash csrfKey) {
    return List.of(
        privateToken(),
        clientApp(),
        jwtSessions(jwtKeys, csrfKey),
        sessionRpc(changes),
        deviceSessions(deviceKeys));
  }

  private Contract privateToken() {
    PrivateTokenSettings own = settings.privateToken();
    return new PrivateTokenContract(
        new PrivateTokenSettings(
            own.realm(),
            lifetime(own.lifetime()),
            password(own.realm(), own.minPasswordLength()),
            own.requireConfirmation(),
            own.revealUnknown(),
            own.joinErrors(),
            own.showContact()),
        core.signUp(),
        core.signIn(),
        features.passwordProofs(),
        features.weChatSignIn(),
        core.sessionCheck(),
        features.changeProfile(),
        features.changePassword(),
        features.requestReset());
  }

  private Contract clientApp() {
    ClientAppSettings own = settings.clientApp();
    return new ClientAppContract(
        new ClientAppSettings(
            lifetime(own.lifetime()),
            password(RealmName.MAIN, own.minPasswordLength()),
            own.requireSecret(),
            own.shortUser(),
            own.tokenParameter()),
        ports.clients(),
        core.signUp(),
        core.signIn(),
        features.passwordProofs(),
        core.sessionCheck(),
        ports.time());
  }

  private Contract jwtSessions(SignedTokens keys, KeyedHash csrfKey) {
    JwtSessionsSettings own = settings.jwtSessions();
    return new JwtSessionsContract(
        new JwtSessionsSettings(
            own.realm(),
            own.accessLifetime(),
            own.refreshLifetime(),
            own.refreshGrace(),
            own.aliases(),
            own.persistentCookies(),
            own.refreshCookie(),
            password(own.realm(), own.minPasswordLength()),
            own.alphanumericPasswords(),
            own.origins(),
            own.loopbackOrigins() && AllowanceSettings.allows(settings.allow().localOrigins())),
        new JwtSessionsOperations(
            core.signUp(),
            core.signIn(),
            features.passwordProofs(),
            core.sessionCheck(),
            core.rotateToken(),
            new FindCurrentToken(ports.tokens()),
            core.endSession(),
            keys,
            csrfKey,
            ports.entropy(),
            ports.time()));
  }

  private Contract sessionRpc(Changes changes) {
    SessionRpcSettings own = settings.sessionRpc();
    return new SessionRpcContract(
        new SessionRpcSettings(
            own.realm(),
            lifetime(own.sessionLifetime()),
            own.jsonRpcBase(),
            own.usernameIsEmail(),
            own.revealUnknown(),
            own.credentialsInQuery()),
        core.signIn(),
        features.passwordProofs(),
        core.signUp(),
        core.sessionCheck(),
        core.endSession(),
        features.requestReset(),
        features.resetPassword(),
        features.requestConfirmation(),
        features.confirmEmail(),
        changes,
        ports.entropy());
  }

  private Contract deviceSessions(SignedTokens keys) {
    DeviceSessionsSettings own = settings.deviceSessions();
    return new DeviceSessionsContract(
        new DeviceSessionsSettings(
            own.realm(),
            lifetime(own.lifetime()),
            own.revealUnknown(),
            own.requireCurrentPassword(),
            password(own.realm(), own.minPasswordLength())),
        core.signIn(),
        features.passwordProofs(),
        core.signUp(),
        core.sessionCheck(),
        keys,
        features.requestReset(),
        features.resetPassword(),
        features.changePassword(),
        features.changeProfile(),
        ports.sessions(),
        core.endSession(),
        ports.entropy(),
        ports.time());
  }

  /**
   * Builds the hosted pages.
   *
   * @param formKey makes the tokens of their forms
   * @param hasInbox whether letters are read here rather than sent
   * @return the pages; none if they are switched off
   */
  Optional<Contract> pages(KeyedHash formKey, boolean hasInbox) {
    PagesSettings own = settings.pages();
    return own.enabled()
        ? Optional.of(
            new PagesContract(
                new PagesSettings(
                    own.enabled(),
                    own.realm(),
                    own.lifetime(),
                    password(own.realm(), own.minPasswordLength())),
                settings.realm(own.realm()).look(),
                settings.mail().publicUrl(),
                settings.http().isLoopback(),
                hasInbox ? "/dev/inbox" : null,
                operations(),
                formKey,
                ports.entropy()))
        : Optional.empty();
  }

  private PagesOperations operations() {
    return new PagesOperations(
        core.signUp(),
        features.tellOwner(),
        core.signIn(),
        features.passwordProofs(),
        core.sessionCheck(),
        core.endSession(),
        core.endSessions(),
        features.listOwnSessions(),
        features.endOwnSession(),
        core.reprove(),
        features.requestReset(),
        features.resetPassword(),
        features.requestConfirmation(),
        features.confirmEmail(),
        features.requestEmailChange(),
        features.confirmEmailChange(),
        features.undoEmailChange(),
        core.useChallenge(),
        features.changeProfile(),
        features.changePassword(),
        features.exportAccount(),
        features.closeAccount(),
        ports.time());
  }

  private Lifetime lifetime(Lifetime own) {
    boolean endless = AllowanceSettings.allows(settings.allow().endlessSessions());
    return own.equals(Lifetime.UNBOUNDED) && !endless ? PUBLIC_LIFETIME : own;
  }

  /** What a strict realm would refuse anyway, a contract refuses in the words it has for that. */
  private int password(RealmName realm, int own) {
    return core.passwordPolicy().isStrict(realm)
        ? Math.max(own, settings.realm(realm).passwords().minLength())
        : own;
  }
}
