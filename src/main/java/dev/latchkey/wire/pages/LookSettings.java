package dev.latchkey.wire.pages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the pages of one realm look.
 *
 * @param name what the product is called, at the head of each page and in its title
 * @param logo a picture to stand beside the name: a local file ending in {@code .svg}, {@code .png}
 *     or {@code .webp}, at most 200 KiB; null for our own
 * @param accent the colour of links and buttons, as {@code #rrggbb}
 * @param darkAccent the same for browsers that prefer a dark scheme
 */
public record LookSettings(String name, @Nullable Path logo, String accent, String darkAccent) {
  /** What the style sheet paints below text, in the light scheme. */
  static final Colour LIGHT_GROUND = new Colour(0xf4, 0xf5, 0xf7);

  /** The same in the dark scheme. */
  static final Colour DARK_GROUND = new Colour(0x1e, 0x21, 0x27);

  /** What WCAG 2.2, success criterion 1.4.3, asks of text. */
  static final double CONTRAST = 4.5;

  private static final int MAX_NAME = 60;
  private static final long MAX_LOGO = 200 * 1024;

  /** What holds unless it is set. */
  public static final LookSettings DEFAULT =
      new LookSettings("Latchkey", null, "#1f5fbf", "#8ab8ff");

  /**
   * Checks name, logo and colours.
   *
   * @throws IllegalArgumentException if the name is blank or too long, the logo is no picture that
   *     can be served, or a colour cannot be read against its ground
   */
  public LookSettings {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("name must be 1 to 60 characters");
    }
    if (logo != null) {
      check(logo);
    }
    check("accent", accent, LIGHT_GROUND, Colour.BLACK);
    check("darkAccent", darkAccent, DARK_GROUND, Colour.WHITE);
  }

  private static void check(String key, String value, Colour ground, Colour rescue) {
    Colour colour =
        Colour.parse(value)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        key + " must be a colour such as #1f5fbf, not " + value));
    double contrast = colour.contrast(ground);
    if (contrast < CONTRAST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s %s cannot be read: its contrast on %s is %.1f and must be %.1f; %s would do",
              key,
              value,
              ground,
              contrast,
              CONTRAST,
              colour.towards(rescue, ground, CONTRAST)));
    }
  }

  private static void check(Path logo) {
    if (type(logo) == null) {
      throw new IllegalArgumentException("logo must end in .svg, .png or .webp, not " + logo);
    }
    try {
      if (!Files.isRegularFile(logo) || Files.size(logo) > MAX_LOGO) {
        throw new IllegalArgumentException(
            "logo must be a file of at most 200 KiB, and " + logo + " is none");
      }
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("logo " + logo + " cannot be read", e);
    }
  }

  /** The media type that goes with the end of a file's name; null for no picture. */
  static @Nullable String type(Path logo) {
    String name = logo.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return "image/svg+xml";
    }
    if (name.endsWith(".png")) {
      return "image/png";
    }
    return name.endsWith(".webp") ? "image/webp" : null;
  }

  Colour light() {
    return Colour.parse(accent).orElseThrow();
  }

  Colour dark() {
    return Colour.parse(darkAccent).orElseThrow();
  }
}
