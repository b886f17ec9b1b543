package dev.latchkey.feature.migration;

import dev.latchkey.core.closing.ProveAddress;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.event.Events;
import dev.latchkey.feature.migration.Arrivals.Arrived;
import dev.latchkey.feature.migration.ImportWatch.Start;
import dev.latchkey.feature.migration.JudgeEntry.Judged;
import dev.latchkey.feature.migration.Run.Numbers;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the accounts of an export into the store. Each batch of entries is settled in one
 * transaction, together with how far the import has come, so that a run that was killed leaves no
 * half account, and the next one goes on behind the last whole batch. An export that was imported
 * before changes nothing.
 */
public final class ImportAccounts {
  private static final int BATCH = 500;
  private static final int SCAN_PACE = 1_000;

  private final Arrivals arrivals;
  private final Runs runs;
  private final JudgeEntry judgeEntry;
  private final ProveAddress proveAddress;
  private final Events events;
  private final Transactions transactions;
  private final Time time;

  /**
   * Makes one.
   *
   * @param arrivals accounts by the batch; of a rehearsal for a dry run
   * @param runs the record of imports
   * @param hashes reads the hashes of other systems
   * @param proveAddress notes that an address is proven
   * @param events the record of what happened
   * @param transactions the store's transactions
   * @param time the clock
   */
  public ImportAccounts(
      Arrivals arrivals,
      Runs runs,
      ForeignHashes hashes,
      ProveAddress proveAddress,
      Events events,
      Transactions transactions,
      Time time) {
    this.arrivals = arrivals;
    this.runs = runs;
    this.judgeEntry = new JudgeEntry(hashes, time);
    this.proveAddress = proveAddress;
    this.events = events;
    this.transactions = transactions;
    this.time = time;
  }

  /**
   * Imports a file, or says what that would come to.
   *
   * @param file the export; it is read through once before anything is done, so that nothing is
   *     imported of a file that breaks off
   * @param plan how
   * @param report gets a line for each entry
   * @param watch learns how far it is
   * @return what the entries came to, with those that an earlier run settled
   * @throws StartProblem if the file is no export, or if somebody else imports it at the same time;
   *     the message is one line
   * @throws dev.latchkey.kernel.StoreUnavailable if the store stopped answering; what was settled
   *     before is kept
   */
  public Tally run(ExportFile file, ImportPlan plan, Report report, ImportWatch watch) {
    Scan scan = scan(file, watch);
    Run run = plan.isDry() ? rehearsed(file, plan, scan) : begun(file, plan, scan, watch);
    if (plan.isDry()) {
      watch.begins(Start.NEW, 0, scan.entries);
    }
    report.cutTo(run.reported());
    report.append(run.report());
    try (Export export = file.open()) {
      for (long passed = 0; passed < run.done(); passed++) {
        if (export.next() == null) {
          throw changed(file);
        }
      }
      for (List<Entry> batch = next(export); !batch.isEmpty(); batch = next(export)) {
        run = settled(run, batch, plan, report);
        watch.settled(run.done(), scan.entries);
      }
    }
    if (run.done() != scan.entries) {
      throw changed(file);
    }
    if (!plan.isDry()) {
      note(run, run.ended(time.now()));
    }
    return run.tally();
  }

  private static StartProblem changed(ExportFile file) {
    return new StartProblem(file.name() + " changed while it was read: run the import again");
  }

