package dev.latchkey.adapter.agent;

import dev.latchkey.core.session.Agents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import ua_parser.OS;
import ua_parser.Parser;
import ua_parser.UserAgent;

/**
 * Reads what callers call themselves by the rules of the uap project, which are loaded at the first
 * use. One text is read at a time, so that the worst text occupies one core at most; who would have
 * to wait long gets no name. Safe for use by many threads.
 */
public final class UapAgents implements Agents {
  /** The longest text that is read, in UTF-16 units; of a longer one the beginning. */
  static final int MAX_LENGTH = 512;

  private static final System.Logger LOG = System.getLogger(UapAgents.class.getName());
  private static final int MAX_CACHED = 1000;
  private static final long LONGEST_WAIT_MILLIS = 250;
  private static final String OTHER = "Other";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Agent> cache = new Cache();
  private @Nullable Parser parser;

  @Override
  public Agent read(@Nullable String agent) {
    if (agent == null || agent.isBlank()) {
      return Agent.UNKNOWN;
    }
    String text = agent.length() <= MAX_LENGTH ? agent : agent.substring(0, MAX_LENGTH);
    try {
      if (!lock.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return Agent.UNKNOWN;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Agent.UNKNOWN;
    }
    try {
      return cache.computeIfAbsent(text, this::parse);
    } finally {
      lock.unlock();
    }
  }

  private Agent parse(String text) {
    Agent own = AppAgents.read(text);
    if (own != null) {
      return own;
    }
    try {
      Parser rules = parser;
      if (rules == null) {
        rules = new Parser();
        parser = rules;
      }
      return named(rules.parseUserAgent(text), rules.parseOS(text), text);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.DEBUG, "a user agent could not be read", e);
      return Agent.UNKNOWN;
    }
  }

  private static Agent named(UserAgent program, OS system, String text) {
    boolean isKnown = !OTHER.equals(program.family);
    Agent bare = isKnown ? Agent.UNKNOWN : AppAgents.firstProduct(text);
    return new Agent(
        isKnown ? program.family : bare.program(),
        isKnown ? program.major : bare.version(),
        OTHER.equals(system.family) ? null : system.family,
        OTHER.equals(system.family) ? null : system.major);
  }

  /** Forgets what was not asked for the longest time. */
  private static final class Cache extends LinkedHashMap<String, Agent> {
    private static final long serialVersionUID = 1L;

    Cache() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Agent> eldest) {
      return size() > MAX_CACHED;
    }
  }
}
