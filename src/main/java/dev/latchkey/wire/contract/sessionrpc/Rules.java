package dev.latchkey.wire.contract.sessionrpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that arguments are made of. Their sentences, their order and their coercions are those
 * of the schema validator that the original ran, since clients show and test them: a number or a
 * boolean does for a string, null for an empty one, and an empty string, 0 or false for null.
 */
final class Rules {
  private Rules() {}

  /** A string. */
  static Rule text() {
    return (value, complaints) -> {
      if (value instanceof String) {
        return value;
      }
      if (value == null) {
        return "";
      }
      if (value instanceof Boolean) {
        return value.toString();
      }
      if (value instanceof Number number) {
        return JsNumber.text(number);
      }
      complaints.add("must be string");
      return null;
    };
  }

  /** Null. */
  static Rule nothing() {
    return (value, complaints) -> {
      if (!isNothing(value)) {
        complaints.add("must be null");
      }
      return null;
    };
  }

  /** The first of some rules that takes the value. */
  static Rule anyOf(Rule... rules) {
    return (value, complaints) -> {
      Complaints all = new Complaints();
      for (Rule rule : rules) {
        Complaints own = new Complaints();
        Object read = rule.read(value, own);
        if (own.isEmpty()) {
          return read;
        }
        all.addAll(own);
      }
      complaints.addAll(all);
      complaints.add("must match a schema in anyOf");
      return null;
    };
  }

  /** An argument that may be left out. */
  static Rule optional(Rule rule) {
    return anyOf(nothing(), rule);
  }

  /** A list of any length. */
  static Rule listOf(Rule rule) {
    return (value, complaints) -> {
      if (!(value instanceof List<?> list)) {
        complaints.add("must be array");
        return null;
      }
      List<@Nullable Object> read = new ArrayList<>();
      for (Object item : list) {
        read.add(rule.read(item, complaints));
      }
      return read;
    };
  }

  /**
   * An object.
   *
   * @param properties the known members
   * @param required the members that must be there
   * @param closed whether other members are refused; else they are dropped
   */
  static Rule object(Map<String, Rule> properties, List<String> required, boolean closed) {
    return (value, complaints) -> {
      if (!(value instanceof Map<?, ?> map)) {
        complaints.add("must be object");
        return null;
      }
      for (String name : required) {
        if (!map.containsKey(name)) {
          complaints.add("must have required property '" + name + "'");
        }
      }
      if (closed) {
        refuseUnknown(map, properties, complaints);
      }
      Map<String, @Nullable Object> read = new LinkedHashMap<>();
      properties.forEach(
          (name, rule) -> {
            if (map.containsKey(name)) {
              read.put(name, rule.read(map.get(name), complaints));
            }
          });
      return read;
    };
  }

  /** The arguments of a call, of which the last ones may be left out. */
  static Rule arguments(int fewest, Rule... rules) {
    return (value, complaints) -> {
      List<?> list = (List<?>) value;
      if (list == null || list.size() < fewest) {
        complaints.add("must NOT have fewer than " + fewest + " items");
      }
      if (list != null && list.size() > rules.length) {
        complaints.add("must NOT have more than " + rules.length + " items");
      }
      List<@Nullable Object> read = new ArrayList<>();
      for (int i = 0; list != null && i < Math.min(rules.length, list.size()); i++) {
        read.add(rules[i].read(list.get(i), complaints));
      }
      return read;
    };
  }

  /** The arguments of a call that has none. */
  static Rule noArguments() {
    return (value, complaints) -> {
      if (value instanceof List<?> list) {
        list.forEach(item -> complaints.add("boolean schema is false"));
      }
      return List.of();
    };
  }

  private static void refuseUnknown(
      Map<?, ?> map, Map<String, Rule> properties, Complaints complaints) {
    for (Object name : map.keySet()) {
      if (!properties.containsKey(String.valueOf(name))) {
        complaints.add("must NOT have additional properties");
      }
    }
  }

  private static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case Boolean truth -> !truth;
      case BigInteger number -> number.signum() == 0;
      case BigDecimal number -> number.signum() == 0;
      case Number number -> number.doubleValue() == 0;
      default -> false;
    };
  }
}
