package growth;

import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.TypedToken;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One made-up account and its session. Everything follows from its number, so that whoever measures knows every name
 * and token of a store that was made long ago, without a list.
 *
 * @param number from 0 upwards
 */
record Person(int number) {
  /** The number of the first account. */
  static final int FIRST_ID = 100;

  /** The password of everybody. */
  static final String PASSWORD = "correct horse 12";

  private static final long SESSION_MASK = (1L << 53) - 1;
  private static final List<String> FIRST =
      List.of("maria", "wei", "olu", "anna", "yusuf", "jo", "katarzyna", "li", "fatima", "sven", "priya", "carlos");
  private static final List<String> LAST =
      List.of("kowalska", "zhang", "adeyemi", "smith", "yilmaz", "garcia", "ivanova", "ng", "o.brien", "lindqvist");
  private static final List<String> MAIL =
      List.of("mail.example", "post.example.org", "example.com", "letters.example.net", "uni.example.edu");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0"
              + " Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
          "ExampleApp/7.31.2 (Android 15; Pixel 9) okhttp/5.1.0");
  private static final List<String> PLATFORMS = List.of("Windows", "iOS", "Linux", "Android");
  private static final List<String> APPS = List.of("Google Chrome", "Safari", "Firefox", "ExampleApp");

  int id() {
    return FIRST_ID + number;
  }

  /** Draws a number by chance that is always the same for one person and one purpose. */
  long chance(int purpose) {
    long mixed = (number + 1L) * 0x9E3779B97F4A7C15L + purpose * 0xD1342543DE82EF95L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  int chance(int purpose, int bound) {
    return (int) Long.remainderUnsigned(chance(purpose), bound);
  }

  private <T> T one(int purpose, List<T> choices) {
    return choices.get(chance(purpose, choices.size()));
  }

  /** The name as compared: 12 to 28 characters, unlike its neighbours from the first ones on. */
  String username() {
    return one(1, FIRST) + "." + one(2, LAST) + Integer.toString(number, 36);
  }

  String email() {
    return username() + "@" + one(3, MAIL);
  }

  String fullName() {
    return titled(one(1, FIRST)) + " " + titled(one(2, LAST));
  }

  private static String titled(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The number of the session: all 53 bits by chance, and no two alike, since each step can be turned back. */
  long sessionId() {
    long mixed = (number + 1L) * 0x1E3779B97F4A7DL & SESSION_MASK;
    mixed = (mixed ^ (mixed >>> 27)) * 0x1CE4E5B9BF5847L & SESSION_MASK;
    return mixed ^ (mixed >>> 27);
  }

  /** The token as the client holds it. */
  TypedToken token() {
    return TypedToken.mint(
        TypedToken.SESSION,
        sessionId(),
        count -> ByteBuffer.allocate(count).putLong(chance(4)).putLong(chance(5)).array());
  }

  /** A digest as the server keeps many: 43 characters. */
  String digest(int purpose) {
    return Digests.lookup(purpose + "/" + number);
  }

  String address() {
    return "203." + chance(6, 256) + "." + chance(7, 256) + "." + chance(8, 256);
  }

  String agent() {
    return one(9, AGENTS);
  }

  String platform() {
    return one(9, PLATFORMS);
  }

  String app() {
    return one(9, APPS);
  }

  /** The number of a request: 16 hexadecimal digits. */
  String requestId() {
    return HexFormat.of().toHexDigits(chance(10));
  }

  /** Says whether the session was seen so lately that a check of it writes nothing. */
  boolean isSeenLately() {
    return number % 2 == 1;
  }
}
