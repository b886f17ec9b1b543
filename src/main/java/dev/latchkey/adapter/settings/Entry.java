package dev.latchkey.adapter.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of settings as text, with the place where it stands. */
sealed interface Entry {
  /** The place: a line of the file, a variable, an option. */
  String where();

  /** A single value. */
  record Text(String where, String text) implements Entry {}

  /** A value that is left out or {@code null}. */
  record Nothing(String where) implements Entry {}

  /** A list. */
  record Items(String where, List<Entry> items) implements Entry {}

  /** Values by key. */
  record Section(String where, Map<String, Entry> entries) implements Entry {
    Section(String where) {
      this(where, new LinkedHashMap<>());
    }

    /** Puts a value at a dotted key, over what stands there. */
    void put(String key, Entry value, Problems problems) {
      int dot = key.indexOf('.');
      if (dot < 0) {
        entries.put(key, value);
        return;
      }
      String first = key.substring(0, dot);
      Entry inner = entries.get(first);
      if (!(inner instanceof Section)) {
        if (inner != null && !(inner instanceof Nothing)) {
          problems.add(inner.where(), first + " must be a section with settings in it");
        }
        inner = new Section(value.where());
        entries.put(first, inner);
      }
      ((Section) inner).put(key.substring(dot + 1), value, problems);
    }
  }
}
