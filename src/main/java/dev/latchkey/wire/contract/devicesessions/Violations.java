package dev.latchkey.wire.contract.devicesessions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that a request breaks: sentences by field, in the order in which fields are judged. */
final class Violations {
  static final String BLANK = "can't be blank";
  static final String INVALID = "is invalid";

  private final Map<String, List<String>> sentences = new LinkedHashMap<>();

  /** Starts with one sentence. */
  static Violations of(String field, String sentence) {
    Violations one = new Violations();
    one.add(field, sentence);
    return one;
  }

  void add(String field, String sentence) {
    sentences.computeIfAbsent(field, key -> new ArrayList<>()).add(sentence);
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** Gives the sentences, in the form in which they stand in an answer. */
  Map<String, List<String>> sentences() {
    return sentences;
  }
}
