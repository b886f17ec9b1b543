package dev.latchkey.wire.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookSettingsTest {
  @ParameterizedTest
  @CsvSource({"#000000, #ffffff, 21.0", "#777777, #ffffff, 4.48", "#123456, #123456, 1.0"})
  void contrast_is_that_of_wcag(String one, String other, double expected) {
    double figure = colour(one).contrast(colour(other));
    assertThat(figure).isEqualTo(colour(other).contrast(colour(one)));
    assertThat(figure).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void a_colour_that_cannot_be_read_is_refused_with_one_that_can() {
    assertThatThrownBy(() -> new LookSettings("Harbour", null, "#ffcc00", "#8ab8ff"))
        .hasMessage(
            "accent #ffcc00 cannot be read: its contrast on #f4f5f7 is 1.4 and must be 4.5;"
                + " #886d00 would do");
    assertThatThrownBy(() -> new LookSettings("Harbour", null, "#1f5fbf", "#222222"))
        .hasMessageStartingWith("darkAccent #222222 cannot be read");
    assertThat(new LookSettings("Harbour", null, "#886d00", "#8ab8ff").accent())
        .isEqualTo("#886d00");
  }

  @Test
  void what_is_no_colour_and_no_name_is_refused() {
    for (String accent : new String[] {"red", "#fff", "#12345g", "", "url(x)", "#1f5fbf;}"}) {
      assertThatThrownBy(() -> new LookSettings("Harbour", null, accent, "#8ab8ff"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be a colour such as #1f5fbf");
    }
    assertThatThrownBy(() -> new LookSettings(" ", null, "#1f5fbf", "#8ab8ff"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_logo_is_a_small_picture_that_is_there(@TempDir Path directory) throws Exception {
    Path logo = directory.resolve("logo.svg");
    assertThatThrownBy(() -> new LookSettings("Harbour", logo, "#1f5fbf", "#8ab8ff"))
        .hasMessageContaining("must be a file");
    Files.write(logo, new byte[201 * 1024]);
    assertThatThrownBy(() -> new LookSettings("Harbour", logo, "#1f5fbf", "#8ab8ff"))
        .hasMessageContaining("at most 200 KiB");
    Path script = Files.writeString(directory.resolve("logo.html"), "<script>");
    assertThatThrownBy(() -> new LookSettings("Harbour", script, "#1f5fbf", "#8ab8ff"))
        .hasMessageContaining(".svg, .png or .webp");
  }

  private static Colour colour(String text) {
    return Colour.parse(text).orElseThrow();
  }
}
