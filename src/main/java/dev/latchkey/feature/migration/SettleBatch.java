package dev.latchkey.feature.migration;

import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.core.event.Event;
import dev.latchkey.core.event.Events;
import dev.latchkey.feature.migration.Arrivals.Arrived;
import dev.latchkey.feature.migration.Arrivals.Filling;
import dev.latchkey.feature.migration.Arrivals.Holding;
import dev.latchkey.feature.migration.Arrivals.Met;
import dev.latchkey.feature.migration.Arrivals.Name;
import dev.latchkey.feature.migration.Arrivals.Newcomer;
import dev.latchkey.feature.migration.Arrivals.Owner;
import dev.latchkey.feature.migration.JudgeEntry.Judged;
import dev.latchkey.feature.migration.Result.Outcome;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settles the entries of one batch: finds out who is here already, and makes, fills, leaves or
 * refuses. Called within a transaction, possibly more than once.
 */
final class SettleBatch {
  private final Arrivals arrivals;
  private final @Nullable ProveAddress proveAddress;
  private final Events events;
  private final Time time;

  /**
   * Makes one.
   *
   * @param proveAddress notes that an address is proven; null where nothing is to be written beyond
   *     the arrivals, as in a dry run
   */
  SettleBatch(Arrivals arrivals, @Nullable ProveAddress proveAddress, Events events, Time time) {
    this.arrivals = arrivals;
    this.proveAddress = proveAddress;
    this.events = events;
    this.time = time;
  }

  /** Settles; gives one result for each entry, in their order. */
  List<Result> settle(Run run, List<Judged> judged, ImportPlan plan) {
    return new Batch(run, judged, plan, time.now()).settle();
  }

  /** What is found out and done for one batch. */
  private final class Batch {
    private final Run run;
    private final List<Judged> judged;
    private final ImportPlan plan;
    private final Instant now;
    private final Map<Name, Owner> owners;
    private final Map<String, Arrived> arrived;
    private final Map<AccountId, Holding> holdings;

    /** The names and ids of the entries of this batch that were taken; nobody is stored yet. */
    private final Map<Name, Long> namedHere = new HashMap<>();

    private final Map<String, Long> idsHere = new HashMap<>();
    private final Map<AccountId, Long> accountsHere = new HashMap<>();
    private final List<Candidate> newcomers = new ArrayList<>();
    private final List<Filling> fillings = new ArrayList<>();
    private final List<Holding> proofs = new ArrayList<>();
    private final List<Met> met = new ArrayList<>();
    private final Map<Long, Result> results = new LinkedHashMap<>();

    Batch(Run run, List<Judged> judged, ImportPlan plan, Instant now) {
      this.run = run;
      this.judged = judged;
      this.plan = plan;
      this.now = now;
      Set<Name> names = new HashSet<>();
      Set<String> ids = new HashSet<>();
      for (Judged one : judged) {
        if (one instanceof Judged.Fit(Candidate candidate)) {
          names.addAll(candidate.names());
          ids.add(candidate.id());
        }
      }
      owners = arrivals.owners(run, names, now);
      arrived = arrivals.arrived(run, ids);
      Set<AccountId> known = new HashSet<>();
      owners.values().forEach(owner -> known.add(owner.account()));
      arrived.values().forEach(one -> known.add(one.account()));
      holdings = new HashMap<>(arrivals.holdings(known));
    }

    List<Result> settle() {
      for (Judged one : judged) {
        Result result =
            switch (one) {
              case Judged.Unfit(Result refused) -> refused;
              case Judged.Fit(Candidate candidate) -> settle(candidate);
            };
        results.put(result.place().entry(), result);
      }
      create();
      for (Filling filling : fillings) {
        arrivals.fill(run, filling, now);
        append(filling.account());
      }
      for (Holding proof : proofs) {
        prove(proof);
      }
      arrivals.remember(run, met);
      return List.copyOf(results.values());
    }

