package dev.latchkey.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The Chromium of the system, without a window. Where there is none the tests that need it are
 * skipped, unless {@code BROWSER_TESTS=required} is set: then they fail.
 */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final Path PICTURES = Path.of("target/pictures");

  private final Path profile;
  private final ChromeDriver driver;

  private Chromium(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  /** Starts one with an empty profile, speaking English. */
  static Chromium start() {
    boolean isThere = Files.isExecutable(PROGRAM) && Files.isExecutable(DRIVER);
    if (!isThere && "required".equals(System.getenv("BROWSER_TESTS"))) {
      throw new AssertionError("BROWSER_TESTS=required, and there is no " + PROGRAM);
    }
    Assumptions.assumeTrue(isThere, "needs " + PROGRAM + " and " + DRIVER);
    try {
      Path profile = Files.createTempDirectory("latchkey-chromium");
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(DRIVER.toFile())
              .usingAnyFreePort()
              .withLogOutput(java.io.OutputStream.nullOutputStream())
              .build();
      return new Chromium(profile, new ChromeDriver(service, options(profile)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChromeOptions options(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en",
        "--user-data-dir=" + profile);
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
    return options;
  }

  /** Switches scripts of pages off; the driver's own go on working. */
  void withoutScripts() {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  /** Sets the size of the window and the preferred scheme, {@code light} or {@code dark}. */
  void look(int width, int height, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(Object address) {
    driver.get(address.toString());
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  String title() {
    return String.valueOf(driver.getTitle());
  }

  String heading() {
    return driver.findElement(By.tagName("h1")).getText();
  }

  /** Everything that can be read on the page. */
  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Types into a field, after emptying it. */
  Chromium type(String field, String text) {
    WebElement input = driver.findElement(By.id(field));
    input.clear();
    input.sendKeys(text);
    return this;
  }

  /** Presses a button or follows a link by the words on it. */
  Chromium press(String words) {
    WebElement button =
        driver.findElement(
            By.xpath(
                "//main//*[(self::button or self::a) and starts-with(normalize-space(.), \""
                    + words
                    + "\")] | //header//*[(self::button or self::a) and normalize-space(.)=\""
                    + words
                    + "\"] | //footer//button[normalize-space(.)=\""
                    + words
                    + "\"]"));
    return follow(button::click);
  }

  /** Does what leads to another page, and waits until that is there. */
  Chromium follow(Runnable step) {
    WebElement before = driver.findElement(By.tagName("html"));
    step.run();
    long begin = System.nanoTime();
    while (!isGone(before)) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new AssertionError("no other page came after " + address());
      }
      LockSupport.parkNanos(5_000_000);
    }
    return this;
  }

  private static boolean isGone(WebElement element) {
    try {
      element.getTagName();
      return false;
    } catch (WebDriverException e) {
      // Stale, or in words of its own while the page is being replaced.
      return true;
    }
  }

  /** The element that has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Presses keys wherever the focus is. */
  void keys(CharSequence... keys) {
    new org.openqa.selenium.interactions.Actions(driver).sendKeys(keys).perform();
  }

  @SuppressWarnings("unchecked")
  List<String> list(String script) {
    return (List<String>) driver.executeScript(script);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Takes a picture of the whole page into {@code target/pictures}. */
  Path picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Path file = PICTURES.resolve(name + ".png");
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // The browser may still be tidying up; what it leaves is in the temporary directory.
    }
  }
}
