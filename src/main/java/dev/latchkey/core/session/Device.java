package dev.latchkey.core.session;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of the device and program it runs on. Shown to the owner, never trusted. Texts
 * are cut to {@link #MAX_LENGTH} and freed of U+0000, since they are only shown.
 *
 * @param provider the name of the application through which the sign-in happened
 * @param platform the operating system
 * @param platformVersion its version
 * @param appName the program
 * @param appVersion its version
 * @param pushToken where push messages go
 */
public record Device(
    @Nullable String provider,
    @Nullable String platform,
    @Nullable String platformVersion,
    @Nullable String appName,
    @Nullable String appVersion,
    @Nullable String pushToken) {
  /** The longest text, in UTF-16 units. */
  public static final int MAX_LENGTH = 500;

  /** Says nothing. */
  public static final Device UNKNOWN = new Device(null, null, null, null, null, null);

  /** Cuts the texts. */
  public Device {
    provider = cut(provider);
    platform = cut(platform);
    platformVersion = cut(platformVersion);
    appName = cut(appName);
    appVersion = cut(appVersion);
    pushToken = cut(pushToken);
  }

  private static @Nullable String cut(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = text.replace("\0", "");
    if (clean.length() <= MAX_LENGTH) {
      return clean;
    }
    // Never between the halves of a surrogate pair: the rest could not be written as UTF-8.
    int end = Character.isHighSurrogate(clean.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return clean.substring(0, end);
  }
}
