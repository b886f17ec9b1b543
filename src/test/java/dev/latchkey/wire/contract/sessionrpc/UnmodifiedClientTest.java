package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.house.RunningHouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The npm package {@code @softvisio/core}, exactly as it is published, goes through one account's
 * life. Its version and the hash of every package it needs stand in a lock file; no script of a
 * package is run. Skipped where there is no Node.js, or no registry to install from.
 */
class UnmodifiedClientTest {
  private static final Path SOURCE = Path.of("src/test/node/session-rpc");
  private static final Path PLACE = Path.of("target/node/session-rpc");
  private static final Pattern NO_REGISTRY =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[0-9]");

  private static final String STORY =
      """
      %s{"step":"sign up","status":200,"text":"You were registered."}
      {"step":"sign up again","status":409,"text":"User already exists"}
      {"step":"wrong password","status":401,"text":"Not authenticated"}
      {"step":"sign in","status":200,"text":"OK","data":{"token":"TOKEN",AUTH,"settings":{}}}
      {"step":"guest looks","status":401,"text":"Not authenticated"}
      {"step":"user looks","status":200,"text":"OK","data":{AUTH,"settings":{}}}
      {"step":"user looks with a permission","status":200,"text":"OK","data":{AUTH,"settings":{}}}
      {"step":"user lacks a permission","status":403,"text":"FORBIDDEN"}
      {"step":"bad arguments","status":400,"text":"must be null\\nmust be object\\nANY_OF"}
      {"step":"unknown method","status":404,"text":"Method not found"}
      {"step":"sign out","status":200,"text":"OK"}
      %s{"step":"user looks after","status":401,"text":"Not authenticated"}
      {"step":"sign out again","status":204,"text":"No Content"}
      """
          .replace("FORBIDDEN", "You are not authorized to access this area.")
          .replace("ANY_OF", "must match a schema in anyOf")
          .replace(
              "AUTH",
              "\"auth\":{\"is_authenticated\":true,\"user_id\":\"NUMBER\",\"username\":\"NAME\","
                  + "\"permissions\":{},\"avatar\":\"https://s.gravatar.com/avatar/"
                  + "4732e01b487869e3e6d42c2720468036?d=identicon\"}");

  private static final String OVER_SOCKET =
      STORY.formatted(
          """
          {"step":"ping","status":200,"text":"OK"}
          {"step":"healthcheck","status":200,"text":"OK"}
          """,
          "heard of the sign-out\n");

  private static RunningHouse house;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(works("node", "--version"), "there is no Node.js on the path");
    assumeTrue(works("npm", "--version"), "there is no npm on the path");
    install();
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    if (house != null) {
      house.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http %s/jsonrpc", "ws %s/jsonrpc", "ws %s/jsonrpc/", "ws %s/api"})
  void the_published_client_signs_up_signs_in_looks_and_signs_out(String form) throws Exception {
    String url = form.replace(" %s", "://127.0.0.1:" + house.port());
    String name = Rpc.newName();
    Ran ran = run(PLACE, "node", "client.mjs", url, name);
    assertThat(ran.status).as(ran.output).isZero();
    assertThat(
            ran.output
                .replaceAll("\"token\":\"[A-Za-z0-9_-]{34}\"", "\"token\":\"TOKEN\"")
                .replaceAll("\"user_id\":\"[0-9]{3,10}\"", "\"user_id\":\"NUMBER\"")
                .replace(name, "NAME"))
        .isEqualTo(form.startsWith("ws") ? OVER_SOCKET : STORY.formatted("", ""));
  }

  private static void install() throws Exception {
    Files.createDirectories(PLACE);
    for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.mjs")) {
      Files.copy(SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path stamp = PLACE.resolve("installed.json");
    Path lock = PLACE.resolve("package-lock.json");
    if (Files.exists(stamp) && Files.mismatch(stamp, lock) == -1) {
      return;
    }
    Ran ran = run(PLACE, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assumeFalse(
        ran.status != 0 && NO_REGISTRY.matcher(ran.output).find(),
        () -> "npm reaches no registry: " + ran.output);
    assertThat(ran.status).as(ran.output).isZero();
    Files.copy(lock, stamp, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      return run(Path.of("."), command).status == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Ran run(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    // Killed in the end, so that reading its output cannot wait for ever.
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                if (!process.waitFor(3, TimeUnit.MINUTES)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private record Ran(int status, String output) {}
}
