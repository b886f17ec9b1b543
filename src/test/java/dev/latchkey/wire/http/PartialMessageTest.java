package dev.latchkey.wire.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PartialMessageTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void parts_become_one_message() {
    PartialMessage message = new PartialMessage(LIMIT, new MessageBudget(0));

    assertThat(message.add(ByteBuffer.wrap(new byte[] {1, 2}))).isTrue();
    assertThat(message.add(ByteBuffer.wrap(new byte[0]))).isTrue();
    assertThat(message.add(ByteBuffer.wrap(new byte[] {3}))).isTrue();

    assertThat(message.whole()).containsExactly(1, 2, 3);
    message.clear();
    assertThat(message.whole()).isEmpty();
  }

  @Test
  void a_message_is_as_long_as_the_limit_and_no_longer() {
    PartialMessage message = new PartialMessage(LIMIT, new MessageBudget(LIMIT));

    assertThat(message.add(ByteBuffer.allocate(LIMIT))).isTrue();
    assertThat(message.add(ByteBuffer.allocate(1))).isFalse();
  }

  @Test
  void large_unfinished_messages_share_one_budget() {
    MessageBudget budget = new MessageBudget(LIMIT);
    PartialMessage one = new PartialMessage(LIMIT, budget);
    PartialMessage two = new PartialMessage(LIMIT, budget);

    assertThat(one.add(ByteBuffer.allocate(LIMIT))).isTrue();
    assertThat(two.add(ByteBuffer.allocate(LIMIT))).isFalse();
    one.clear();

    assertThat(two.add(ByteBuffer.allocate(LIMIT))).isTrue();
  }

  @Test
  void a_small_message_always_has_room() {
    MessageBudget budget = new MessageBudget(LIMIT);
    new PartialMessage(LIMIT, budget).add(ByteBuffer.allocate(LIMIT));

    PartialMessage small = new PartialMessage(LIMIT, budget);

    assertThat(small.add(ByteBuffer.allocate(MessageBudget.FREE_BYTES))).isTrue();
  }

  @Test
  void a_socket_that_is_gone_holds_no_room() {
    MessageBudget budget = new MessageBudget(LIMIT);
    PartialMessage gone = new PartialMessage(LIMIT, budget);
    gone.add(ByteBuffer.allocate(LIMIT));
    gone.end();

    assertThat(gone.add(ByteBuffer.allocate(1))).isFalse();
    assertThat(new PartialMessage(LIMIT, budget).add(ByteBuffer.allocate(LIMIT))).isTrue();
  }
}
