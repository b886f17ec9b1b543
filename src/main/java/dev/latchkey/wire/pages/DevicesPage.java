package dev.latchkey.wire.pages;

import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.session.DeviceName;
import dev.latchkey.core.session.Place;
import dev.latchkey.feature.device.EndOwnSession;
import dev.latchkey.feature.device.ListOwnSessions;
import dev.latchkey.feature.device.ShownSession;
import dev.latchkey.kernel.SessionId;
import dev.latchkey.kernel.Time;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /account/devices}: what is signed in, and the buttons that end it. */
final class DevicesPage {
  private static final String SESSION = "session";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

  private final Pages pages;
  private final ListOwnSessions listOwnSessions;
  private final EndOwnSession endOwnSession;
  private final EndSessions endSessions;
  private final Time time;

  DevicesPage(Pages pages, PagesOperations operations) {
    this.pages = pages;
    this.listOwnSessions = operations.listOwnSessions();
    this.endOwnSession = operations.endOwnSession();
    this.endSessions = operations.endSessions();
    this.time = operations.time();
  }

  Reply show(Visit visit) {
    Moments moments = new Moments(visit.language(), time.now());
    List<DeviceRow> rows =
        listOwnSessions.list(visit.account().id(), visit.session().id()).stream()
            // The one at hand comes first, to tell the others from.
            .sorted(Comparator.comparing(one -> !one.isPresent()))
            .map(one -> row(visit, one, moments))
            .toList();
    Form form = pages.ownForm(visit);
    return pages.show(
        visit,
        Statuses.OK,
        (out, watch, frame) -> JtedevicesGenerated.render(out, watch, frame, form, rows));
  }

  private static DeviceRow row(Visit visit, ShownSession session, Moments moments) {
    String client = session.client();
    return new DeviceRow(
        session.id().toString(),
        title(visit, session.device()),
        where(visit, session.place()),
        client == null ? session.contract() : session.contract() + " · " + client,
        visit.say(Text.FIRST_SEEN, moments.ago(session.openedAt())),
        visit.say(Text.LAST_SEEN, moments.ago(session.lastSeenAt())),
        session.isPresent());
  }

  private static String title(Visit visit, DeviceName device) {
    String program = device.program();
    String system = device.system();
    if (program == null) {
      return system == null ? visit.say(Text.UNKNOWN_DEVICE) : system;
    }
    return system == null ? program : visit.say(Text.PROGRAM_ON, program, system);
  }

  private static String where(Visit visit, Place place) {
    return switch (place.kind()) {
      case THIS_MACHINE -> visit.say(Text.PLACE_HERE);
      case PRIVATE_NETWORK -> visit.say(Text.PLACE_PRIVATE, place.address());
      case ELSEWHERE -> place.address();
      case UNKNOWN -> visit.say(Text.PLACE_UNKNOWN);
    };
  }

  /** {@code POST /account/devices/end}. The number of a stranger's session is as good as none. */
  Reply endOne(Visit visit) throws BadInput {
    String number = visit.typed(SESSION);
    Optional<SessionId> wanted =
        NUMBER.matcher(number).matches() ? id(Long.parseLong(number)) : Optional.empty();
    boolean isEnded =
        wanted.isPresent()
            && endOwnSession.end(
                visit.account().id(), visit.session().id(), wanted.get(), visit.origin());
    if (!isEnded) {
      return pages.go(Page.DEVICES, Note.DEVICE_GONE);
    }
    return wanted.get().equals(visit.session().id())
        ? pages.forget(pages.go(Page.SIGN_IN, Note.SIGNED_OUT))
        : pages.go(Page.DEVICES, Note.DEVICE_ENDED);
  }

  private static Optional<SessionId> id(long number) {
    try {
      return Optional.of(new SessionId(number));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code POST /account/devices/end-others}. */
  Reply endOthers(Visit visit) {
    return endSessions
            .endOthers(visit.account().id(), visit.session().id(), visit.origin())
            .isPresent()
        ? pages.go(Page.DEVICES, Note.OTHERS_ENDED)
        : pages.signInFirst(visit);
  }
}
