package dev.latchkey.wire.pages;

import dev.latchkey.core.account.Profile;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.kernel.Language;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Reply;
import java.util.function.UnaryOperator;

/** {@code /account/profile}: name and language. */
final class ProfilePage {
  private static final String NAME = "full_name";
  private static final String LANGUAGE = "language";
  private static final int MAX_NAME = 200;

  private final Pages pages;
  private final ChangeProfile changeProfile;

  ProfilePage(Pages pages, PagesOperations operations) {
    this.pages = pages;
    this.changeProfile = operations.changeProfile();
  }

  Reply show(Visit visit) {
    Profile profile = visit.account().profile();
    Language language = profile.language();
    String name = profile.fullName();
    Form form =
        pages
            .ownForm(visit)
            .with(NAME, name == null ? "" : name)
            .with(LANGUAGE, language == null ? "" : language.tag());
    return page(visit, Statuses.OK, form);
  }

  Reply take(Visit visit) throws BadInput {
    FormCheck check = new FormCheck(visit);
    String name = visit.typed(NAME).strip();
    Language language = Language.ofTag(visit.typed(LANGUAGE)).orElse(null);
    if (name.length() > MAX_NAME) {
      check.refuse(NAME, Text.NAME_TOO_LONG);
      Form form = pages.ownForm(visit).with(NAME, name).with(LANGUAGE, visit.typed(LANGUAGE));
      return page(visit, Statuses.UNPROCESSABLE, form.refused(check.problems()));
    }
    UnaryOperator<Profile> wanted =
        present -> present.withFullName(name.isEmpty() ? null : name).withLanguage(language);
    return switch (changeProfile.change(
        visit.account(), visit.session(), wanted, null, visit.origin())) {
      // What was chosen for good wins over what was chosen at the foot of a page.
      case ChangeProfile.Outcome.Changed changed ->
          pages.clear(pages.go(Page.PROFILE, Note.SAVED), PageCookies.LANGUAGE);
      case ChangeProfile.Outcome.EmailTaken never ->
          throw new IllegalStateException("no address was asked for");
      case ChangeProfile.Outcome.Throttled never ->
          throw new IllegalStateException("no address was asked for");
      case ChangeProfile.Outcome.Gone gone -> pages.signInFirst(visit);
    };
  }

  private Reply page(Visit visit, int status, Form form) {
    return pages.show(
        visit,
        status,
        (out, watch, frame) ->
            JteprofileGenerated.render(out, watch, frame, form, visit.account()));
  }
}