    private Result settle(Candidate candidate) {
      Long before = idsHere.get(candidate.id());
      Arrived known = arrived.get(candidate.id());
      if (before == null
          && known != null
          && known.run() == run.id()
          && known.entry() != candidate.place().entry()) {
        before = known.entry();
      }
      if (before != null) {
        return refused(
            candidate,
            Refusal.DUPLICATE,
            (candidate.hasId() ? "the same id as in entry " : "the same person as in entry ")
                + before);
      }
      for (Name name : candidate.names()) {
        Long other = namedHere.get(name);
        if (other != null) {
          return duplicateName(candidate, name, other);
        }
      }
      if (known != null) {
        return known.exists() ? again(candidate, known.account()) : deleted(candidate, known);
      }
      return byName(candidate);
    }

    private Result deleted(Candidate candidate, Arrived known) {
      return refused(
          candidate,
          Refusal.DELETED,
          "it was brought along as account " + known.account() + ", which was deleted since");
    }

    private Result duplicateName(Candidate candidate, Name name, long entry) {
      return refused(
          candidate,
          Refusal.DUPLICATE,
          "the same " + kind(candidate, name) + " as in entry " + entry);
    }

    /** Somebody who was brought along before. */
    private Result again(Candidate candidate, AccountId account) {
      for (Name name : candidate.names()) {
        Owner owner = owners.get(name);
        if (owner != null && !owner.account().equals(account)) {
          return refused(
              candidate,
              Refusal.TWO_ACCOUNTS,
              "it was brought along as account "
                  + account
                  + ", and its "
                  + kind(candidate, name)
                  + " belongs to account "
                  + owner.account());
        }
      }
      return merged(candidate, account);
    }

    /** Somebody who comes for the first time, but may be here. */
    private Result byName(Candidate candidate) {
      Map<AccountId, Name> found = new LinkedHashMap<>();
      for (Name name : candidate.names()) {
        Owner owner = owners.get(name);
        if (owner == null) {
          continue;
        }
        if (owner.entry() != 0 && owner.entry() != candidate.place().entry()) {
          return duplicateName(candidate, name, owner.entry());
        }
        if (owner.isReserved()) {
          return refused(
              candidate,
              Refusal.TAKEN,
              "account " + owner.account() + " gave its address up, and may still take it back");
        }
        Long here = accountsHere.get(owner.account());
        if (here != null) {
          return duplicateName(candidate, name, here);
        }
        found.putIfAbsent(owner.account(), name);
      }
      if (found.isEmpty()) {
        return created(candidate);
      }
      AccountId account = found.keySet().iterator().next();
      if (found.size() > 1) {
        return refused(
            candidate, Refusal.TWO_ACCOUNTS, "its names belong to accounts " + found.keySet());
      }
      if (!isProven(candidate, account)) {
        String shared =
            "its "
                + kind(candidate, Objects.requireNonNull(found.get(account)))
                + " belongs to account "
                + account;
        if (!plan.mergesByName()) {
          return refused(
              candidate, Refusal.TAKEN, shared + ", and nothing proves that both are one person");
        }
        // Whoever writes the file must not get at those who may do more than others.
        Holding holding = holdings.get(account);
        if (holding != null && holding.hasPermissions()) {
          return refused(
              candidate,
              Refusal.TAKEN,
              shared + ", which holds permissions: only proof merges those");
        }
      }
      return merged(candidate, account);
    }

    /**
     * Says whether a candidate and an account are one person: WeChat gave both the same openid, or
     * both proved the same address. Whoever merely wrote a name down first, here or there, must not
     * get what belongs to another.
     */
    private boolean isProven(Candidate candidate, AccountId account) {
      Holding holding = holdings.get(account);
      for (Name name : candidate.names()) {
        Owner owner = owners.get(name);
        if (owner == null || !owner.account().equals(account) || holding == null) {
          continue;
        }
        if (name.namespace() == Namespace.WECHAT) {
          return true;
        }
        var email = candidate.account().email();
        if (email != null
            && email.canonical().equals(name.canonical())
            && candidate.emailProvenAt() != null
            && holding.isEmailProven()
            && name.canonical().equals(holding.email())) {
          return true;
        }
      }
      return false;
    }

