package dev.latchkey.wire.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Finds who answers a verb and a path. Proven free of overlap when it is made. Paths are compared
 * as they were sent: another spelling of a path is another path.
 */
public final class Router {
  private static final Match UNKNOWN = new Match.Unknown();

  /** RFC 9110, section 15.5.22: the path is there, for handshakes only. */
  private static final Reply UPGRADE_REQUIRED =
      Reply.json(426, "{\"error\":\"upgrade required\"}")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade");

  private final List<Contract> contracts;
  private final List<Mounted> mounted = new ArrayList<>();
  private final Map<String, List<Target>> literals = new HashMap<>();
  private final List<Target> patterns = new ArrayList<>();
  private final List<Prefix> prefixes = new ArrayList<>();
  private final Map<String, Socket> sockets = new HashMap<>();
  private final Answers answers;

  /**
   * Mounts contracts.
   *
   * @param contracts all of them
   * @throws IllegalArgumentException if two routes can match the same verb and path, naming both
   */
  public Router(List<Contract> contracts) {
    this(contracts, Traffic.IGNORED, Tracing.OFF, DoorWatch.IGNORED);
  }

  /**
   * Mounts contracts.
   *
   * @param contracts all of them
   * @param traffic learns of each answer
   * @param tracing watches each request
   * @param doors learns through which door each request came
   * @throws IllegalArgumentException if two routes can match the same verb and path, naming both
   */
  public Router(List<Contract> contracts, Traffic traffic, Tracing tracing, DoorWatch doors) {
    this.answers = new Answers(new LogGate(NanoTime::now), traffic, tracing, doors);
    this.contracts = List.copyOf(contracts);
    for (Contract contract : this.contracts) {
      contract.routes().forEach(route -> mount(contract, route));
      contract.fallbacks().forEach(fallback -> mount(contract, fallback));
      contract.sockets().forEach(route -> mount(contract, route));
    }
    // The longest prefix wins.
    prefixes.sort(Comparator.comparingInt((Prefix one) -> one.path.length()).reversed());
  }

  /**
   * Lists the contracts.
   *
   * @return the contracts
   */
  public List<Contract> contracts() {
    return contracts;
  }

  /**
   * Lists everything that is mounted, for tests that must leave nothing out.
   *
   * @return one entry for each verb and path, in order of mounting
   */
  public List<Mounted> mounted() {
    return List.copyOf(mounted);
  }

  /**
   * Something that is mounted.
   *
   * @param contract whose it is
   * @param kind what it is
   * @param method the verb; GET for a socket
   * @param path the path as the contract wrote it
   */
  public record Mounted(Contract contract, Kind kind, String method, String path) {
    @Override
    public String toString() {
      String what = kind == Kind.ROUTE ? "" : " (" + kind + ")";
      return contract.name() + ": " + method + " " + path + what;
    }
  }

  /** What can be mounted. */
  public enum Kind {
    /** A route with its own path. */
    ROUTE,
    /** A prefix. */
    FALLBACK,
    /** A path for WebSocket handshakes. */
    SOCKET
  }

  /**
   * Answers a request as the listener does once it has read it, without a network: finds who
   * answers, lets the contract say what goes wrong, and lets it finish the answer. What depends on
   * the connection (limits, request ids, common headers) is the listener's.
   *
   * @param request what was asked; its path parameters are found anew
   * @return the answer; never throws
   */
  public Reply answer(Request request) {
    return answers.answer(find(request.method(), request.path()), request);
  }

  Answers answers() {
    return answers;
  }

  Match find(String method, String path) {
    String verb = method.equals("HEAD") ? "GET" : method;
    List<Target> exact = literals.getOrDefault(path, List.of());
    for (Target target : exact) {
      if (target.method.equals(verb)) {
        return target.found(Map.of());
      }
    }
    Contract owner = exact.isEmpty() ? null : exact.getFirst().contract;
    for (Target target : patterns) {
      Map<String, String> parameters = target.pattern.match(path);
      if (parameters == null) {
        continue;
      }
      if (target.method.equals(verb)) {
        return target.found(parameters);
      }
      owner = owner == null ? target.contract : owner;
    }
    return owner == null ? fallback(verb, path) : new Match.WrongVerb(owner, allowed(path));
  }

  @Nullable Socket socket(String path) {
    return sockets.get(path);
  }

