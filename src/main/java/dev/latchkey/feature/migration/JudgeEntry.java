package dev.latchkey.feature.migration;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.credential.ForeignHashes.Reading;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges an entry by itself, whoever else there is. */
final class JudgeEntry {
  /** The largest number that is kept: beyond it lies half of all there are, for those to come. */
  static final int LARGEST_KEPT = 1_000_000_000;

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_HASH = 4_000;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final Pattern PERMISSION = Pattern.compile("[\\x21-\\x7e]{1,100}");
  private static final Set<String> BUILT_IN = Set.of("*", "user", "guest");

  private final ForeignHashes hashes;
  private final Time time;

  JudgeEntry(ForeignHashes hashes, Time time) {
    this.hashes = hashes;
    this.time = time;
  }

  /** Gives the number that an old id stands for; 0 if it cannot be kept. */
  static int number(@Nullable String id) {
    if (id == null || !NUMBER.matcher(id).matches()) {
      return 0;
    }
    long number = Long.parseLong(id);
    return number < AccountId.FIRST || number > LARGEST_KEPT ? 0 : (int) number;
  }

  /**
   * Judges.
   *
   * @param hasPassword whether the account is here and has a password, so that the hash would be
   *     read in vain
   */
  Judged judge(Entry entry, ImportPlan plan, boolean hasPassword) {
    return switch (entry) {
      case Entry.Unreadable(Person.Place place, Refusal reason, String detail) ->
          new Judged.Unfit(Result.refused(place, null, reason, detail));
      case Entry.Read(Person person) -> {
        try {
          yield new Judged.Fit(fit(person, plan, hasPassword));
        } catch (Unfit unfit) {
          String id = person.id() == null || !isId(person.id()) ? null : person.id();
          yield new Judged.Unfit(
              Result.refused(person.place(), id, unfit.reason, String.valueOf(unfit.getMessage())));
        }
      }
    };
  }

  private Candidate fit(Person person, ImportPlan plan, boolean hasPassword) throws Unfit {
    if (person.id() != null && !isId(person.id())) {
      throw new Unfit(
          person.id().length() > LONGEST_ID ? Refusal.TOO_LONG : Refusal.BAD_ID,
          "an id has 1 to " + LONGEST_ID + " printable characters");
    }
    NewAccount account = named(person, plan).withProfile(profile(person.said()));
    if (account.identifiers().isEmpty()) {
      throw new Unfit(Refusal.NO_NAME, "there is no name to sign in by");
    }
    Instant now = time.now();
    Instant created = person.createdAt() == null ? now : moment(person.createdAt(), now);
    boolean isProven =
        plan.trustsVerified()
            && person.isEmailVerified()
            && person.email() != null
            && account.email() != null;
    Instant proven =
        person.emailVerifiedAt() == null ? created : moment(person.emailVerifiedAt(), now);
    Identifier first = account.identifiers().getFirst();
    return new Candidate(
        person.place(),
        // A name must not outlive its account here, so an id that is made of one is a digest.
        person.id() != null
            ? person.id()
            : "~" + Digests.lookup(first.kind().namespace() + ":" + first.canonical()),
        person.id() != null,
        number(person.id()),
        account,
        isProven ? proven : null,
        created,
        person.isDisabled(),
        plan.withRoles() ? permissions(person.permissions()) : Set.of(),
        person.password() == null || hasPassword ? null : hash(person.password(), plan));
  }

  private static boolean isId(String id) {
    return !id.isBlank() && id.length() <= LONGEST_ID && isPrintable(id);
  }

  private static NewAccount named(Person person, ImportPlan plan) throws Unfit {
    NewAccount account = NewAccount.in(plan.realm());
    String email = person.email();
    if (email != null && email.strip().endsWith(".invalid")) {
      if (Identifier.email(email).isEmpty()) {
        throw new Unfit(Refusal.BAD_EMAIL, "the e-mail address is none");
      }
      account = account.withShownAddress(email.strip());
    } else {
      account =
          account.withEmail(
              name(email, Identifier::email, Refusal.BAD_EMAIL, "the e-mail address is none"));
    }
    account =
        account
            .withTelegram(
                name(
                    person.telegram(),
                    Identifier::telegram,
                    Refusal.BAD_TELEGRAM,
                    "the telegram name holds characters that no name may have"))
            .withUsername(
                name(
                    person.username(),
                    Identifier::name,
                    Refusal.BAD_USERNAME,
                    "the user name holds characters that no name may have"));
    Identifier openid =
        name(
            person.wechat(),
            Identifier::wechat,
            Refusal.BAD_OPENID,
            "a WeChat openid is printable ASCII without spaces");
    return openid == null ? account : account.withWechat(openid);
  }

