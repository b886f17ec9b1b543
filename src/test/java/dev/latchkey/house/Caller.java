package dev.latchkey.house;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Session;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.PageForms;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person with an account and, unless it was dropped, a session of one contract.
 *
 * @param person the person
 * @param id the account
 * @param key what proves the session: header, value, header, value
 */
record Caller(Person person, AccountId id, List<String> key) {
  /** Signs somebody new up and in through a contract. */
  static Caller enter(RunningHouse house, String contract) {
    Door door =
        Doors.ALL.stream().filter(one -> one.contract().equals(contract)).findFirst().orElseThrow();
    Person person = Person.fresh();
    door.signUp(house, person);
    return new Caller(person, account(house, person), List.of(door.enter(house, person)));
  }

  private static AccountId account(RunningHouse house, Person person) {
    String canonical = Identifier.name(person.email()).orElseThrow().canonical();
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical)
        .map(Account::id)
        .orElseThrow();
  }

  /** The same person without a session. */
  Caller withoutKey() {
    return new Caller(person, id, List.of());
  }

  /** The same person with a session that this server never opened. */
  Caller withForgedKey() {
    String value = key.get(1);
    char last = value.charAt(value.length() - 2);
    String forged =
        value.substring(0, value.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + value.substring(value.length() - 1);
    return new Caller(person, id, List.of(key.get(0), forged));
  }

  /** Sends a body to an endpoint, and shows the answer. */
  String send(RunningHouse house, Sample sample, String body, String type) {
    return shown(exchange(house, sample, body, type));
  }

  /** Sends a body to an endpoint, with the names of the sample filled in. */
  HttpResponse<String> exchange(RunningHouse house, Sample sample, String body, String type) {
    String filled =
        body.replace('\'', '"')
            .replace("NEWUSER", person.username() + "_new")
            .replace("NEWMAIL", "new." + person.email())
            .replace("USER", person.username())
            .replace("MAIL", person.email())
            .replace("PASS", person.password());
    if (sample.contract().equals("pages") && sample.verb().equals("POST")) {
      return form(house, sample, filled, type);
    }
    List<String> headers = new java.util.ArrayList<>(key);
    if (!body.isEmpty()) {
      headers.addAll(List.of("Content-Type", type));
    }
    return house.send(sample.verb(), path(house, sample), filled, headers.toArray(String[]::new));
  }

  /** Sends what a browser would: the fields of a JSON object as a form with its token. */
  private HttpResponse<String> form(RunningHouse house, Sample sample, String body, String type) {
    PageForms.Held held = PageForms.look(house, key.toArray(String[]::new));
    Optional<Map<String, String>> read = fields(body);
    if (read.isEmpty()) {
      // Not for reading: sent as it is, so that the server refuses it.
      boolean isForm = type.endsWith("json");
      String raw = isForm ? body.replace("{\"a\":1,\"a\":2}", "a=1&a=2") : body;
      return PageForms.raw(house, sample.path(), held, raw, isForm ? PageForms.TYPE : type);
    }
    Map<String, String> fields = read.get();
    boolean isMember = sample.is(Sample.Trait.PROTECTED) && !held.sessionToken().isEmpty();
    fields.put("form_token", isMember ? held.sessionToken() : held.browserToken());
    return PageForms.raw(house, sample.path(), held, PageForms.encode(fields), PageForms.TYPE);
  }

  private static Optional<Map<String, String>> fields(String body) {
    try {
      Map<String, String> fields = new LinkedHashMap<>();
      if (!body.isEmpty()) {
        if (!(Json.read(body.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> object)) {
          return Optional.empty();
        }
        object.forEach(
            (name, value) ->
                fields.put(name + (value instanceof List<?> ? "[]" : ""), String.valueOf(value)));
      }
      return Optional.of(fields);
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  /** The sample's path with the caller's own numbers in it. */
  String path(RunningHouse house, Sample sample) {
    String number = Integer.toString(id.value());
    if (sample.path().contains("authorizations")) {
      number =
          house.house().ports().sessions().of(id).stream()
              .map(Session::deviceNumber)
              .filter(one -> one != null)
              .map(String::valueOf)
              .findFirst()
              .orElse("1");
    }
    return sample
        .path()
        .replace("{id}", number)
        .replace("{provider}", "wechat")
        .replace("{file}", "none.css");
  }

  /** An answer as the golden file has it. */
  String shown(HttpResponse<String> answer) {
    boolean isPage =
        answer.headers().firstValue("location").isPresent()
            || answer.headers().firstValue("content-type").orElse("").startsWith("text/html");
    String text = answer.statusCode() + " " + (isPage ? PageForms.said(answer) : answer.body());
    for (String name : List.of("www-authenticate", "allow")) {
      text +=
          answer.headers().firstValue(name).map(value -> " | " + name + ": " + value).orElse("");
    }
    boolean retry = answer.headers().firstValue("retry-after").isPresent();
    return (text + (retry ? " | retry-after" : ""))
        .replace(person.email(), "MAIL")
        .replace(person.username(), "USER");
  }
}
