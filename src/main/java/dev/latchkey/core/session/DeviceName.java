package dev.latchkey.core.session;

import org.jspecify.annotations.Nullable;

/**
 * A device as a person knows it. What the client itself said wins over what can be told from its
 * {@code User-Agent}; neither is trusted.
 *
 * @param program the program, with its version if that is known
 * @param system the operating system, with its version if that is known
 */
public record DeviceName(@Nullable String program, @Nullable String system) {
  /**
   * Names the device of a session.
   *
   * @param device what the client said of itself
   * @param agent what the caller called itself
   * @param agents reads that
   * @return the name; both parts may be unknown
   */
  public static DeviceName of(Device device, @Nullable String agent, Agents agents) {
    Agents.Agent read = agents.read(agent);
    String program =
        device.appName() == null
            ? joined(read.program(), read.version())
            : joined(device.appName(), device.appVersion());
    String system =
        device.platform() == null
            ? joined(read.system(), read.systemVersion())
            : joined(device.platform(), device.platformVersion());
    return new DeviceName(program, system);
  }

  /**
   * Says the name in English.
   *
   * @return such as {@code Firefox 128 on Linux}
   */
  public String words() {
    if (program == null) {
      return system == null ? "an unknown device" : system;
    }
    return system == null ? program : program + " on " + system;
  }

  private static @Nullable String joined(@Nullable String name, @Nullable String version) {
    if (name == null || name.isBlank()) {
      return null;
    }
    return version == null || version.isBlank() ? name : name + " " + version;
  }
}
