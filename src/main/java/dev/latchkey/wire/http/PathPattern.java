package dev.latchkey.wire.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route: literal segments, and named ones that stand for any one non-empty segment.
 * Nothing is normalised: a path matches as it was sent or not at all.
 */
final class PathPattern {
  private final List<String> segments;

  /**
   * Cuts a path.
   *
   * @throws IllegalArgumentException if it does not begin with a slash, or a name stands twice
   */
  PathPattern(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path " + path + " does not begin with a slash");
    }
    segments = List.of(path.substring(1).split("/", -1));
    long names = segments.stream().filter(PathPattern::isName).count();
    long distinct = segments.stream().filter(PathPattern::isName).distinct().count();
    if (names != distinct || segments.stream().anyMatch(PathPattern::isHalfNamed)) {
      throw new IllegalArgumentException("the path " + path + " has segments named in error");
    }
  }

  boolean isLiteral() {
    return segments.stream().noneMatch(PathPattern::isName);
  }

  /** Says whether one path can match both. */
  boolean meets(PathPattern other) {
    if (segments.size() != other.segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String mine = segments.get(i);
      String theirs = other.segments.get(i);
      boolean canMeet =
          isName(mine)
              ? isName(theirs) || !theirs.isEmpty()
              : isName(theirs) ? !mine.isEmpty() : mine.equals(theirs);
      if (!canMeet) {
        return false;
      }
    }
    return true;
  }

  /**
   * Matches a path as it was sent.
   *
   * @return what the names stand for, decoded; null if the path does not match, or what would stand
   *     for a name is not valid UTF-8
   */
  @Nullable Map<String, String> match(String path) {
    Map<String, String> found = null;
    int at = 1;
    for (int i = 0; i < segments.size(); i++) {
      if (at > path.length() || path.charAt(at - 1) != '/') {
        return null;
      }
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      String segment = segments.get(i);
      if (isName(segment)) {
        String value = value(path.substring(at, end));
        if (value == null) {
          return null;
        }
        found = found == null ? new HashMap<>() : found;
        found.put(segment.substring(1, segment.length() - 1), value);
      } else if (segment.length() != end - at || !path.startsWith(segment, at)) {
        return null;
      }
      at = end + 1;
    }
    return at == path.length() + 1 ? copy(found) : null;
  }

  private static Map<String, String> copy(@Nullable Map<String, String> found) {
    return found == null ? Map.of() : Map.copyOf(new LinkedHashMap<>(found));
  }

  private static @Nullable String value(String raw) {
    // A path parameter or a dot segment is some other resource than it seems to be.
    if (raw.isEmpty() || raw.indexOf(';') >= 0) {
      return null;
    }
    try {
      String value = Percent.decodeSegment(raw);
      boolean isDots = value.equals(".") || value.equals("..");
      return isDots || value.indexOf('/') >= 0 || Utf8.holdsNul(value) ? null : value;
    } catch (BadInput e) {
      return null;
    }
  }

  private static boolean isName(String segment) {
    return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isHalfNamed(String segment) {
    return !isName(segment) && (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
