package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.wire.http.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Nothing that somebody called himself moves the cursor or turns the writing round. */
class ShownTest {
  @Test
  void what_is_visible_stays() {
    String text = "Zoë 张伟 \ud83d\ude00 a-b_c";
    assertThat(Shown.line(text)).isEqualTo(text);
    assertThat(Shown.json(text)).isEqualTo(text);
  }

  @Test
  void control_characters_and_escape_sequences_are_spelled_out() {
    assertThat(Shown.line("a\u001b[2Jb\r\n\tc\u009bd\u007f"))
        .isEqualTo("a\\x1b[2Jb\\r\\n\\tc\\x9bd\\x7f");
  }

  @Test
  void marks_that_turn_or_hide_text_are_spelled_out() {
    assertThat(Shown.line("a\u202eb\u200bc\u2028d\u00a0e\ufeff\ud800"))
        .isEqualTo("a\\u{202e}b\\u{200b}c\\u{2028}d\\xa0e\\u{feff}\\u{d800}");
  }

  @Test
  void a_letter_keeps_its_lines() {
    assertThat(Shown.lines("one\ntwo\u001b\n")).isEqualTo("one\ntwo\\x1b\n");
  }

  @Test
  void json_means_the_same_and_shows_nothing_raw() throws Exception {
    String value = "a\u001b\u009b\u202e\u007f\ud834\udd73 \ud83d\ude00 é";
    String shown = Shown.json(Json.write(value));
    assertThat(shown).contains("\\u202e", "é", "\ud83d\ude00");
    assertThat(shown.chars()).noneMatch(unit -> unit < 0x20 || (unit >= 0x7f && unit < 0xa0));
    assertThat(Json.read(shown.getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
  }
}
