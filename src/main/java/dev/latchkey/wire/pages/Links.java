package dev.latchkey.wire.pages;

import java.net.URI;

/** Where pages are, as a browser has to ask for them: below the path of the public address. */
final class Links {
  private final String base;

  Links(URI publicUrl) {
    String path = publicUrl.getRawPath() == null ? "" : publicUrl.getRawPath();
    this.base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  String to(Page place) {
    return base + place.path();
  }

  String to(String path) {
    return base + path;
  }
}
