package dev.latchkey.cli;

import dev.latchkey.boot.AllowanceSettings.Allowance;
import dev.latchkey.boot.House;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.kernel.StartProblem;
import dev.latchkey.wire.http.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the server until it is told to stop. */
final class ServeCommand implements Command {
  private static final Option DEMO =
      Option.flag("--demo", "make a demo account, and print requests to try with curl");
  private static final Option ALLOW_UNSAFE =
      Option.flag("--allow-unsafe", "listen beyond this machine with unsafe allowances unsettled");

  @Override
  public Usage usage() {
    return new Usage(
        "serve",
        "run the server",
        List.of(),
        List.of(
            DEMO,
            Configuration.PORT,
            Configuration.HOST,
            Configuration.DATA,
            Configuration.CONFIG,
            ALLOW_UNSAFE),
        """
        The first start makes the directory of the store, with a SQLite file and a master key
        that nobody else can read. Ctrl-C or SIGTERM lets requests in flight finish and stops
        the server within two seconds. Behind a balancer set http.drain: for that long the server
        says at /health/ready that it is leaving, and still answers.

        On an address of this machine (127.0.0.1) the server is compatible: it does all that the
        documents of its contracts promise, and names what of that is unsafe. It refuses any
        other address until each of these allowances is settled, under allow in the
        configuration, or --allow-unsafe is given.

        Every setting of the configuration can also be set by an environment variable:
        http.port by LATCHKEY_HTTP_PORT. An option wins over a variable, a variable over the
        file. docs/reference/settings.md lists all settings.
        """,
        List.of(
            "latchkey serve --demo",
            "latchkey serve --port 9000 --data /var/lib/latchkey",
            "LATCHKEY_HTTP_PORT=9000 latchkey serve",
            "latchkey serve --host 0.0.0.0 --config /etc/latchkey.yaml"));
  }

  @Override
  public void run(Given given, Terminal terminal) {
    ServerSettings settings = Configuration.read(given, terminal);
    boolean isLocal = settings.http().isLoopback();
    if (!isLocal) {
      refuseUnsafe(settings, given);
    }
    House house = House.open(settings);
    try {
      int port = house.start();
      stopAtSignal(house, terminal);
      List<String> lines = greeting(house, port, isLocal);
      if (given.has(DEMO.name())) {
        lines.addAll(Demo.prepare(house, settings.http().address(port)));
      }
      lines.forEach(terminal.out()::println);
      terminal.flush();
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
    waitForSignal();
  }

  private static void refuseUnsafe(ServerSettings settings, Given given) {
    String host = settings.http().host();
    if (given.has(DEMO.name())) {
      throw new StartProblem(
          "--demo makes an account with a known password, so it works on 127.0.0.1 only, not on "
              + host);
    }
    List<Allowance> unsettled = settings.allow().unsettled();
    if (unsettled.isEmpty() || given.has(ALLOW_UNSAFE.name())) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "other machines can reach "
            + host
            + ", so each of these must be settled first, by true or false in the configuration:");
    for (Allowance one : unsettled) {
      lines.add("  allow." + one.key() + ": " + one.meaning());
    }
    lines.add("or start with " + ALLOW_UNSAFE.name() + " to allow all of them");
    throw new StartProblem(String.join("\n", lines));
  }

  /** Tells what listens where. */
  static List<String> greeting(House house, int port, boolean isLocal) {
    ServerSettings settings = house.settings();
    List<String> lines = new ArrayList<>();
    lines.add("Latchkey listens on " + settings.http().address(port));
    lines.add(house.whereabouts());
    house
        .inbox()
        .ifPresent(
            inbox ->
                lines.add(
                    "Letters are not sent; read them at " + settings.http().address(port) + inbox));
    lines.add(
        "Contracts: " + String.join(", ", house.contracts().stream().map(Contract::name).toList()));
    if (house.router().contracts().stream().anyMatch(one -> one.name().equals("pages"))) {
      lines.add("Pages: " + settings.http().address(port) + "/account");
    }
    List<Allowance> held = settings.allow().list().stream().filter(Allowance::holds).toList();
    if (!held.isEmpty()) {
      lines.add("");
      lines.add(
          isLocal
              ? "Compatible mode, for this machine only. Unsafe, and allowed:"
              : "Other machines can reach this address. Unsafe, and allowed:");
      held.forEach(one -> lines.add("  allow." + one.key() + ": " + one.meaning()));
    }
    return lines;
  }

  private static void stopAtSignal(House house, Terminal terminal) {
    Thread stop =
        new Thread(
            () -> {
              house.close();
              terminal.flush();
              // Told to stop and stopped: that is no failure, whatever the signal's number.
              Runtime.getRuntime().halt(Program.DONE);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
  }

  private static void waitForSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
