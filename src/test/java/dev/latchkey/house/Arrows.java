package dev.latchkey.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the classes below one root package by a map of arrows: which room may use which other
 * room, and which library may be used where. A room is a package.
 */
final class Arrows {
  private final String root;
  private final Map<String, Set<String>> allowed;
  private final Map<String, Set<String>> libraries;

  /**
   * Takes the map.
   *
   * @param root the root package
   * @param arrows one line for each room: {@code room -> room room}
   * @param libraries one line for each library: {@code package.prefix -> room room}
   */
  Arrows(String root, String arrows, String libraries) {
    this.root = root;
    this.allowed = parse(arrows);
    this.libraries = parse(libraries);
  }

  private static Map<String, Set<String>> parse(String lines) {
    Map<String, Set<String>> map = new LinkedHashMap<>();
    for (String line : lines.strip().split("\n")) {
      if (line.isBlank()) {
        continue;
      }
      String[] sides = line.split("->", 2);
      Set<String> targets = new TreeSet<>(List.of(sides[1].strip().split("\\s+")));
      targets.remove("");
      map.put(sides[0].strip(), targets);
    }
    return map;
  }

  /** Arrows that the code draws and the map does not allow. */
  List<String> strayArrows(JavaClasses classes) {
    List<String> stray = new ArrayList<>();
    drawn(classes)
        .forEach(
            (room, targets) -> {
              if (!allowed.containsKey(room)) {
                stray.add(room + " is not on the map");
              }
              for (Map.Entry<String, String> target : targets.entrySet()) {
                if (!allowed.getOrDefault(room, Set.of()).contains(target.getKey())) {
                  stray.add(room + " -> " + target.getKey() + ": " + target.getValue());
                }
              }
            });
    return stray;
  }

  /** Entries of the map that no code uses. */
  List<String> idleEntries(JavaClasses classes) {
    Map<String, Map<String, String>> drawn = drawn(classes);
    List<String> idle = new ArrayList<>();
    allowed.forEach(
        (room, targets) -> {
          if (!drawn.containsKey(room)) {
            idle.add(room);
          }
          for (String target : targets) {
            if (!drawn.getOrDefault(room, Map.of()).containsKey(target)) {
              idle.add(room + " -> " + target);
            }
          }
        });
    return idle;
  }

  /** Packages that can be reached from themselves, each with a way round. */
  List<String> cycles(JavaClasses classes) {
    Map<String, Map<String, String>> drawn = drawn(classes);
    List<String> cycles = new ArrayList<>();
    for (String start : drawn.keySet()) {
      Deque<List<String>> open = new ArrayDeque<>(List.of(List.of(start)));
      Set<String> seen = new TreeSet<>();
      while (!open.isEmpty()) {
        List<String> way = open.poll();
        for (String next : drawn.getOrDefault(way.getLast(), Map.of()).keySet()) {
          List<String> longer = new ArrayList<>(way);
          longer.add(next);
          if (next.equals(start)) {
            cycles.add(String.join(" -> ", longer));
            open.clear();
            break;
          }
          if (seen.add(next)) {
            open.add(longer);
          }
        }
      }
    }
    return cycles;
  }

  /**
   * Uses of a library in a room that may not know it; the JDK and JSpecify may be used everywhere.
   */
  List<String> strayLibraries(JavaClasses classes) {
    Set<String> stray = new TreeSet<>();
    for (JavaClass origin : classes) {
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        String target = element(dependency.getTargetClass()).getPackageName();
        if (target.isEmpty() || target.startsWith(root + ".") || target.equals(root)) {
          continue;
        }
        Optional<String> library =
            libraries.keySet().stream()
                .filter(prefix -> target.equals(prefix) || target.startsWith(prefix + "."))
                .max(java.util.Comparator.comparingInt(String::length));
        Set<String> rooms = library.map(libraries::get).orElse(Set.of());
        boolean free = rooms.contains("*");
        if (!free && !rooms.contains(room(origin))) {
          stray.add(room(origin) + " uses " + target + ": " + dependency.getDescription());
        }
      }
    }
    return List.copyOf(stray);
  }

  /** Calls of methods that only some rooms may call. */
  static List<String> strayCalls(
      JavaClasses classes, String owner, Collection<String> methods, Collection<String> callers) {
    Set<String> stray = new TreeSet<>();
    for (JavaClass origin : classes) {
      boolean allowed =
          callers.stream()
              .anyMatch(one -> origin.getName().equals(one) || origin.getPackageName().equals(one));
      if (allowed) {
        continue;
      }
      for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
        if (access.getTargetOwner().getName().equals(owner) && methods.contains(access.getName())) {
          stray.add(access.getDescription());
        }
      }
    }
    return List.copyOf(stray);
  }

  private Map<String, Map<String, String>> drawn(JavaClasses classes) {
    Map<String, Map<String, String>> drawn = new TreeMap<>();
    for (JavaClass origin : classes) {
      if (origin.getSimpleName().equals("package-info")) {
        continue;
      }
      String from = room(origin);
      Map<String, String> targets = drawn.computeIfAbsent(from, key -> new TreeMap<>());
      for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = element(dependency.getTargetClass());
        if (target.getPackageName().startsWith(root + ".") && !room(target).equals(from)) {
          targets.putIfAbsent(room(target), dependency.getDescription());
        }
      }
    }
    return drawn;
  }

  private static JavaClass element(JavaClass type) {
    return type.isArray() ? type.getBaseComponentType() : type;
  }

  private String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(root) ? "." : name.substring(root.length() + 1);
  }
}
