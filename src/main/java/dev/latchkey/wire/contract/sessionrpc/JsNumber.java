package dev.latchkey.wire.contract.sessionrpc;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as the clients of this contract spell them (ECMA-262, Number::toString). */
final class JsNumber {
  private static final int LONGEST_PLAIN = 21;
  private static final int MOST_LEADING_ZEROS = 6;

  private static final Pattern NUMERIC =
      Pattern.compile(
          "[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?|0x[0-9a-f]+|0o[0-7]+|0b[01]+",
          Pattern.CASE_INSENSITIVE);

  private JsNumber() {}

  /** Spells a number as the shortest text that reads back as the same double. */
  static String text(Number number) {
    double value = number.doubleValue();
    if (value == 0) {
      return "0";
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    String unsigned = placed(digits, digits.length() - shortest.scale());
    return value < 0 ? "-" + unsigned : unsigned;
  }

  /** Says whether {@code Number(text)} would be a number. */
  static boolean isNumeric(String text) {
    return NUMERIC.matcher(text).matches();
  }

  private static String placed(String digits, int point) {
    if (digits.length() <= point && point <= LONGEST_PLAIN) {
      return digits + "0".repeat(point - digits.length());
    }
    if (0 < point && point <= LONGEST_PLAIN) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-MOST_LEADING_ZEROS < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
