package dev.latchkey.wire.pages;

import dev.latchkey.core.closing.EndSession;
import dev.latchkey.core.closing.EndSessions;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /account/devices}: what is signed in, and the buttons that end it. */
final class DevicesPage {
  private static final String SESSION = "session";

  private final Pages pages;
  private final Devices devices;
  private final EndSession endSession;
  private final EndSessions endSessions;

  DevicesPage(Pages pages, Devices devices, PagesOperations operations) {
    this.pages = pages;
    this.devices = devices;
    this.endSession = operations.endSession();
    this.endSessions = operations.endSessions();
  }

  Reply show(Visit visit) {
    Moments moments = new Moments(visit.language(), devices.now());
    List<DeviceRow> rows = devices.of(visit).stream().map(one -> row(visit, one, moments)).toList();
    Form form = pages.ownForm(visit);
    return pages.show(
        visit,
        Statuses.OK,
        (out, frame) -> JtedevicesGenerated.render(out, null, frame, form, rows));
  }

  private static DeviceRow row(Visit visit, Session session, Moments moments) {
    return new DeviceRow(
        session.id().toString(),
        title(visit, session),
        session.address() + " · " + session.contract(),
        visit.say(Text.FIRST_SEEN, moments.ago(session.createdAt())),
        visit.say(Text.LAST_SEEN, moments.ago(session.lastSeenAt())),
        session.id().equals(visit.session().id()));
  }

  private static String title(Visit visit, Session session) {
    Device device = session.device();
    String said =
        String.join(
            ", ",
            Stream.of(device.appName(), device.platform())
                .flatMap(Stream::ofNullable)
                .filter(text -> !text.isBlank())
                .toList());
    String agent = session.agent();
    return !said.isEmpty() ? said : agent != null ? agent : visit.say(Text.UNKNOWN_PLACE);
  }

  /** {@code POST /account/devices/end}. The number of a stranger's session is as good as none. */
  Reply endOne(Visit visit) throws BadInput {
    String number = visit.typed(SESSION);
    Optional<Session> mine =
        devices.of(visit).stream().filter(one -> one.id().toString().equals(number)).findFirst();
    if (mine.isEmpty() || !endSession.end(mine.get().id(), visit.origin())) {
      return pages.go(Place.DEVICES, Note.DEVICE_GONE);
    }
    return mine.get().id().equals(visit.session().id())
        ? pages.forget(pages.go(Place.SIGN_IN, Note.SIGNED_OUT))
        : pages.go(Place.DEVICES, Note.DEVICE_ENDED);
  }

  /** {@code POST /account/devices/end-others}. */
  Reply endOthers(Visit visit) {
    return endSessions
            .endOthers(visit.account().id(), visit.session().id(), visit.origin())
            .isPresent()
        ? pages.go(Place.DEVICES, Note.OTHERS_ENDED)
        : pages.signInFirst(visit);
  }
}
