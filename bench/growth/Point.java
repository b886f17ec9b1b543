package growth;

/**
 * What was measured on one store of one size. Times are microseconds, rates are per second.
 *
 * @param store the kind of store
 * @param people how many accounts
 * @param check a session check through the ports
 * @param name the look-up of a sign-in through the ports
 * @param served a session check over HTTP that asks the store
 * @param signedIn a sign-in over HTTP with the cheapest hash
 */
record Point(String store, int people, Times check, Times name, Cost served, Cost signedIn) {
  /**
   * What a request over HTTP costs.
   *
   * @param times how long the client waits, at a pace that leaves the machine half idle
   * @param processor the processor time of server and database for each, at that pace
   * @param written the bytes written to the disk (SQLite) or to the write-ahead log (PostgreSQL) for each, at that pace
   * @param most how many are answered in a second when they come as fast as they can; 0 if that was not tried
   */
  record Cost(Times times, double processor, double written, double most) {}
}
