package dev.latchkey.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contract as its callers see it: requests, and the answers that they may rely on.
 *
 * @param contract the name of the contract
 * @param document the title of its document
 * @param values values that every case begins with, by name; they may name each other as {@code
 *     ${name}}
 * @param cases the cases in order
 */
public record Definition(
    String contract, String document, Map<String, String> values, List<Case> cases) {
  /** The contracts that have a definition. */
  public static final List<String> CONTRACTS =
      List.of("private-token", "client-app", "jwt-sessions", "session-rpc", "device-sessions");

  /**
   * Loads the definition of a contract.
   *
   * @param contract one of {@link #CONTRACTS}
   * @return its definition
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Definition of(String contract) {
    try (InputStream in = Definition.class.getResourceAsStream("/contracts/" + contract + ".txt")) {
      if (!CONTRACTS.contains(contract) || in == null) {
        throw new IllegalArgumentException("no definition of " + contract);
      }
      return DefinitionReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Steps that belong together, on an account of their own.
   *
   * @param name a short name, unique within the contract
   * @param group what kind of case it is, such as {@code documented examples}
   * @param title what it promises
   * @param needsSignUp whether it signs up an account by itself, or changes its account so much
   *     that it must not be anybody's
   * @param values values of this case, over those of the definition
   * @param parts what is done, in order
   * @param leaving what is asked at the end, in whatever way the case ended, unjudged
   */
  public record Case(
      String name,
      String group,
      String title,
      boolean needsSignUp,
      Map<String, String> values,
      List<Part> parts,
      List<Exchange> leaving) {
    /**
     * Lists what it sends and judges.
     *
     * @return the exchanges in order
     */
    public List<Exchange> exchanges() {
      List<Exchange> exchanges = new ArrayList<>();
      for (Part part : parts) {
        if (part instanceof Exchange exchange) {
          exchanges.add(exchange);
        }
      }
      return exchanges;
    }
  }

  /** A part of a case. */
  public sealed interface Part {}

  /**
   * Something that has to be known from outside before the case can go on.
   *
   * @param name what the value is called from here on
   * @param why what is said where it is not known
   */
  public record Need(String name, String why) implements Part {}

  /**
   * A request and the answers to it that will do.
   *
   * @param title what is done
   * @param source where the document says so
   * @param isPreparation whether it only makes the account of the case; a case whose account cannot
   *     be made is not checked
   * @param request what is sent
   * @param accepted the answers that will do, the documented one first
   */
  public record Exchange(
      String title, String source, boolean isPreparation, Template request, List<Reading> accepted)
      implements Part {}

  /**
   * A request with places for values.
   *
   * @param method the verb
   * @param path path and query
   * @param headers the headers
   * @param body the body; null for none
   * @param isHex whether the body is bytes in hexadecimal
   */
  public record Template(
      String method, String path, List<Ask.Header> headers, @Nullable String body, boolean isHex) {}

  /** What it means that an answer has a certain form. */
  public enum Kind {
    /** So it is documented. */
    DOCUMENTED,
    /** Another way in which servers of this contract answer, and clients can live with. */
    ANOTHER,
    /** The server does not have what the case is about. */
    NOT_THERE
  }

  /**
   * One form of an answer.
   *
   * @param kind what it means
   * @param note what is said of it; empty for the documented one
   * @param status the status
   * @param headers the headers that are judged
   * @param body the value of the body in JSON, with shapes; see {@link Body}
   * @param looks what is judged in the tokens that were found
   */
  public record Reading(
      Kind kind, String note, int status, List<Ask.Header> headers, Body body, List<Look> looks) {}

  /** How a body is judged. */
  public sealed interface Body {
    /** Not at all. */
    record Any() implements Body {}

    /** There must be none. */
    record Empty() implements Body {}

    /**
     * It must be these bytes.
     *
     * @param hex the bytes in hexadecimal
     */
    record Bytes(String hex) implements Body {}

    /**
     * It must be JSON that fits.
     *
     * @param pattern the value, with shapes for some of its strings
     */
    record Json(@Nullable Object pattern) implements Body {}
  }

  /**
   * A look into a token of three parts.
   *
   * @param token the name under which the token was kept
   * @param part 0 for its header, 1 for its payload
   * @param pattern what that must be, in JSON with shapes
   */
  public record Look(String token, int part, @Nullable Object pattern) {}
}
