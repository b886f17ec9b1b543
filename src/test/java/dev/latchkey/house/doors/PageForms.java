package dev.latchkey.house.doors;

import dev.latchkey.house.RunningHouse;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the forms of the hosted pages as a browser does: page first, then form. */
public final class PageForms {
  private static final Pattern TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern HEADING = Pattern.compile("<h1>(.*?)</h1>", Pattern.DOTALL);
  private static final Pattern PROBLEMS =
      Pattern.compile("<div class=\"problems\" role=\"alert\">(.*?)</div>", Pattern.DOTALL);

  private PageForms() {}

  /** The type of forms. */
  public static final String TYPE = "application/x-www-form-urlencoded";

  /**
   * What a browser holds before it sends a form.
   *
   * @param cookies its Cookie header
   * @param browserToken what forms for anybody carry
   * @param sessionToken what forms of whoever is signed in carry; empty for nobody
   */
  public record Held(String cookies, String browserToken, String sessionToken) {}

  /** Looks at a page, signed in or not. */
  public static Held look(RunningHouse house, String... key) {
    String session = key.length == 0 ? "" : key[1];
    HttpResponse<String> page = house.get("/account/profile", key);
    boolean isIn = page.statusCode() == 200;
    if (!isIn) {
      page = house.get("/account/sign-in");
    }
    List<String> tokens = new ArrayList<>();
    Matcher found = TOKEN.matcher(page.body());
    while (found.find()) {
      tokens.add(found.group(1));
    }
    String browser =
        cookie(page, "latchkey-form").map(value -> "latchkey-form=" + value).orElse("");
    String cookies = session.isEmpty() ? browser : session + "; " + browser;
    return new Held(cookies, tokens.getLast(), isIn ? tokens.getFirst() : "");
  }

  /** Sends a form for anybody. */
  public static HttpResponse<String> post(
      RunningHouse house, String path, Map<String, String> fields, String... key) {
    Held held = look(house, key);
    return send(house, path, held, held.browserToken(), fields);
  }

  /** Sends a form of whoever is signed in. */
  public static HttpResponse<String> postSignedIn(
      RunningHouse house, String path, Map<String, String> fields, String... key) {
    Held held = look(house, key);
    return send(house, path, held, held.sessionToken(), fields);
  }

  private static HttpResponse<String> send(
      RunningHouse house, String path, Held held, String token, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("form_token", token);
    return raw(house, path, held, encode(all), TYPE);
  }

  /** Sends any body from where our pages are. */
  public static HttpResponse<String> raw(
      RunningHouse house, String path, Held held, String body, String type) {
    return house.post(
        path, body, "Content-Type", type, "Origin", origin(house), "Cookie", held.cookies());
  }

  /** Where our pages are. */
  public static String origin(RunningHouse house) {
    return "http://127.0.0.1:" + house.port();
  }

  /** Writes a form out. */
  public static String encode(Map<String, String> fields) {
    List<String> pairs = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            pairs.add(
                URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%5B%5D", "[]")
                    + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }

  /** Reads a cookie that is set to something. */
  public static Optional<String> cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("set-cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1, line.indexOf(';')))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** What a page says: where it leads, or its heading and what is wrong. */
  public static String said(HttpResponse<String> answer) {
    String where = answer.headers().firstValue("location").map(to -> "-> " + to).orElse("");
    return (where + " " + words(HEADING, answer) + " " + words(PROBLEMS, answer)).strip();
  }

  private static String words(Pattern part, HttpResponse<String> answer) {
    Matcher found = part.matcher(answer.body());
    return found.find()
        ? TAG.matcher(found.group(1)).replaceAll(" ").replaceAll("\\s+", " ").strip()
        : "";
  }
}
