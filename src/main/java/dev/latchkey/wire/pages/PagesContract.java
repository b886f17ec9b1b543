package dev.latchkey.wire.pages;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.password.RequestReset;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.KeyedHash;
import dev.latchkey.kernel.Origin;
import dev.latchkey.wire.http.Contract;
import dev.latchkey.wire.http.Refusal;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import dev.latchkey.wire.http.Route;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages that people use, under {@code /account}: one more wire over the same operations. */
public final class PagesContract implements Contract {
  /** What sessions opened here are filed under. */
  public static final String NAME = "pages";

  private static final String CONTENT_SECURITY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private final PagesOperations operations;
  private final PagesSettings settings;
  private final boolean isSecure;
  private final FormTokens tokens;
  private final PageCookies cookies;
  private final Visits visits;
  private final Pages pages;
  private final Gate gate;
  private final Assets assets;

  /**
   * Makes one.
   *
   * @param settings its settings
   * @param look how the realm looks
   * @param publicUrl where people reach the server; never taken from a request
   * @param isLoopback whether the listener can be reached from this machine only
   * @param inbox the path at which letters can be read that are not sent; null if they are sent
   * @param operations what it calls
   * @param formKey makes the tokens of forms
   * @param entropy where chance comes from
   */
  public PagesContract(
      PagesSettings settings,
      LookSettings look,
      URI publicUrl,
      boolean isLoopback,
      @Nullable String inbox,
      PagesOperations operations,
      KeyedHash formKey,
      Entropy entropy) {
    Links links = new Links(publicUrl);
    this.tokens = new FormTokens(formKey, entropy);
    this.settings = settings;
    this.operations = operations;
    this.isSecure = "https".equals(publicUrl.getScheme());
    this.cookies = new PageCookies(isSecure);
    this.assets = new Assets(look, links);
    this.visits = new Visits(cookies, tokens, operations.sessionCheck());
    this.pages =
        new Pages(links, assets, look, cookies, tokens, inbox == null ? "" : links.to(inbox));
    this.gate = new Gate(visits, pages, new Origins(publicUrl, isLoopback), tokens);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    SessionPlan plan = SessionPlan.fresh(NAME, new PageTokenForm(), settings.lifetime());
    signingRoutes(routes, plan);
    linkRoutes(routes);
    memberRoutes(routes, plan);
    anybodysForm(routes, Page.HOME, "/account/language", new LanguageSwitch(pages)::take);
    routes.add(Route.get(Assets.PATH, this::asset));
    return List.copyOf(routes);
  }

  private void signingRoutes(List<Route> routes, SessionPlan plan) {
    SignUpPage signUp = new SignUpPage(pages, settings, operations);
    form(routes, Page.SIGN_UP, signUp::show, signUp::take);
    SignInPage signIn = new SignInPage(pages, settings.realm(), plan, operations);
    form(routes, Page.SIGN_IN, signIn::show, signIn::take);
    memberPost(
        routes, Page.SIGN_OUT, Page.SIGN_OUT.path(), new SignOutPage(pages, operations)::take);
    MailRequestPage forgot =
        new MailRequestPage(pages, Text.FORGOT_LEAD, Text.MAIL_SENT_RESET, this::askReset);
    form(routes, Page.FORGOT_PASSWORD, forgot::show, forgot::take);
    MailRequestPage resend =
        new MailRequestPage(
            pages, Text.RESEND_LEAD, Text.MAIL_SENT_CONFIRM, resendConfirmation()::ask);
    form(routes, Page.RESEND_CONFIRMATION, resend::show, resend::take);
  }

  private void linkRoutes(List<Route> routes) {
    ResetPasswordPage reset =
        new ResetPasswordPage(
            pages,
            settings.minPasswordLength(),
            link(Purpose.PASSWORD_RESET, Page.FORGOT_PASSWORD),
            operations);
    form(routes, Page.RESET_PASSWORD, reset::show, reset::take);
    LinkPage confirm =
        new LinkPage(
            pages,
            link(Purpose.EMAIL_CONFIRMATION, Page.RESEND_CONFIRMATION),
            List.of(Text.CONFIRM_LEAD, Text.CONFIRM_NOT_YOU),
            Text.CONFIRM_BUTTON,
            this::confirm,
            Note.CONFIRMED);
    form(routes, Page.CONFIRM_EMAIL, confirm::show, confirm::take);
    LinkPage confirmNew =
        new LinkPage(
            pages,
            link(Purpose.EMAIL_CHANGE, Page.EMAIL),
            List.of(Text.NEW_EMAIL_LEAD),
            Text.CONFIRM_BUTTON,
            this::confirmNew,
            Note.EMAIL_CHANGED);
    form(routes, Page.CONFIRM_NEW_EMAIL, confirmNew::show, confirmNew::take);
    LinkPage undo =
        new LinkPage(
            pages,
            link(Purpose.EMAIL_UNDO, Page.FORGOT_PASSWORD),
            List.of(Text.UNDO_LEAD),
            Text.UNDO_BUTTON,
            this::undo,
            Note.EMAIL_UNDONE);
    form(routes, Page.UNDO_EMAIL, undo::show, undo::take);
  }

