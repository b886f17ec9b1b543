package dev.latchkey.wire.pages;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A colour of sRGB. */
record Colour(int red, int green, int blue) {
  static final Colour WHITE = new Colour(255, 255, 255);
  static final Colour BLACK = new Colour(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final int STEPS = 100;

  /** Reads {@code #rrggbb}. */
  static Optional<Colour> parse(String text) {
    if (!HEX.matcher(text).matches()) {
      return Optional.empty();
    }
    int value = Integer.parseInt(text.substring(1), 16);
    return Optional.of(new Colour(value >> 16, value >> 8 & 0xff, value & 0xff));
  }

  /** The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
  double contrast(Colour other) {
    double one = luminance() + 0.05;
    double two = other.luminance() + 0.05;
    return Math.max(one, two) / Math.min(one, two);
  }

  /** The nearest mix with another colour that keeps a contrast against a ground. */
  Colour towards(Colour other, Colour ground, double contrast) {
    for (int step = 0; step <= STEPS; step++) {
      Colour mixed = mixed(other, step);
      if (mixed.contrast(ground) >= contrast) {
        return mixed;
      }
    }
    return other;
  }

  private Colour mixed(Colour other, int step) {
    return new Colour(
        red + (other.red - red) * step / STEPS,
        green + (other.green - green) * step / STEPS,
        blue + (other.blue - blue) * step / STEPS);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
