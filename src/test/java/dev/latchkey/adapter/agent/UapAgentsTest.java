package dev.latchkey.adapter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Agents.Agent;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.DeviceName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers call themselves becomes words, in bounded time. */
class UapAgentsTest {
  private static final UapAgents AGENTS = new UapAgents();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
            + "|Firefox 128 on Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/126.0.0.0 Safari/537.36|Chrome 126 on Windows 10",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0|Edge 126 on Windows 10",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Version/17.5 Mobile/15E148 Safari/604.1|Mobile Safari 17 on iOS 17",
        "okhttp/4.9.3|okhttp 4.9",
        "curl/8.5.0|curl 8.5",
        "Dalvik/2.1.0 (Linux; U; Android 12; SM-G991B Build/SP1A.210812.016)"
            + "|Android app on Android 12",
        "Progress/1.4 CFNetwork/1240.0.4 Darwin/20.5.0|Progress 1.4 on iOS or macOS",
        "python-requests/2.31.0|python-requests 2.31",
        "Dart/3.1 (dart:io)|Dart 3.1",
        "Java-http-client/25.0.1|Java-http-client 25.0",
      })
  void a_known_agent_has_sensible_words(String agent, String words) {
    assertThat(words(agent)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u0000\u0001", "()", "/", "\uD83D\uDE00", "12345", "<script>"})
  void nonsense_is_an_unknown_device(String agent) {
    assertThat(words(agent)).isEqualTo("an unknown device");
  }

  @Test
  void none_is_an_unknown_device() {
    assertThat(AGENTS.read(null)).isEqualTo(Agent.UNKNOWN);
  }

  @Test
  void what_the_client_said_of_itself_wins() {
    Device said = new Device(null, "iOS", "17.5", "Progress", "2.0", null);

    assertThat(DeviceName.of(said, "curl/8.5.0", AGENTS).words())
        .isEqualTo("Progress 2.0 on iOS 17.5");
  }

  /** The worst text that was found took 25 ms on a busy machine. */
  @Test
  void hostile_texts_cost_little() {
    long worst = 0;
    String slowest = "";
    AGENTS.read("Mozilla/5.0 (warm up)");
    for (String text : hostile()) {
      long begin = System.nanoTime();
      AGENTS.read(text);
      long took = System.nanoTime() - begin;
      if (took > worst) {
        worst = took;
        slowest = text;
      }
    }
    assertThat(worst).as(slowest).isLessThan(1_000_000_000L);
  }

  private static List<String> hostile() {
    List<String> begins =
        List.of(
            "",
            "Mozilla/5.0 (",
            "Mozilla/5.0 (Linux; Android ",
            "Opera/",
            "Mozilla/5.0 (X11; ",
            "Mozilla/5.0 (Windows NT 6.1; ",
            "Mozilla/5.0 (iPhone; CPU iPhone OS ",
            "Mozilla/5.0 (SMART-TV; ",
            "SmartWatch(",
            "Dalvik/1.6.0 (Linux; U; Android ",
            "Mozilla/5.0 (compatible; ",
            "Mobile/",
            "CFNetwork/",
            "Version/",
            "http://a.",
            "bot ");
    List<String> repeats =
        List.of(
            " ",
            "a",
            "1",
            "/",
            ".",
            ";",
            "; ",
            "()",
            "a/",
            "1.",
            "aA1",
            "Android ",
            "bot",
            " bot",
            "-",
            "_",
            "0;",
            "; 1",
            "AppleWebKit/",
            "Gecko ",
            "\t",
            "Build/",
            "Chrome/1.1.1.1 ",
            "Safari ",
            "Windows ",
            "iPhone ",
            "GT-",
            "http",
            "www.",
            "a.a",
            "Version/1.1 ");
    List<String> ends = List.of("", "!", " x", "\u0001");
    List<String> all = new ArrayList<>();
    for (String begin : begins) {
      for (String repeat : repeats) {
        for (String end : ends) {
          String body = repeat.repeat(UapAgents.MAX_LENGTH / repeat.length());
          int room = UapAgents.MAX_LENGTH - begin.length() - end.length();
          all.add(begin + body.substring(0, Math.min(body.length(), room)) + end);
        }
      }
    }
    return all;
  }

  private static String words(String agent) {
    return DeviceName.of(Device.UNKNOWN, agent, AGENTS).words();
  }
}