  private LinkPage.Used confirm(String secret, Origin origin) {
    return switch (operations.confirmEmail().confirm(secret, origin)) {
      case DONE -> LinkPage.Used.DONE;
      case INVALID -> LinkPage.Used.INVALID;
      case GONE -> LinkPage.Used.GONE;
      case EXPIRED -> LinkPage.Used.EXPIRED;
    };
  }

  private LinkPage.Used confirmNew(String secret, Origin origin) {
    return switch (operations.confirmEmailChange().confirm(secret, origin)) {
      case DONE -> LinkPage.Used.DONE;
      case INVALID -> LinkPage.Used.INVALID;
      case GONE -> LinkPage.Used.GONE;
      case EXPIRED -> LinkPage.Used.EXPIRED;
      case TAKEN -> LinkPage.Used.TAKEN;
    };
  }

  private LinkPage.Used undo(String secret, Origin origin) {
    return switch (operations.undoEmailChange().undo(secret, origin)) {
      case DONE -> LinkPage.Used.DONE_AND_SIGNED_OUT;
      case INVALID -> LinkPage.Used.INVALID;
      case GONE -> LinkPage.Used.GONE;
      case EXPIRED -> LinkPage.Used.EXPIRED;
      case TAKEN -> LinkPage.Used.TAKEN;
    };
  }

  private void memberRoutes(List<Route> routes, SessionPlan plan) {
    routes.add(
        Route.get(
            Page.HOME.path(), gate.members(Page.HOME, new HomePage(pages, operations)::show)));
    ProfilePage profile = new ProfilePage(pages, operations);
    memberForm(routes, Page.PROFILE, profile::show, profile::take);
    memberPost(routes, Page.HOME, "/account/email/confirmation", resendConfirmation()::take);
    PasswordPage password = new PasswordPage(pages, settings.minPasswordLength(), plan, operations);
    memberForm(routes, Page.PASSWORD, password::show, password::take);
    DevicesPage devices = new DevicesPage(pages, operations);
    routes.add(Route.get(Page.DEVICES.path(), gate.members(Page.DEVICES, devices::show)));
    memberPost(routes, Page.DEVICES, "/account/devices/end", devices::endOne);
    memberPost(routes, Page.DEVICES, "/account/devices/end-others", devices::endOthers);
    Proving proving = new Proving(operations);
    EmailPage email = new EmailPage(pages, proving, operations);
    memberForm(routes, Page.EMAIL, email::show, email::take);
    DataPage data = new DataPage(pages, proving, operations);
    memberForm(routes, Page.DATA, data::show, data::take);
    ClosePage close = new ClosePage(pages, proving, operations);
    memberForm(routes, Page.CLOSE, close::show, close::take);
  }

  private void form(List<Route> routes, Page place, PageEndpoint show, PageEndpoint take) {
    routes.add(Route.get(place.path(), gate.anybody(place, show)));
    anybodysForm(routes, place, place.path(), take);
  }

  private void anybodysForm(List<Route> routes, Page place, String path, PageEndpoint take) {
    routes.add(Route.post(path, gate.anybodysForm(place, take)));
  }

  private void memberForm(List<Route> routes, Page place, PageEndpoint show, PageEndpoint take) {
    routes.add(Route.get(place.path(), gate.members(place, show)));
    memberPost(routes, place, place.path(), take);
  }

  private void memberPost(List<Route> routes, Page place, String path, PageEndpoint take) {
    routes.add(Route.post(path, gate.membersForm(place, take)));
  }

  private MailedLink link(Purpose purpose, Page retry) {
    return new MailedLink(pages, cookies, tokens, purpose, retry, operations.useChallenge());
  }

  private ResendConfirmation resendConfirmation() {
    return new ResendConfirmation(pages, settings.realm(), operations);
  }

  private Optional<Duration> askReset(String name, Origin origin) {
    return switch (operations.requestReset().request(settings.realm(), name, origin)) {
      case RequestReset.Outcome.Sent sent -> Optional.empty();
      case RequestReset.Outcome.NoMailbox nobody -> Optional.empty();
      case RequestReset.Outcome.Throttled throttled -> Optional.of(throttled.retryAfter());
    };
  }

  private Reply asset(Request request) {
    return assets.find(request).orElseGet(() -> notFound(request));
  }

  private Reply notFound(Request request) {
    return pages.refuse(visits.stranger(request, Page.HOME), Statuses.NOT_FOUND);
  }

  @Override
  public List<Fallback> fallbacks() {
    return List.of(new Fallback("/account/", List.of("GET", "POST"), this::notFound));
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return pages.refuse(visits.stranger(request, Page.HOME), Statuses.of(refusal.reason()));
  }

  /** The headers of ASVS 3.4, on everything. Where the secret of a link is near, stricter ones. */
  @Override
  public Reply finish(Request request, Reply reply) {
    Reply more = reply;
    if (reply.header("Content-Security-Policy").isEmpty()) {
      more = more.with("Content-Security-Policy", CONTENT_SECURITY);
    }
    // Without a referrer at all browsers would send forms with "Origin: null".
    if (reply.header("Referrer-Policy").isEmpty()) {
      more = more.with("Referrer-Policy", "same-origin");
    }
    if (reply.header("Cache-Control").isEmpty()) {
      more = more.with("Cache-Control", "no-store");
    }
    if (isSecure) {
      more = more.with("Strict-Transport-Security", "max-age=31536000");
    }
    return more.with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("X-Frame-Options", "DENY");
  }
}
