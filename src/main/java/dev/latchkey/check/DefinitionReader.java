package dev.latchkey.check;

import dev.latchkey.check.Definition.Body;
import dev.latchkey.check.Definition.Case;
import dev.latchkey.check.Definition.Exchange;
import dev.latchkey.check.Definition.Kind;
import dev.latchkey.check.Definition.Look;
import dev.latchkey.check.Definition.Need;
import dev.latchkey.check.Definition.Part;
import dev.latchkey.check.Definition.Reading;
import dev.latchkey.check.Definition.Template;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a definition. A file is a list of lines; each begins with a word or a mark:
 *
 * <pre>
 * # a remark
 * contract NAME            document TITLE         set NAME = VALUE
 * account                  the steps that make the account of a case
 * leaving                  the steps at the end of each case, unjudged
 * group WORDS              the group of the cases that follow
 * case NAME: TITLE         a case; then "with account" and "signs up" where they hold
 * need NAME: WHY           what must be known from outside
 * step TITLE | SOURCE      a step and the place in the document
 * &gt; GET /path              the request: verb and path, headers, an empty line, the body
 * &lt; 200                    the answer: status, headers, an empty line, the body
 * or NOTE                  another answer that will do follows
 * unless NOTE              an answer follows that says that the server does not have this
 * = TOKEN.payload {…}      what a token that was found must hold
 * </pre>
 *
 * <p>{@code (empty)} as a body says that there is none, {@code (hex) …} that it is bytes.
 */
final class DefinitionReader {
  private final String[] lines;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Case> cases = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private List<Exchange> account = List.of();
  private List<Exchange> leaving = List.of();
  private String contract = "";
  private String document = "";
  private String group = "";
  private int at;

  private DefinitionReader(String text) {
    this.lines = text.split("\n", -1);
  }

  /**
   * Reads.
   *
   * @throws IllegalArgumentException if the text is no definition, naming the line
   */
  static Definition read(String text) {
    return new DefinitionReader(text).definition();
  }

  private Definition definition() {
    while (skip()) {
      String line = lines[at];
      if (line.startsWith("contract ")) {
        contract = rest("contract ");
      } else if (line.startsWith("document ")) {
        document = rest("document ");
      } else if (line.startsWith("group ")) {
        group = rest("group ");
      } else if (line.startsWith("set ")) {
        set(values);
      } else if (line.equals("account")) {
        at++;
        account = exchanges(true);
      } else if (line.equals("leaving")) {
        at++;
        leaving = exchanges(false);
      } else if (line.startsWith("case ")) {
        cases.add(oneCase());
      } else {
        throw wrong("what is this?");
      }
    }
    return new Definition(contract, document, Map.copyOf(values), List.copyOf(cases));
  }

  private Case oneCase() {
    String head = rest("case ");
    int colon = head.indexOf(": ");
    if (colon < 0 || group.isEmpty() || !names.add(head.substring(0, colon))) {
      throw wrong("a case has a group, a name of its own and a title");
    }
    boolean needsSignUp = false;
    Map<String, String> own = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>();
    while (skip()) {
      String line = lines[at];
      if (line.equals("with account")) {
        parts.addAll(account);
        at++;
      } else if (line.equals("signs up")) {
        needsSignUp = true;
        at++;
      } else if (line.startsWith("set ")) {
        set(own);
      } else if (line.startsWith("need ")) {
        String need = rest("need ");
        int end = need.indexOf(": ");
        parts.add(new Need(need.substring(0, end), need.substring(end + 2)));
      } else if (line.startsWith("step ")) {
        parts.add(exchange(false));
      } else {
        break;
      }
    }
    if (parts.isEmpty()) {
      throw wrong("a case without steps");
    }
    return new Case(
        head.substring(0, colon),
        group,
        head.substring(colon + 2),
        needsSignUp,
        Map.copyOf(own),
        List.copyOf(parts),
        leaving);
  }

  private List<Exchange> exchanges(boolean isPreparation) {
    List<Exchange> exchanges = new ArrayList<>();
    while (skip() && lines[at].startsWith("step ")) {
      exchanges.add(exchange(isPreparation));
    }
    return List.copyOf(exchanges);
  }

