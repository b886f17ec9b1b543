package dev.latchkey.boot;

import dev.latchkey.adapter.sql.StoreCopy;
import dev.latchkey.kernel.Time;

/** Tells a watch what a copy tells of itself, with the table and the time. */
final class CopyListener implements StoreCopy.Listener {
  private final CopyWatch watch;
  private final Time time;
  private String table = "";
  private long total;

  CopyListener(CopyWatch watch, Time time) {
    this.watch = watch;
    this.time = time;
  }

  @Override
  public void begins(String name, long rows, long copied) {
    table = name;
    total = rows;
    watch.at(time.nanoTime(), name, copied, rows);
  }

  @Override
  public void copied(long rows) {
    watch.at(time.nanoTime(), table, rows, total);
  }

  @Override
  public void verifies(String name) {
    watch.compares(name);
  }
}