  private Match fallback(String verb, String path) {
    for (Prefix prefix : prefixes) {
      if (path.startsWith(prefix.path)) {
        return prefix.methods.contains(verb)
            ? new Match.Found(
                prefix.contract, verb + " " + prefix.path + "*", prefix.endpoint, Map.of())
            : new Match.WrongVerb(prefix.contract, withHead(prefix.methods));
      }
    }
    Socket socket = sockets.get(path);
    if (socket == null) {
      return UNKNOWN;
    }
    return verb.equals("GET")
        ? new Match.Found(socket.contract, "GET (upgrade)", request -> UPGRADE_REQUIRED, Map.of())
        : new Match.WrongVerb(socket.contract, List.of("GET"));
  }

  private List<String> allowed(String path) {
    Set<String> verbs = new LinkedHashSet<>();
    literals.getOrDefault(path, List.of()).forEach(target -> verbs.add(target.method));
    for (Target target : patterns) {
      if (target.pattern.match(path) != null) {
        verbs.add(target.method);
      }
    }
    return withHead(List.copyOf(verbs));
  }

  private static List<String> withHead(List<String> verbs) {
    if (!verbs.contains("GET") || verbs.contains("HEAD")) {
      return verbs;
    }
    List<String> more = new ArrayList<>(verbs);
    more.add("HEAD");
    return List.copyOf(more);
  }

  private void mount(Contract contract, Route route) {
    PathPattern pattern = new PathPattern(route.path());
    Target target = new Target(contract, route.method(), pattern, route.endpoint());
    Mounted entry = new Mounted(contract, Kind.ROUTE, route.method(), route.path());
    for (Target other : targets()) {
      boolean sameVerb = other.method.equals(target.method);
      boolean literalOfOwn =
          other.contract.equals(contract) && other.pattern.isLiteral() != pattern.isLiteral();
      if (sameVerb && !literalOfOwn && other.pattern.meets(pattern)) {
        refuse(entry, other.entry());
      }
    }
    mounted.add(entry);
    if (pattern.isLiteral()) {
      literals.computeIfAbsent(route.path(), path -> new ArrayList<>(2)).add(target);
    } else {
      patterns.add(target);
    }
  }

  private List<Target> targets() {
    List<Target> all = new ArrayList<>(patterns);
    literals.values().forEach(all::addAll);
    return all;
  }

  private void mount(Contract contract, Contract.Fallback fallback) {
    String path = fallback.prefix();
    if (!path.startsWith("/") || !path.endsWith("/")) {
      throw new IllegalArgumentException(
          contract.name() + ": the prefix " + path + " does not stand between slashes");
    }
    for (Prefix other : prefixes) {
      boolean nested = other.path.startsWith(path) || path.startsWith(other.path);
      if (nested && (!other.contract.equals(contract) || other.path.equals(path))) {
        refuse(
            new Mounted(contract, Kind.FALLBACK, "any", path),
            new Mounted(other.contract, Kind.FALLBACK, "any", other.path));
      }
    }
    fallback.methods().stream()
        .map(method -> new Mounted(contract, Kind.FALLBACK, method, path))
        .forEach(mounted::add);
    prefixes.add(new Prefix(contract, path, List.copyOf(fallback.methods()), fallback.endpoint()));
  }

  private void mount(Contract contract, SocketRoute route) {
    Mounted entry = new Mounted(contract, Kind.SOCKET, "GET", route.path());
    Socket other = sockets.put(route.path(), new Socket(contract, route.endpoint()));
    if (other != null) {
      refuse(entry, new Mounted(other.contract, Kind.SOCKET, "GET", route.path()));
    }
    mounted.add(entry);
  }

  private static void refuse(Mounted one, Mounted other) {
    throw new IllegalArgumentException("two routes overlap: " + other + " and " + one);
  }

  /** Who takes handshakes at a path. */
  record Socket(Contract contract, SocketEndpoint endpoint) {}

  private record Prefix(Contract contract, String path, List<String> methods, Endpoint endpoint) {}

  private static final class Target {
    private final Contract contract;
    private final String method;
    private final PathPattern pattern;
    private final Endpoint endpoint;
    private final String route;
    private final Match.@Nullable Found bare;

    private Target(Contract contract, String method, PathPattern pattern, Endpoint endpoint) {
      this.contract = contract;
      this.method = method;
      this.pattern = pattern;
      this.endpoint = endpoint;
      this.route = method + " " + pattern;
      this.bare = pattern.isLiteral() ? new Match.Found(contract, route, endpoint, Map.of()) : null;
    }

    private Match found(Map<String, String> parameters) {
      return bare != null ? bare : new Match.Found(contract, route, endpoint, parameters);
    }

    private Mounted entry() {
      return new Mounted(contract, Kind.ROUTE, method, pattern.toString());
    }
  }
}