  private Exchange exchange(boolean isPreparation) {
    String[] head = rest("step ").split(" \\| ", 2);
    if (head.length < 2) {
      throw wrong("a step names its place in the document");
    }
    skip();
    Template request = request();
    List<Reading> accepted = new ArrayList<>();
    Kind kind = Kind.DOCUMENTED;
    String note = "";
    while (skip()) {
      String line = lines[at];
      if (line.startsWith("or ")) {
        kind = Kind.ANOTHER;
        note = rest("or ");
      } else if (line.startsWith("unless ")) {
        kind = Kind.NOT_THERE;
        note = rest("unless ");
      } else if (line.startsWith("<")) {
        accepted.add(reading(kind, note));
      } else {
        break;
      }
    }
    if (accepted.isEmpty()) {
      throw wrong("a step without an answer");
    }
    return new Exchange(head[0], head[1], isPreparation, request, List.copyOf(accepted));
  }

  private Template request() {
    List<String> block = block('>');
    String[] first = block.getFirst().split(" ", 2);
    if (first.length < 2 || !first[1].startsWith("/")) {
      throw wrong("a request begins with a verb and a path");
    }
    int blank = block.indexOf("");
    int end = blank < 0 ? block.size() : blank;
    String body = blank < 0 ? null : String.join("\n", block.subList(blank + 1, block.size()));
    boolean isHex = body != null && body.startsWith("(hex) ");
    return new Template(
        first[0],
        first[1],
        headers(block.subList(1, end)),
        isHex && body != null ? body.substring("(hex) ".length()) : body,
        isHex);
  }

  private Reading reading(Kind kind, String note) {
    List<String> block = block('<');
    int blank = block.indexOf("");
    int end = blank < 0 ? block.size() : blank;
    int status = Integer.parseInt(block.getFirst());
    Body body =
        blank < 0
            ? new Body.Any()
            : body(String.join("\n", block.subList(blank + 1, block.size())).strip());
    if (body instanceof Body.Any && kind != Kind.NOT_THERE) {
      throw wrong("an answer that will do says what its body is");
    }
    List<Look> looks = new ArrayList<>();
    while (skip() && lines[at].startsWith("= ")) {
      String look = rest("= ");
      int space = look.indexOf(' ');
      int dot = look.indexOf('.');
      int part = List.of("header", "payload").indexOf(look.substring(dot + 1, space));
      looks.add(new Look(look.substring(0, dot), part, json(look.substring(space + 1))));
    }
    return new Reading(
        kind, note, status, headers(block.subList(1, end)), body, List.copyOf(looks));
  }

  private Body body(String text) {
    if (text.equals("(empty)")) {
      return new Body.Empty();
    }
    if (text.startsWith("(hex) ")) {
      return new Body.Bytes(text.substring("(hex) ".length()));
    }
    return new Body.Json(json(text));
  }

  private @Nullable Object json(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (BadInput e) {
      throw wrong("no JSON: " + e.detail());
    }
  }

  private List<Ask.Header> headers(List<String> block) {
    List<Ask.Header> headers = new ArrayList<>();
    for (String line : block) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw wrong("no header: " + line);
      }
      headers.add(new Ask.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(headers);
  }

  /** Takes the lines that begin with a mark. */
  private List<String> block(char mark) {
    List<String> block = new ArrayList<>();
    while (at < lines.length && !lines[at].isEmpty() && lines[at].charAt(0) == mark) {
      block.add(lines[at].length() < 2 ? "" : lines[at].substring(2));
      at++;
    }
    if (block.isEmpty()) {
      throw wrong("a line that begins with " + mark + " is missing");
    }
    return block;
  }

  private void set(Map<String, String> into) {
    String[] sides = rest("set ").split(" = ", 2);
    into.put(sides[0], sides[1]);
  }

  /** Goes on to the next line that says something; says whether there is one. */
  private boolean skip() {
    while (at < lines.length && (lines[at].isBlank() || lines[at].startsWith("#"))) {
      at++;
    }
    return at < lines.length;
  }

  private String rest(String word) {
    return lines[at++].substring(word.length()).strip();
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(contract + ", line " + (at + 1) + ": " + what);
  }
}