  private static List<Entry> next(Export export) {
    List<Entry> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH) {
      Entry entry = export.next();
      if (entry == null) {
        break;
      }
      batch.add(entry);
    }
    return batch;
  }

  private static Scan scan(ExportFile file, ImportWatch watch) {
    String digest = file.digest();
    long entries = 0;
    int largest = 0;
    try (Export export = file.open()) {
      for (Entry entry = export.next(); entry != null; entry = export.next()) {
        entries++;
        if (entry instanceof Entry.Read(Person person)) {
          largest = Math.max(largest, JudgeEntry.number(person.id()));
        }
        if (entries % SCAN_PACE == 0) {
          watch.reads(export.read(), entries);
        }
      }
    }
    return new Scan(digest, entries, largest);
  }

  private record Scan(String digest, long entries, int largest) {}

  /** Makes a run that is not kept; one of the same file that is kept tells what this one would. */
  private Run rehearsed(ExportFile file, ImportPlan plan, Scan scan) {
    int last = runs.lastNumber();
    return runs.find(plan.realm(), plan.source(), scan.digest)
        .map(known -> known.again(plan.options(), time.now()))
        .orElseGet(() -> fresh(file, plan, scan, new Numbers(last, Math.max(last, scan.largest))));
  }

  private Run fresh(ExportFile file, ImportPlan plan, Scan scan, Numbers numbers) {
    return new Run(
        0,
        plan.realm(),
        plan.source(),
        scan.digest,
        file.name(),
        plan.options(),
        numbers,
        0,
        Tally.EMPTY,
        0,
        "",
        time.now(),
        null);
  }

  private Run begun(ExportFile file, ImportPlan plan, Scan scan, ImportWatch watch) {
    record Begun(Run run, Start start) {}
    Begun begun =
        transactions.call(
            () -> {
              Optional<Run> known = runs.find(plan.realm(), plan.source(), scan.digest);
              if (known.isPresent()) {
                Run found = known.get();
                if (found.endedAt() == null && found.options().equals(plan.options())) {
                  return new Begun(found, Start.GOES_ON);
                }
                Run again = found.again(plan.options(), time.now());
                note(found, again);
                return new Begun(again, found.endedAt() == null ? Start.CHANGED : Start.AGAIN);
              }
              Optional<Run> other = runs.unfinished(plan.realm(), plan.source(), file.name());
              other.ifPresent(runs::giveUp);
              Run added = runs.add(fresh(file, plan, scan, runs.setAside(scan.largest)));
              return new Begun(added, other.isPresent() ? Start.CHANGED : Start.NEW);
            });
    watch.begins(begun.start, begun.run.done(), scan.entries);
    return begun.run;
  }

  private void note(Run before, Run now) {
    if (!runs.note(before, now)) {
      throw new StartProblem(
          "another import of " + before.file() + " is running: wait until it has ended");
    }
  }

  /** Settles a batch; the report is written after commit, and made whole later if it is not. */
  private Run settled(Run run, List<Entry> batch, ImportPlan plan, Report report) {
    Set<String> withPassword = withPassword(run, batch);
    List<Judged> judged =
        batch.parallelStream()
            .map(entry -> judgeEntry.judge(entry, plan, withPassword.contains(id(entry))))
            .toList();
    SettleBatch settle =
        new SettleBatch(arrivals, plan.isDry() ? null : proveAddress, events, time);
    if (plan.isDry()) {
      List<Result> results = settle.settle(run, judged, plan);
      report.append(report.lines(results));
      return run.after(batch.size(), run.tally().plus(results), 0, "");
    }
    long reported = report.length();
    Run after =
        transactions.call(
            () -> {
              List<Result> results = settle.settle(run, judged, plan);
              Run now =
                  run.after(
                      batch.size(), run.tally().plus(results), reported, report.lines(results));
              note(run, now);
              return now;
            });
    report.append(after.report());
    return after;
  }

  private static String id(Entry entry) {
    return entry instanceof Entry.Read(Person person) && person.id() != null ? person.id() : "";
  }

  /** Reading a weak hash costs a slow one, which is in vain where there is a password. */
  private Set<String> withPassword(Run run, List<Entry> batch) {
    Set<String> ids = batch.stream().map(ImportAccounts::id).collect(Collectors.toSet());
    ids.remove("");
    Map<String, Arrived> arrived = arrivals.arrived(run, ids);
    Set<AccountId> having = new HashSet<>();
    arrivals
        .holdings(arrived.values().stream().map(Arrived::account).collect(Collectors.toSet()))
        .values()
        .forEach(
            holding -> {
              if (holding.hasPassword()) {
                having.add(holding.account());
              }
            });
    Set<String> with = new HashSet<>();
    arrived.forEach(
        (id, one) -> {
          if (having.contains(one.account())) {
            with.add(id);
          }
        });
    return with;
  }
}