  private static @Nullable Identifier name(
      @Nullable String typed,
      Function<String, Optional<Identifier>> parse,
      Refusal reason,
      String why)
      throws Unfit {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    Optional<Identifier> parsed = parse.apply(typed);
    if (parsed.isPresent()) {
      return parsed.get();
    }
    throw typed.strip().length() > Identifier.MAX_LENGTH
        ? new Unfit(Refusal.TOO_LONG, "a name has " + Identifier.MAX_LENGTH + " characters at most")
        : new Unfit(reason, why);
  }

  private static Profile profile(Person.Said said) throws Unfit {
    for (String text :
        new @Nullable String[] {
          said.fullName(),
          said.firstName(),
          said.lastName(),
          said.description(),
          said.location(),
          said.avatar(),
          said.phoneNumber()
        }) {
      if (text != null && (text.indexOf('\0') >= 0 || !isPaired(text))) {
        throw new Unfit(Refusal.BAD_TEXT, "a text of the profile holds what cannot be kept");
      }
      if (!Profile.accepts(text)) {
        throw new Unfit(
            Refusal.TOO_LONG,
            "a text of the profile has " + Profile.MAX_LENGTH + " characters at most");
      }
    }
    return new Profile(
        said.fullName(),
        said.firstName(),
        said.lastName(),
        said.description(),
        said.location(),
        said.avatar(),
        said.phoneNumber(),
        language(said.language()));
  }

  /** A language that this program does not write in is none; its account gets that of the realm. */
  private static @Nullable Language language(@Nullable String tag) {
    return tag == null ? null : Language.choose(tag.strip().replace('_', '-')).orElse(null);
  }

  private static Instant moment(Instant said, Instant now) throws Unfit {
    if (said.isBefore(Instant.EPOCH)) {
      throw new Unfit(Refusal.BAD_MOMENT, "a moment lies before 1970");
    }
    return said.isAfter(now) ? now : said;
  }

  private static Set<String> permissions(List<String> words) throws Unfit {
    Set<String> permissions = new HashSet<>();
    for (String word : words) {
      if (!PERMISSION.matcher(word).matches()) {
        throw new Unfit(
            Refusal.BAD_PERMISSION,
            "a permission is 1 to 100 printable ASCII characters without spaces");
      }
      if (!BUILT_IN.contains(word)) {
        permissions.add(word);
      }
    }
    return permissions;
  }

  private @Nullable String hash(ForeignHashes.ForeignHash hash, ImportPlan plan) throws Unfit {
    Reading reading =
        hash.value().length() > LONGEST_HASH
            ? new Reading.Refused("the hash is longer than " + LONGEST_HASH + " characters")
            : hashes.read(hash);
    return switch (reading) {
      case Reading.Kept(String stored, String family) -> stored;
      case Reading.Refused(String why) -> {
        if (plan.dropsUnusableHashes()) {
          yield null;
        }
        throw new Unfit(Refusal.UNUSABLE_HASH, why);
      }
    };
  }

  private static boolean isPrintable(String text) {
    return isPaired(text)
        && text.codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.UNASSIGNED);
  }

  private static boolean isPaired(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** What an entry is by itself. */
  sealed interface Judged {
    /**
     * Fit to be looked up.
     *
     * @param candidate whom it speaks of
     */
    record Fit(Candidate candidate) implements Judged {}

    /**
     * Unfit, whoever else there is.
     *
     * @param result why
     */
    record Unfit(Result result) implements Judged {}
  }

  /** Carries the reason out. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final Refusal reason;

    Unfit(Refusal reason, String why) {
      super(why, null, false, false);
      this.reason = reason;
    }
  }
}
