package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");

  private final Proxies proxies = new Proxies(List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9",
    "'203.0.113.9, 10.2.3.4', 203.0.113.9",
    "'198.51.100.1, 203.0.113.9, 10.2.3.4', 203.0.113.9",
    "'1.1.1.1,203.0.113.9,192.0.2.7,2001:db8::5', 203.0.113.9",
    "'203.0.113.9:4711, 10.2.3.4', 203.0.113.9",
    "'[2001:4860::8888]:443', 2001:4860:0:0:0:0:0:8888",
    "'[2001:4860::8888]', 2001:4860:0:0:0:0:0:8888",
    "2001:4860::8888, 2001:4860:0:0:0:0:0:8888",
    "::ffff:203.0.113.9, 203.0.113.9",
    "'10.9.9.9, 10.2.3.4', 10.9.9.9",
    "' 203.0.113.9 ', 203.0.113.9",
    "'garbage, 203.0.113.9', 203.0.113.9"
  })
  void the_first_hop_from_the_right_that_is_not_trusted_is_the_client(String line, String client) {
    assertThat(proxies.client(PEER, List.of(line)).getHostAddress()).isEqualTo(client);
  }

  @Test
  void several_lines_are_one_list() {
    assertThat(proxies.client(PEER, List.of("198.51.100.1", "203.0.113.9", "10.1.1.1")))
        .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "",
        ",",
        "203.0.113.9,",
        "localhost",
        "example.com",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3",
        "fe80::1%eth0",
        "1.2.3.4:",
        "1.2.3.4:x",
        "1.2.3.4:123456",
        "[::1",
        "[::1]x",
        "unknown",
        "_hidden",
        "for=1.2.3.4",
        "\"1.2.3.4\"",
        "garbage, 10.2.3.4"
      })
  void what_cannot_be_read_is_not_guessed_at_and_never_looked_up(String line) {
    assertThat(proxies.client(PEER, List.of(line))).isEqualTo(PEER);
  }

  @Test
  void without_the_field_the_peer_is_the_client() {
    assertThat(proxies.client(PEER, List.of())).isEqualTo(PEER);
  }

  @Test
  void ten_thousand_entries_are_walked_only_as_far_as_trust_goes() {
    String line = "9.9.9.9, ".repeat(10_000) + "203.0.113.9";

    assertThat(proxies.client(PEER, List.of(line)).getHostAddress()).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource({
    "10.255.255.255, true",
    "11.0.0.0, false",
    "192.0.2.7, true",
    "192.0.2.8, false",
    "2001:db8:ffff::1, true",
    "2001:db9::1, false",
    "::ffff:10.0.0.1, true",
    "::1, false"
  })
  void a_block_holds_its_addresses_and_no_others(String address, boolean isTrusted) {
    assertThat(proxies.trusts(InetAddress.ofLiteral(address))).isEqualTo(isTrusted);
  }

  @Test
  void a_block_need_not_end_at_a_byte() {
    Proxies odd = new Proxies(List.of("192.168.16.0/20", "0.0.0.0/0"));

    assertThat(
            new Proxies(List.of("192.168.16.0/20")).trusts(InetAddress.ofLiteral("192.168.31.1")))
        .isTrue();
    assertThat(
            new Proxies(List.of("192.168.16.0/20")).trusts(InetAddress.ofLiteral("192.168.32.1")))
        .isFalse();
    assertThat(odd.trusts(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "10.0.0"})
  void a_block_written_in_error_is_refused(String block) {
    assertThatThrownBy(() -> new Proxies(List.of(block)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https, true",
    "HTTPS, true",
    "http, false",
    "'https, http', false",
    "'http, https', false",
    "'https, https', true",
    "'', false",
    "wss, false"
  })
  void the_connection_is_secure_only_if_every_hop_says_so(String line, boolean isSecure) {
    assertThat(Proxies.isSecure(List.of(line))).isEqualTo(isSecure);
  }

  @Test
  void the_connection_is_not_secure_if_nobody_says_so() {
    assertThat(Proxies.isSecure(List.of())).isFalse();
  }
}
