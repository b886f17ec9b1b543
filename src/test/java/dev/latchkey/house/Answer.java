package dev.latchkey.house;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What somebody outside can tell of an answer: all of it but the moment, the duration and the
 * number of the request.
 *
 * @param status the status
 * @param headers the headers by name
 * @param body the body
 */
record Answer(int status, Map<String, List<String>> headers, String body) {
  /** A receipt that is drawn anew for each answer, and opens nothing. */
  private static final Pattern RANDOM = Pattern.compile("\"token\":\"[A-Za-z0-9_-]{43}\"");

  static Answer of(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    headers.remove("date");
    headers.remove("x-request-id");
    headers.remove("x-runtime");
    if (isPage(response)) {
      // What was typed stands in its fields again, beside the token of the form.
      headers.remove("content-length");
      String said = response.body().replaceAll(" value=\"[^\"]*\"", "");
      return new Answer(response.statusCode(), headers, said);
    }
    return new Answer(
        response.statusCode(),
        headers,
        RANDOM.matcher(response.body()).replaceAll("\"token\":\"x\""));
  }

  private static boolean isPage(HttpResponse<String> response) {
    return response.headers().firstValue("content-type").orElse("").startsWith("text/html");
  }
}
