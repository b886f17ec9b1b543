package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Digests;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The style sheet and the pictures. Their names hold a digest of what is in them, so that browsers
 * may keep them for good. Read when the first page is asked for.
 */
final class Assets {
  /** Where they are; the router's pattern. */
  static final String PATH = "/account/assets/{file}";

  private static final String FOLDER = "/account/assets/";
  private static final int DIGEST_LENGTH = 12;

  /** Keeps whatever a picture may hold from running when it is opened by itself. */
  private static final String SANDBOX =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

  private final LookSettings look;
  private final Links links;
  private volatile @Nullable Loaded loaded;

  Assets(LookSettings look, Links links) {
    this.look = look;
    this.links = links;
  }

  String style() {
    return links.to(FOLDER + loaded().style);
  }

  String icon() {
    return links.to(FOLDER + loaded().icon);
  }

  /** Where the logo is that was set; null for none. */
  @Nullable String logo() {
    String logo = loaded().logo;
    return logo == null ? null : links.to(FOLDER + logo);
  }

  Optional<Reply> find(Request request) {
    return Optional.ofNullable(loaded().files.get(request.pathParameter("file")));
  }

  private Loaded loaded() {
    Loaded present = loaded;
    if (present == null) {
      // Two threads may both read; they find the same.
      present = load();
      loaded = present;
    }
    return present;
  }

  private Loaded load() {
    Map<String, Reply> files = new LinkedHashMap<>();
    byte[] css = (resource("style.css") + accents()).getBytes(StandardCharsets.UTF_8);
    String style = add(files, "style", "css", "text/css; charset=utf-8", css);
    byte[] mark = resource("icon.svg").getBytes(StandardCharsets.UTF_8);
    String icon = add(files, "icon", "svg", "image/svg+xml", mark);
    Path file = look.logo();
    if (file == null) {
      return new Loaded(style, icon, null, Map.copyOf(files));
    }
    String name = file.toString();
    String type = String.valueOf(LookSettings.type(file));
    String end = name.substring(name.lastIndexOf('.') + 1);
    String logo = add(files, "logo", end, type, bytes(file));
    return new Loaded(style, logo, logo, Map.copyOf(files));
  }

  private static String add(
      Map<String, Reply> files, String name, String end, String type, byte[] bytes) {
    String digest = HexFormat.of().formatHex(Digests.sha256(bytes)).substring(0, DIGEST_LENGTH);
    String full = name + "-" + digest + "." + end;
    Reply reply =
        Reply.of(Statuses.OK, type, bytes)
            .with("Cache-Control", "public, max-age=31536000, immutable");
    files.put(full, end.equals("css") ? reply : reply.with("Content-Security-Policy", SANDBOX));
    return full;
  }

  /** The colours that were set, each with the text colour that is read best upon it. */
  private String accents() {
    return ":root{"
        + accent(look.light())
        + "}\n@media (prefers-color-scheme: dark){:root{"
        + accent(look.dark())
        + "}}\n";
  }

  private static String accent(Colour colour) {
    boolean isWhiteBest = colour.contrast(Colour.WHITE) >= colour.contrast(Colour.BLACK);
    Colour upon = isWhiteBest ? Colour.WHITE : Colour.BLACK;
    return "--accent:" + colour + ";--on-accent:" + upon;
  }

  private static String resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/pages/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource /pages/" + name + " is gone");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Loaded(
      String style, String icon, @Nullable String logo, Map<String, Reply> files) {}
}
