package dev.latchkey.boot;

import dev.latchkey.adapter.log.LogSettings;
import dev.latchkey.adapter.sql.DatabaseSettings;
import dev.latchkey.adapter.traces.TraceSettings;
import dev.latchkey.core.credential.ForeignSettings;
import dev.latchkey.core.credential.HashSettings;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.upkeep.UpkeepSettings;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.contract.clientapp.ClientAppSettings;
import dev.latchkey.wire.contract.devicesessions.DeviceSessionsSettings;
import dev.latchkey.wire.contract.jwtsessions.JwtSessionsSettings;
import dev.latchkey.wire.contract.privatetoken.PrivateTokenSettings;
import dev.latchkey.wire.contract.sessionrpc.SessionRpcSettings;
import dev.latchkey.wire.http.HttpSettings;
import dev.latchkey.wire.http.MetricsSettings;
import dev.latchkey.wire.pages.PagesSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of every room.
 *
 * @param data the directory that holds the embedded store and the master key
 * @param database where accounts and sessions are kept
 * @param http the listener
 * @param metrics who may read the figures
 * @param traces where traces go
 * @param log how log lines look
 * @param mail letters
 * @param budgets bounds on guessing and flooding
 * @param hashing the cost of passwords
 * @param foreignHashes until when hashes of other systems are taken
 * @param allow what only a server on loopback should allow
 * @param realms the policy of each realm; one that is not named has the defaults
 * @param privateToken the contract of that name
 * @param clientApp the contract of that name
 * @param jwtSessions the contract of that name
 * @param sessionRpc the contract of that name
 * @param deviceSessions the contract of that name
 * @param pages the hosted pages
 * @param upkeep for how long what is over is kept
 */
public record ServerSettings(
    Path data,
    DatabaseSettings database,
    HttpSettings http,
    MetricsSettings metrics,
    TraceSettings traces,
    LogSettings log,
    MailSettings mail,
    BudgetSettings budgets,
    HashSettings hashing,
    ForeignSettings foreignHashes,
    AllowanceSettings allow,
    Map<RealmName, RealmSettings> realms,
    PrivateTokenSettings privateToken,
    ClientAppSettings clientApp,
    JwtSessionsSettings jwtSessions,
    SessionRpcSettings sessionRpc,
    DeviceSessionsSettings deviceSessions,
    PagesSettings pages,
    UpkeepSettings upkeep) {
  /** What holds unless it is set. */
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          Path.of("latchkey-data"),
          DatabaseSettings.DEFAULT,
          HttpSettings.DEFAULT,
          MetricsSettings.DEFAULT,
          TraceSettings.DEFAULT,
          LogSettings.DEFAULT,
          MailSettings.DEFAULT,
          BudgetSettings.DEFAULT,
          HashSettings.DEFAULT,
          ForeignSettings.DEFAULT,
          AllowanceSettings.UNSETTLED,
          Map.of(RealmName.MAIN, RealmSettings.DEFAULT),
          PrivateTokenSettings.DEFAULT,
          ClientAppSettings.DEFAULT,
          JwtSessionsSettings.DEFAULT,
          SessionRpcSettings.DEFAULT,
          DeviceSessionsSettings.DEFAULT,
          PagesSettings.DEFAULT,
          UpkeepSettings.DEFAULT);

  /**
   * Changes the directory.
   *
   * @param directory the new one
   * @return the changed settings
   */
  public ServerSettings withData(Path directory) {
    return new ServerSettings(
        directory,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the listener.
   *
   * @param listener the new settings
   * @return the changed settings
   */
  public ServerSettings withHttp(HttpSettings listener) {
    return new ServerSettings(
        data,
        database,
        listener,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the settings of letters.
   *
   * @param letters the new settings
   * @return the changed settings
   */
  public ServerSettings withMail(MailSettings letters) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        letters,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the budgets.
   *
   * @param sizes the new settings
   * @return the changed settings
   */
  public ServerSettings withBudgets(BudgetSettings sizes) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        sizes,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the cost of passwords.
   *
   * @param cost the new settings
   * @return the changed settings
   */
  public ServerSettings withHashing(HashSettings cost) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        cost,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes until when hashes of other systems are taken.
   *
   * @param dates the new settings
   * @return the changed settings
   */
  public ServerSettings withForeignHashes(ForeignSettings dates) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        dates,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes what is allowed.
   *
   * @param allowances the new settings
   * @return the changed settings
   */
  public ServerSettings withAllow(AllowanceSettings allowances) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allowances,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the contract {@code session-rpc}.
   *
   * @param contract the new settings
   * @return the changed settings
   */
  public ServerSettings withSessionRpc(SessionRpcSettings contract) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        contract,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the contract {@code device-sessions}.
   *
   * @param contract the new settings
   * @return the changed settings
   */
  public ServerSettings withDeviceSessions(DeviceSessionsSettings contract) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        contract,
        pages,
        upkeep);
  }

  /**
   * Changes the contract {@code jwt-sessions}.
   *
   * @param contract the new settings
   * @return the changed settings
   */
  public ServerSettings withJwtSessions(JwtSessionsSettings contract) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        contract,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes {@code private-token}.
   *
   * @param contract the new settings
   * @return the changed settings
   */
  public ServerSettings withPrivateToken(PrivateTokenSettings contract) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        contract,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Replaces where accounts and sessions are kept.
   *
   * @param place where
   * @return the changed settings
   */
  public ServerSettings withDatabase(DatabaseSettings place) {
    return new ServerSettings(
        data,
        place,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Replaces who may read the figures.
   *
   * @param readers who
   * @return the changed settings
   */
  public ServerSettings withMetrics(MetricsSettings readers) {
    return new ServerSettings(
        data,
        database,
        http,
        readers,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Replaces where traces go.
   *
   * @param collector where
   * @return the changed settings
   */
  public ServerSettings withTraces(TraceSettings collector) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        collector,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Replaces the policies of realms.
   *
   * @param policies the policy of each realm
   * @return the changed settings
   */
  public ServerSettings withRealms(Map<RealmName, RealmSettings> policies) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        policies,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Gives the policy of a realm.
   *
   * @param name which; it need not be named in the settings
   * @return its policy
   */
  public RealmSettings realm(RealmName name) {
    return realms.getOrDefault(name, RealmSettings.DEFAULT);
  }

  /**
   * Changes {@code client-app}.
   *
   * @param contract the new settings
   * @return the changed settings
   */
  public ServerSettings withClientApp(ClientAppSettings contract) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        contract,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        upkeep);
  }

  /**
   * Changes the hosted pages.
   *
   * @param hosted the new settings
   * @return the changed settings
   */
  public ServerSettings withPages(PagesSettings hosted) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        hosted,
        upkeep);
  }

  /**
   * Changes for how long what is over is kept.
   *
   * @param kept the new settings
   * @return the changed settings
   */
  public ServerSettings withUpkeep(UpkeepSettings kept) {
    return new ServerSettings(
        data,
        database,
        http,
        metrics,
        traces,
        log,
        mail,
        budgets,
        hashing,
        foreignHashes,
        allow,
        realms,
        privateToken,
        clientApp,
        jwtSessions,
        sessionRpc,
        deviceSessions,
        pages,
        kept);
  }
}