    private Result created(Candidate candidate) {
      newcomers.add(candidate);
      take(candidate);
      // The number is drawn when all that are kept are known.
      return result(candidate, Outcome.CREATED, null, null);
    }

    private Result merged(Candidate candidate, AccountId account) {
      Holding holding = holdings.get(account);
      if (holding == null) {
        return refused(candidate, Refusal.DELETED, "account " + account + " was just deleted");
      }
      Filling filling = Fill.of(candidate, holding);
      boolean proves = Fill.proves(candidate, holding);
      take(candidate);
      accountsHere.put(account, candidate.place().entry());
      met(candidate, account);
      if (filling.isEmpty() && !proves) {
        return result(candidate, Outcome.UNCHANGED, account, null);
      }
      if (!filling.isEmpty()) {
        fillings.add(filling);
      }
      // A second entry that speaks of the same account finds what the first one gave.
      Holding after = Fill.after(filling, holding);
      holdings.put(account, after);
      if (proves) {
        proofs.add(after);
      }
      return result(candidate, Outcome.MERGED, account, Fill.words(filling, proves));
    }

    private void take(Candidate candidate) {
      long entry = candidate.place().entry();
      idsHere.put(candidate.id(), entry);
      candidate.names().forEach(name -> namedHere.put(name, entry));
    }

    private void met(Candidate candidate, AccountId account) {
      Arrived known = arrived.get(candidate.id());
      if (known == null || known.run() != run.id()) {
        met.add(new Met(candidate.id(), account, candidate.place().entry()));
      }
    }

    private void create() {
      if (newcomers.isEmpty()) {
        return;
      }
      Set<Integer> wanted = new HashSet<>();
      newcomers.forEach(one -> wanted.add(one.number()));
      wanted.remove(0);
      Set<Integer> free = new HashSet<>(arrivals.free(wanted, run.numbers()));
      Map<Long, Integer> kept = new HashMap<>();
      for (Candidate one : newcomers) {
        if (free.remove(one.number())) {
          kept.put(one.place().entry(), one.number());
        }
      }
      List<Integer> drawn = arrivals.draw(newcomers.size() - kept.size());
      int next = 0;
      List<Newcomer> made = new ArrayList<>();
      for (Candidate one : newcomers) {
        Integer number = kept.get(one.place().entry());
        AccountId account = new AccountId(number == null ? drawn.get(next++) : number);
        made.add(new Newcomer(account, one));
        String detail =
            number == null && one.number() != 0
                ? "its old number is in use, so it has another"
                : null;
        // A number that a dry run draws is not the one that it will be.
        boolean isKnown = number != null || proveAddress != null;
        results.put(
            one.place().entry(), result(one, Outcome.CREATED, isKnown ? account : null, detail));
      }
      arrivals.create(run, made, now);
    }

    private void prove(Holding holding) {
      if (proveAddress != null) {
        proveAddress.prove(
            holding.account(), Objects.requireNonNull(holding.mailbox()), Origin.LOCAL);
      }
    }

    private void append(AccountId account) {
      if (proveAddress != null) {
        events.append(new Event(Event.Kind.IMPORTED, account, null, null, Origin.LOCAL, now));
      }
    }

    private Result refused(Candidate candidate, Refusal reason, String detail) {
      return Result.refused(candidate.place(), candidate.reportedId(), reason, detail);
    }

    private Result result(
        Candidate candidate,
        Outcome outcome,
        @Nullable AccountId account,
        @Nullable String detail) {
      return new Result(candidate.place(), candidate.reportedId(), outcome, account, null, detail);
    }

    private static String kind(Candidate candidate, Name name) {
      return candidate.account().identifiers().stream()
          .filter(identifier -> Name.of(identifier).equals(name))
          .findFirst()
          .map(
              identifier ->
                  switch (identifier.kind()) {
                    case USERNAME -> "user name";
                    case EMAIL -> "e-mail address";
                    case TELEGRAM -> "telegram name";
                    case WECHAT -> "WeChat openid";
                  })
          .orElse("name");
    }
  }
}
