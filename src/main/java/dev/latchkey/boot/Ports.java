package dev.latchkey.boot;

import dev.latchkey.core.account.Accounts;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.core.client.Clients;
import dev.latchkey.core.credential.Credentials;
import dev.latchkey.core.credential.ForeignHashes;
import dev.latchkey.core.credential.PasswordHasher;
import dev.latchkey.core.event.Events;
import dev.latchkey.core.session.Agents;
import dev.latchkey.core.session.Sessions;
import dev.latchkey.core.token.StoredKeys;
import dev.latchkey.core.token.Tokens;
import dev.latchkey.feature.device.KnownDevices;
import dev.latchkey.feature.export.Holdings;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.upkeep.Leases;
import dev.latchkey.feature.usage.DoorUses;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;

/**
 * Every port, fulfilled.
 *
 * @param time the clock
 * @param entropy chance
 * @param sealer encryption under the master key
 * @param hasher slow hashing
 * @param foreignHashes reads hashes of other systems
 * @param transactions the store's transactions
 * @param accounts stored accounts
 * @param credentials stored password hashes
 * @param sessions stored sessions
 * @param tokens stored tokens
 * @param storedKeys stored keys that sign tokens
 * @param challenges stored challenges
 * @param clients registered clients
 * @param events the record of what happened
 * @param outbox stored letters
 * @param holdings everything stored about an account
 * @param knownDevices the devices that accounts signed in from
 * @param leases which node does what one node at a time does
 * @param doorUses how much each door of the contracts was used
 * @param agents reads what callers call themselves
 */
public record Ports(
    Time time,
    Entropy entropy,
    Sealer sealer,
    PasswordHasher hasher,
    ForeignHashes foreignHashes,
    Transactions transactions,
    Accounts accounts,
    Credentials credentials,
    Sessions sessions,
    Tokens tokens,
    StoredKeys storedKeys,
    Challenges challenges,
    Clients clients,
    Events events,
    Outbox outbox,
    Holdings holdings,
    KnownDevices knownDevices,
    Leases leases,
    DoorUses doorUses,
    Agents agents) {}
