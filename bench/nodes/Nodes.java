package nodes;

import java.util.Arrays;

/** Runs one trial of three nodes. Usage: see {@link #USAGE}. */
final class Nodes {
  private static final String USAGE =
      """
      bench/nodes.sh TRIAL [N] [--seed S] [--port P] [--fault F]

      revocation [N]   ends N sessions (1000) and asks the other nodes until they refuse;
                       --fault none, delay, half-open, pause
      once [N]         N rounds (20) of fifty users of one mailed link
      refresh [N]      N rounds (30) of refreshing tokens over broken wires
      lockouts [N]     N rounds (10) of 300 wrong passwords at once
      rolling [N]      restarts each node N times (3) under load; --drain 1s
      failover [N]     kills the primary N times (2) under load; --fault standby-away
      outage [N]       takes the database away from a node in five ways, for N seconds (30)

      --jar FILE runs another build of the program than target/latchkey.jar.
      Ports from P (21000) to P+59 on loopback are used. The same seed makes the same choices.""";

  private Nodes() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0 || !isKnown(args[0])) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Options options = Options.read(args);
    System.out.println(String.join(" ", args) + ", seed " + options.seed());
    long begin = System.nanoTime();
    Verdict verdict = new Verdict();
    try {
      switch (args[0]) {
        case "revocation" -> new Revocation(options, verdict).run();
        case "once" -> new Once(options, verdict).run();
        case "refresh" -> new Refresh(options, verdict).run();
        case "lockouts" -> new Lockouts(options, verdict).run();
        case "rolling" -> new Rolling(options, verdict).run();
        case "failover" -> new Failover(options, verdict).run();
        default -> new Outage(options, verdict).run();
      }
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(3);
    }
    System.out.printf("took %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
    System.exit(verdict.tell() ? 0 : 1);
  }

  private static boolean isKnown(String trial) {
    return Arrays.asList(
            "revocation", "once", "refresh", "lockouts", "rolling", "failover", "outage")
        .contains(trial);
  }
}
