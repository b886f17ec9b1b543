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
   * @param operations what it calls
   * @param formKey makes the tokens of forms
   * @param entropy where chance comes from
   */
  public PagesContract(
      PagesSettings settings,
      LookSettings look,
      URI publicUrl,
      boolean isLoopback,
      PagesOperations operations,
      KeyedHash formKey,
      Entropy entropy) {
    Links links = new Links(publicUrl);
    FormTokens tokens = new FormTokens(formKey, entropy);
    this.settings = settings;
    this.operations = operations;
    this.isSecure = "https".equals(publicUrl.getScheme());
    this.cookies = new PageCookies(isSecure);
    this.assets = new Assets(look, links);
    this.visits = new Visits(cookies, tokens, operations.sessionCheck());
    this.pages = new Pages(links, assets, look, cookies, tokens);
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
    anybodysForm(routes, Place.HOME, "/account/language", new LanguageSwitch(pages)::take);
    routes.add(Route.get(Assets.PATH, this::asset));
    return List.copyOf(routes);
  }

  private void signingRoutes(List<Route> routes, SessionPlan plan) {
    SignUpPage signUp = new SignUpPage(pages, settings, operations);
    form(routes, Place.SIGN_UP, signUp::show, signUp::take);
    SignInPage signIn = new SignInPage(pages, settings.realm(), plan, operations);
    form(routes, Place.SIGN_IN, signIn::show, signIn::take);
    memberPost(
        routes, Place.SIGN_OUT, Place.SIGN_OUT.path(), new SignOutPage(pages, operations)::take);
    MailRequestPage forgot =
        new MailRequestPage(pages, Text.FORGOT_LEAD, Text.MAIL_SENT_RESET, this::askReset);
    form(routes, Place.FORGOT_PASSWORD, forgot::show, forgot::take);
    MailRequestPage resend =
        new MailRequestPage(
            pages, Text.RESEND_LEAD, Text.MAIL_SENT_CONFIRM, resendConfirmation()::ask);
    form(routes, Place.RESEND_CONFIRMATION, resend::show, resend::take);
  }

  private void linkRoutes(List<Route> routes) {
    ResetPasswordPage reset =
        new ResetPasswordPage(
            pages,
            settings.minPasswordLength(),
            link(Purpose.PASSWORD_RESET, Place.FORGOT_PASSWORD),
            operations);
    form(routes, Place.RESET_PASSWORD, reset::show, reset::take);
    ConfirmEmailPage confirm =
        new ConfirmEmailPage(
            pages, link(Purpose.EMAIL_CONFIRMATION, Place.RESEND_CONFIRMATION), operations);
    form(routes, Place.CONFIRM_EMAIL, confirm::show, confirm::take);
  }

  private void memberRoutes(List<Route> routes, SessionPlan plan) {
    Devices list = new Devices(operations);
    routes.add(
        Route.get(Place.HOME.path(), gate.members(Place.HOME, new HomePage(pages, list)::show)));
    ProfilePage profile = new ProfilePage(pages, operations);
    memberForm(routes, Place.PROFILE, profile::show, profile::take);
    memberPost(routes, Place.HOME, "/account/email/confirmation", resendConfirmation()::take);
    PasswordPage password = new PasswordPage(pages, settings.minPasswordLength(), plan, operations);
    memberForm(routes, Place.PASSWORD, password::show, password::take);
    DevicesPage devices = new DevicesPage(pages, list, operations);
    routes.add(Route.get(Place.DEVICES.path(), gate.members(Place.DEVICES, devices::show)));
    memberPost(routes, Place.DEVICES, "/account/devices/end", devices::endOne);
    memberPost(routes, Place.DEVICES, "/account/devices/end-others", devices::endOthers);
  }

  private void form(List<Route> routes, Place place, PageEndpoint show, PageEndpoint take) {
    routes.add(Route.get(place.path(), gate.anybody(place, show)));
    anybodysForm(routes, place, place.path(), take);
  }

  private void anybodysForm(List<Route> routes, Place place, String path, PageEndpoint take) {
    routes.add(Route.post(path, gate.anybodysForm(place, take)));
  }

  private void memberForm(List<Route> routes, Place place, PageEndpoint show, PageEndpoint take) {
    routes.add(Route.get(place.path(), gate.members(place, show)));
    memberPost(routes, place, place.path(), take);
  }

  private void memberPost(List<Route> routes, Place place, String path, PageEndpoint take) {
    routes.add(Route.post(path, gate.membersForm(place, take)));
  }

  private MailedLink link(Purpose purpose, Place retry) {
    return new MailedLink(pages, cookies, purpose, retry, operations.useChallenge());
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
    return pages.refuse(visits.stranger(request, Place.HOME), Statuses.NOT_FOUND);
  }

  @Override
  public List<Fallback> fallbacks() {
    return List.of(new Fallback("/account/", List.of("GET", "POST"), this::notFound));
  }

  @Override
  public Reply refuse(Request request, Refusal refusal) {
    return pages.refuse(visits.stranger(request, Place.HOME), Statuses.of(refusal.reason()));
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
