package dev.latchkey.check;

import dev.latchkey.kernel.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Asks over HTTP/1.1, no faster than it may, and reads no more of an answer than a contract has.
 */
public final class HttpAsking implements Asking, AutoCloseable {
  private static final long MAX_ANSWER = 1L << 20;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_ADDRESS = 2048;
  private static final String FORM = "write it as http://HOST:PORT or https://HOST";

  private final String base;
  private final Duration patience;
  private final Time time;
  private final long gap;
  private final HttpClient client;
  private long nextAt;

  /**
   * Takes the server.
   *
   * @param base its address without a slash at the end, such as {@code http://127.0.0.1:8080}
   * @param patience how long one answer may take
   * @param rate how many requests a second it sends at most
   * @param time the clock
   */
  public HttpAsking(String base, Duration patience, int rate, Time time) {
    this.base = base;
    this.patience = patience;
    this.time = time;
    this.gap = Duration.ofSeconds(1).toNanos() / rate;
    this.nextAt = time.nanoTime();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * Brings an address into the form that is wanted here.
   *
   * @param address what somebody typed
   * @return the address without a slash at its end
   * @throws IllegalArgumentException if it is no address of a server, saying why in one line
   */
  public static String base(String address) {
    URI uri;
    try {
      uri = URI.create(address.length() > MAX_ADDRESS ? "" : address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(FORM, e);
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(FORM);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("leave the name and the password out of it");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("leave out what follows the path");
    }
    String text = uri.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }

  @Override
  public Answer ask(Ask ask) throws NoAnswer {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + ask.path()))
            .timeout(patience)
            .method(
                ask.method(),
                ask.body().length == 0 && !ask.method().equals("POST")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(ask.body()));
    request.header("User-Agent", "latchkey-contract-check");
    ask.headers().forEach(header -> request.header(header.name(), header.value()));
    try {
      await();
      HttpResponse<byte[]> response =
          client.send(
              request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
      List<Ask.Header> headers = new ArrayList<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(one -> headers.add(new Ask.Header(name, one))));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new NoAnswer(words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("the check was interrupted");
    }
  }

  private void await() throws InterruptedException {
    long now = time.nanoTime();
    long wait = nextAt - now;
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
    nextAt = Math.max(now, nextAt) + gap;
  }

  private String words(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException late -> "no connection within " + CONNECT.toSeconds() + " s";
      case HttpTimeoutException late -> "nothing came within " + patience.toSeconds() + " s";
      case ConnectException unknown when hasCause(unknown, UnresolvedAddressException.class) ->
          "there is no host of that name";
      case ConnectException refused -> "no connection";
      case SSLException tls -> "TLS failed: " + tls.getMessage();
      default -> "the connection broke: " + e.getMessage();
    };
  }

  private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    client.close();
  }
}
