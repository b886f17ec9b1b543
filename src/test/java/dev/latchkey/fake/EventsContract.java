package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.event.Event;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.event.Events} promise. */
public abstract class EventsContract extends StoreContract {
  private static final AccountId GONE = new AccountId(4711);

  @Test
  void events_of_every_kind_are_kept_in_order() {
    List<Event> events = new ArrayList<>();
    for (Event.Kind kind : Event.Kind.values()) {
      events.add(new Event(kind, GONE, null, null, Origin.LOCAL, now()));
      events.add(
          new Event(
              kind,
              GONE,
              new SessionId(7),
              "contract",
              new Origin("192.0.2.1", "agent", null, "r1"),
              now()));
    }

    events.forEach(store().events()::append);

    assertThat(store().recordedEvents()).isEqualTo(events);
  }

  @Test
  void an_event_is_kept_only_with_what_it_tells_of() {
    assertThatThrownBy(
            () ->
                store()
                    .transactions()
                    .run(
                        () -> {
                          store()
                              .events()
                              .append(
                                  new Event(
                                      Event.Kind.DISABLED, GONE, null, null, Origin.LOCAL, now()));
                          throw new IllegalStateException("no");
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().recordedEvents()).isEmpty();
  }
}
