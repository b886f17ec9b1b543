package dev.latchkey.wire.contract.sessionrpc;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the arguments of a call, a bounded number of sentences. */
final class Complaints {
  /** How many are told; a client that sends thousands of bad values needs no thousand sentences. */
  static final int MOST = 100;

  private final List<String> sentences = new ArrayList<>();

  void add(String sentence) {
    if (sentences.size() < MOST) {
      sentences.add(sentence);
    }
  }

  void addAll(Complaints others) {
    others.sentences.forEach(this::add);
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  String text() {
    return String.join("\n", sentences);
  }
}
