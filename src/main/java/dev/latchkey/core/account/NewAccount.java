package dev.latchkey.core.account;

import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.RealmName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account that is to be made. The caller has parsed each name; whether it is free is for the
 * store to say.
 *
 * @param realm where
 * @param username the chosen name: of kind username, or of kind e-mail if it has that form
 * @param email the address
 * @param telegram the telegram name
 * @param wechat the WeChat openid
 * @param mailbox the address to show and to mail to; differs from {@code email} only for addresses
 *     that are shown but never identify, such as those invented for WeChat accounts
 * @param clientId the client that asks
 * @param profile what it says of itself
 */
public record NewAccount(
    RealmName realm,
    @Nullable Identifier username,
    @Nullable Identifier email,
    @Nullable Identifier telegram,
    @Nullable Identifier wechat,
    @Nullable String mailbox,
    @Nullable String clientId,
    Profile profile) {

  /**
   * Starts one that has nothing but a realm.
   *
   * @param realm where
   * @return the empty account, to be filled by the {@code with…} methods
   */
  public static NewAccount in(RealmName realm) {
    return new NewAccount(realm, null, null, null, null, null, null, Profile.EMPTY);
  }

  /**
   * Sets the chosen name. A name of the form of an e-mail address becomes the address too, unless
   * another was set.
   *
   * @param name what {@link Identifier#name} made
   * @return the changed account
   */
  public NewAccount withUsername(@Nullable Identifier name) {
    boolean isAddress = name != null && name.kind() == IdentifierKind.EMAIL && email == null;
    return new NewAccount(
        realm,
        name,
        isAddress ? name : email,
        telegram,
        wechat,
        isAddress && name != null ? name.display() : mailbox,
        clientId,
        profile);
  }

  /**
   * Sets the address, to identify and to be mailed to.
   *
   * @param address what {@link Identifier#email} made
   * @return the changed account
   */
  public NewAccount withEmail(@Nullable Identifier address) {
    return address == null
        ? this
        : new NewAccount(
            realm, username, address, telegram, wechat, address.display(), clientId, profile);
  }

  /**
   * Sets an address that is shown and never identifies nor receives mail.
   *
   * @param address an address under a reserved top-level domain
   * @return the changed account
   */
  public NewAccount withShownAddress(String address) {
    return new NewAccount(realm, username, email, telegram, wechat, address, clientId, profile);
  }

  /**
   * Sets the telegram name.
   *
   * @param name what {@link Identifier#telegram} made
   * @return the changed account
   */
  public NewAccount withTelegram(@Nullable Identifier name) {
    return new NewAccount(realm, username, email, name, wechat, mailbox, clientId, profile);
  }

  /**
   * Sets the WeChat openid.
   *
   * @param openid what {@link Identifier#wechat} made
   * @return the changed account
   */
  public NewAccount withWechat(Identifier openid) {
    return new NewAccount(realm, username, email, telegram, openid, mailbox, clientId, profile);
  }

  /**
   * Sets the client that asks.
   *
   * @param id its id
   * @return the changed account
   */
  public NewAccount withClient(String id) {
    return new NewAccount(realm, username, email, telegram, wechat, mailbox, id, profile);
  }

  /**
   * Sets the profile.
   *
   * @param said what the account says of itself
   * @return the changed account
   */
  public NewAccount withProfile(Profile said) {
    return new NewAccount(realm, username, email, telegram, wechat, mailbox, clientId, said);
  }

  /**
   * Lists what has to be unique: one identifier for each canonical form.
   *
   * @return the identifiers, in the order username, e-mail, telegram, WeChat
   */
  public List<Identifier> identifiers() {
    Map<String, Identifier> unique = new LinkedHashMap<>();
    for (Identifier one : new @Nullable Identifier[] {username, email, telegram, wechat}) {
      if (one != null) {
        unique.putIfAbsent(one.kind().namespace() + ":" + one.canonical(), one);
      }
    }
    return List.copyOf(unique.values());
  }
}
