package dev.latchkey.boot;

import dev.latchkey.adapter.agent.UapAgents;
import dev.latchkey.adapter.cache.CachedLookups;
import dev.latchkey.adapter.corpus.BreachedPasswords;
import dev.latchkey.adapter.corpus.CommonPasswords;
import dev.latchkey.adapter.crypto.AesGcmSealer;
import dev.latchkey.adapter.crypto.Argon2Hasher;
import dev.latchkey.adapter.crypto.DerivedHash;
import dev.latchkey.adapter.crypto.JwsTokens;
import dev.latchkey.adapter.crypto.MasterKey;
import dev.latchkey.adapter.crypto.SystemEntropy;
import dev.latchkey.adapter.crypto.SystemTime;
import dev.latchkey.adapter.foreign.Families;
import dev.latchkey.adapter.foreign.KeptHashes;
import dev.latchkey.adapter.foreign.ReadForeignHashes;
import dev.latchkey.adapter.limits.BucketBudgets;
import dev.latchkey.adapter.smtp.SmtpDeliveries;
import dev.latchkey.adapter.sql.Database;
import dev.latchkey.adapter.sql.EndedFeed;
import dev.latchkey.adapter.traces.Traces;
import dev.latchkey.core.credential.ForeignSettings;
import dev.latchkey.core.credential.PasswordPolicy;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.core.policy.Budgets;
import dev.latchkey.core.policy.Guesses;
import dev.latchkey.core.session.Changes;
import dev.latchkey.core.session.SessionPolicies;
import dev.latchkey.feature.device.NewDeviceNotice;
import dev.latchkey.feature.mail.Bell;
import dev.latchkey.feature.mail.DeliverLetters;
import dev.latchkey.feature.mail.MailSettings;
import dev.latchkey.feature.wechat.WeChatVerifier;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Nearest;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Health;
import dev.latchkey.wire.http.HttpServer;
import dev.latchkey.wire.http.Metrics;
import dev.latchkey.wire.http.OpenApiDocs;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Router;
import dev.latchkey.wire.http.Tracing;
import dev.latchkey.wire.inbox.InboxKey;
import dev.latchkey.wire.inbox.InboxPages;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Everything, built and connected: the store and the rooms above it, and on {@link #start} the
 * listener and the background work. The command line opens one beside a running server without
 * starting it.
 */
public final class House implements AutoCloseable {
  /** A node that has not heard from the store for longer must not be asked. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

  private static final String JWT_KEYS = "jwt-sessions";
  private static final String DEVICE_KEYS = "device-sessions";

  /** The contracts whose tokens are signed. */
  public static final List<String> SIGNING = List.of(JWT_KEYS, DEVICE_KEYS);

  private final ServerSettings settings;
  private final Database database;
  private final Argon2Hasher hasher;
  private final Ports ports;
  private final CoreRooms core;
  private final FeatureRooms features;
  private final List<Contract> contracts;
  private final Router router;
  private final Health health;
  private final Telemetry telemetry;
  private final Traces traces;
  private final InboxKey inboxKey;
  private final WaitingLetters waitingLetters;
  private final EndedFeed feed;
  private final List<JwsTokens> keyRings;
  private final BreachedPasswords breached;
  private final AtomicReference<URI> publicUrl;
  private final @Nullable DeliverLetters deliverLetters;
  private @Nullable HttpServer server;
  private @Nullable Background background;
  private @Nullable LetterRounds letterRounds;

  private House(
      ServerSettings settings,
      Database database,
      Argon2Hasher hasher,
      Ports ports,
      CoreRooms core,
      FeatureRooms features,
      List<Contract> contracts,
      Router router,
      Health health,
      Telemetry telemetry,
      Traces traces,
      InboxKey inboxKey,
      WaitingLetters waitingLetters,
      EndedFeed feed,
      List<JwsTokens> keyRings,
      BreachedPasswords breached,
      AtomicReference<URI> publicUrl,
      @Nullable DeliverLetters deliverLetters) {
    this.settings = settings;
    this.database = database;
    this.hasher = hasher;
    this.ports = ports;
    this.core = core;
    this.features = features;
    this.contracts = List.copyOf(contracts);
    this.router = router;
    this.health = health;
    this.telemetry = telemetry;
    this.traces = traces;
    this.inboxKey = inboxKey;
    this.waitingLetters = waitingLetters;
    this.feed = feed;
    this.keyRings = keyRings;
    this.breached = breached;
    this.publicUrl = publicUrl;
    this.deliverLetters = deliverLetters;
  }

  /**
   * Says whether there is anything to open without making it.
   *
   * @param settings the settings of every room
   * @return true if the file of the embedded store exists, or the store is elsewhere
   */
  public static boolean hasStore(ServerSettings settings) {
    return settings.database().url() != null || Files.exists(storeFile(settings));
  }

  /**
   * Says where the store is, for people.
   *
   * @return a sentence without what an address may hold of a password
   */
  public String whereabouts() {
    return settings
        .database()
        .place()
        .map(place -> "Its store is " + place + ", its key in " + settings.data())
        .orElse("Its store is in " + settings.data());
  }

  private static Path storeFile(ServerSettings settings) {
    return storeFile(settings.data());
  }

  /** Names the file of the embedded store in a directory. */
  static Path storeFile(Path directory) {
    return directory.resolve("latchkey.db");
  }

  /** Names the file of the master key in a directory. */
  static Path keyFile(Path directory) {
    return directory.resolve("master.key");
  }

  private static Database database(
      ServerSettings settings, Changes changes, Time time, Entropy entropy) {
    return settings.database().url() == null
        ? Database.open(storeFile(settings), changes, time, entropy)
        : Database.connect(settings.database(), changes, time, entropy);
  }

  /**
   * Opens the store, creating it and the master key where there are none, and builds the rooms.
   *
   * @param settings the settings of every room
   * @return the house, not yet listening
   * @throws dev.latchkey.kernel.StartProblem if that cannot be; its message is one line that says
   *     what to do
   */
  public static House open(ServerSettings settings) {
    return open(settings, new SystemTime());
  }

  /**
   * Opens the store with another clock.
   *
   * @param settings the settings of every room
   * @param time the clock
   * @return the house, not yet listening
   */
  public static House open(ServerSettings settings, Time time) {
    refuseDeadLinks(settings);
    refuseUnknownFamilies(settings.foreignHashes());
    Entropy entropy = new SystemEntropy();
    Changes changes = new Changes();
    Path key = keyFile(settings.data());
    boolean isNew = !Files.exists(key);
    Database database = database(settings, changes, time, entropy);
    if (database.isHalfCopied()) {
      database.close();
      throw new StartProblem(
          "the store is the target of a copy or restore that did not finish; run that again to go on");
    }
    if (isNew) {
      refuseLostKey(database, key);
    }
    if (isNew && AllowanceSettings.allows(settings.allow().documentedClient())) {
      // Before the key, whose presence ends the first start: a start that is cut short goes on.
      DocumentedClient.register(database, time);
    }
    MasterKey master = MasterKey.openOrCreate(key, entropy);
    Sealer sealer = new AesGcmSealer(master, entropy);
    KeptHashes keptHashes = new KeptHashes(sealer, settings.foreignHashes(), time);
    Argon2Hasher hasher = new Argon2Hasher(settings.hashing(), keptHashes, entropy, time);
    Traces traces = new Traces(settings.traces(), time);
    Ports ports =
        new Ports(
            time,
            entropy,
            sealer,
            traces.watching(hasher),
            new ReadForeignHashes(keptHashes, hasher),
            traces.watching(database.transactions()),
            database.accounts(),
            database.credentials(),
            database.sessions(),
            database.tokens(),
            database.storedKeys(),
            database.challenges(),
            database.clients(),
            database.events(),
            database.outbox(),
            database.holdings(),
            database.knownDevices(),
            database.leases(),
            database.doorUses(),
            new UapAgents());
    SessionPolicies policies = realm -> settings.realm(realm).sessions();
    Budgets budgets = new BucketBudgets(settings.budgets(), time, entropy);
    JwsTokens jwtKeys = new JwsTokens(JWT_KEYS, ports.storedKeys(), sealer, entropy, time);
    JwsTokens deviceKeys = new JwsTokens(DEVICE_KEYS, ports.storedKeys(), sealer, entropy, time);
    EndedFeed feed = database.endedFeed();
    CachedLookups lookups = new CachedLookups(ports.tokens(), pilots(settings), changes, time);
    Guesses guesses =
        new Guesses(
            budgets,
            database.lockouts(),
            database.knownPlaces(),
            new DerivedHash(master, "limits/subjects"),
            settings.budgets().lockoutRule(),
            ports.transactions(),
            time);
    BreachedPasswords breached = BreachedPasswords.open(BreachedCorpus.file(settings));
    PasswordPolicy passwordPolicy =
        new PasswordPolicy(
            realm -> settings.realm(realm).passwords(),
            !AllowanceSettings.allows(settings.allow().shortPasswords()),
            new CommonPasswords(),
            breached);
    Bell bell = new Bell();
    Letters letters = FeatureRooms.letters(ports, bell);
    CoreRooms core =
        CoreRooms.build(
            ports,
            budgets,
            guesses,
            passwordPolicy,
            policies,
            letters,
            new NewDeviceNotice(ports.knownDevices(), ports.sessions(), policies, letters, time),
            lookups);
    AtomicReference<URI> publicUrl =
        new AtomicReference<>(publicUrl(settings, settings.http().port()));
    FeatureRooms features =
        FeatureRooms.build(
            ports,
            core,
            bell,
            letters,
            budgets,
            settings.mail(),
            settings.upkeep(),
            publicUrl::get,
            weChat(settings));
    WaitingLetters waitingLetters = new WaitingLetters(ports.outbox(), time);
    Telemetry telemetry =
        new Telemetry(
            new Figures(hasher, lookups, feed, database, features.runChores(), waitingLetters)
                ::fill);
    InboxKey inboxKey = new InboxKey(entropy);
    WireRooms wires = new WireRooms(settings, ports, core, features);
    List<Contract> contracts =
        wires.contracts(changes, jwtKeys, deviceKeys, new DerivedHash(master, "jwt-sessions/csrf"));
    List<Contract> mounted = new ArrayList<>(contracts);
    mounted.add(new OpenApiDocs(contracts.stream().map(Contract::name).toList()));
    wires.pages(new DerivedHash(master, "pages/forms"), hasInbox(settings)).ifPresent(mounted::add);
    Health health = new Health(() -> feed.silence().compareTo(LONGEST_SILENCE) < 0);
    mounted.add(health);
    if (hasInbox(settings)) {
      mounted.add(new InboxPages(ports.outbox(), features.letterText(), ports.time(), inboxKey));
    }
    mounted.add(new Metrics(settings.metrics(), () -> telemetry.open().text()));
    return new House(
        settings,
        database,
        hasher,
        ports,
        core,
        features,
        contracts,
        new Router(
            mounted,
            telemetry,
            traces.areWanted() ? traced(traces) : Tracing.OFF,
            features.countUses()::count),
        health,
        telemetry,
        traces,
        inboxKey,
        waitingLetters,
        feed,
        List.of(jwtKeys, deviceKeys),
        breached,
        publicUrl,
        settings.mail().isSent() ? deliverLetters(settings.mail(), ports, features) : null);
  }

  private static Tracing traced(Traces traces) {
    return (contract, route, request, work) ->
        traces.request(
            new Traces.Asked(
                contract,
                route,
                request.origin().requestId(),
                request.header("traceparent").orElse(null)),
            work,
            Reply::status);
  }

  /** What is read over a network may hang, so that callers must be able to leave it behind. */
  private static Executor pilots(ServerSettings settings) {
    return settings.database().url() == null
        ? Runnable::run
        : read -> Thread.ofVirtual().name("session-read").start(read);
  }

  private static DeliverLetters deliverLetters(
      MailSettings mail, Ports ports, FeatureRooms features) {
    return new DeliverLetters(
        ports.outbox(),
        ports.challenges(),
        features.letterText(),
        new SmtpDeliveries(mail.smtp(), mail.publicUrl().getHost()),
        mail,
        ports.entropy(),
        ports.time());
  }

  private static void refuseUnknownFamilies(ForeignSettings settings) {
    for (ForeignSettings.Until until : settings.until()) {
      String family = until.family();
      if (!family.equals(ForeignSettings.ALL) && !Families.switchable().contains(family)) {
        throw new StartProblem(
            "foreign_hashes.until: there is no family of hashes \""
                + family
                + "\" to switch off"
                + Nearest.hint(family, Families.switchable()));
      }
    }
  }

  private static void refuseDeadLinks(ServerSettings settings) {
    MailSettings mail = settings.mail();
    if (mail.isSent() && mail.isPublicUrlLocal() && !settings.http().isLoopback()) {
      throw new StartProblem(
          "mail.public_url: letters would carry links to "
              + mail.publicUrl()
              + ", which nobody else can follow: set it to the address at which people reach this"
              + " server");
    }
  }

  /** Unset, the public address is this very listener, whatever port it got. */
  private static URI publicUrl(ServerSettings settings, int port) {
    URI set = settings.mail().publicUrl();
    boolean isUnset = set.equals(MailSettings.DEFAULT.publicUrl());
    return isUnset && port > 0 && settings.http().isLoopback()
        ? URI.create(settings.http().address(port) + "/")
        : set;
  }

  /** Live links lie there for whoever comes, so it is for development on one machine alone. */
  private static boolean hasInbox(ServerSettings settings) {
    return !settings.mail().isSent()
        && settings.mail().isPublicUrlLocal()
        && settings.http().isLoopback()
        && settings.http().trustedProxies().isEmpty();
  }

  /**
   * Says where letters can be read that are not sent.
   *
   * @return the path of the development inbox with its key, which is another at each start; empty
   *     if it is not mounted
   */
  public Optional<String> inbox() {
    return hasInbox(settings) ? Optional.of(inboxKey.path()) : Optional.empty();
  }

  /** A fresh key beside an old store would hide that the old one is lost. */
  private static void refuseLostKey(Database database, Path key) {
    for (String purpose : SIGNING) {
      // Looked for again: another process may have made both since the first look.
      if (!database.storedKeys().of(purpose).isEmpty() && !Files.exists(key)) {
        database.close();
        throw new StartProblem(
            "The master key file "
                + key
                + " is missing, and the database was written under one; restore the file from a"
                + " backup, or copy it from another server on that database");
      }
    }
  }

  private static WeChatVerifier weChat(ServerSettings settings) {
    return AllowanceSettings.allows(settings.allow().bareOpenid())
        ? WeChatVerifier.trustingBareOpenid()
        : WeChatVerifier.refusing();
  }

  /**
   * Starts to listen, and the background work.
   *
   * @return the port that was bound
   * @throws dev.latchkey.kernel.StartProblem if the address cannot be bound; the message is one
   *     line that says what to do
   */
  public int start() {
    traces.start();
    HttpServer listener = new HttpServer(settings.http(), router, ports.entropy());
    int port = listener.start();
    server = listener;
    publicUrl.set(publicUrl(settings, port));
    background =
        Background.start(
            feed,
            this::readKeys,
            core.lastSeen(),
            features.runChores(),
            features.countUses(),
            breached,
            hasher,
            this::expectKinds,
            telemetry,
            waitingLetters);
    letterRounds = LetterRounds.start(features.bell(), deliverLetters);
    return port;
  }

  /**
   * Reads the signing keys again, as a running server does every two seconds.
   *
   * @throws dev.latchkey.kernel.StoreUnavailable if the store does not answer; the known keys stay
   */
  public void readKeys() {
    keyRings.forEach(JwsTokens::refresh);
  }

  private void expectKinds() {
    ports.credentials().kinds().forEach(kind -> hasher.expect(kind.sample()));
  }

  /**
   * The settings it was opened with.
   *
   * @return the settings
   */
  public ServerSettings settings() {
    return settings;
  }

  /**
   * The ports.
   *
   * @return every port, fulfilled
   */
  public Ports ports() {
    return ports;
  }

  /**
   * The core.
   *
   * @return its operations
   */
  public CoreRooms core() {
    return core;
  }

  /**
   * The features.
   *
   * @return their operations
   */
  public FeatureRooms features() {
    return features;
  }

  /** The store, for what needs more of it than its ports. */
  Database database() {
    return database;
  }

  /**
   * The contracts.
   *
   * @return what clients speak, in the order in which it is told
   */
  public List<Contract> contracts() {
    return contracts;
  }

  /**
   * The router.
   *
   * @return what is mounted
   */
  public Router router() {
    return router;
  }

  /**
   * Says that it is not ready any more and goes on for as long as {@code http.drain} says, finishes
   * requests in flight, stops listening, and closes the store. Without the drain it takes less than
   * two seconds.
   */
  @Override
  public void close() {
    health.leave();
    if (server != null) {
      server.stop();
    }
    if (letterRounds != null) {
      letterRounds.stop();
    }
    if (background != null) {
      background.stop();
    }
    traces.close();
    hasher.close();
    database.close();
  }
}
