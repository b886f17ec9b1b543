package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Language;

/** Everything the pages say, in each language. {@code {0}} stands for what is filled in. */
enum Text {
  // What stands around every page.
  SKIP("Skip to the content", "跳到主要内容"),
  YOUR_ACCOUNT("Your account", "您的账号"),
  LANGUAGE("Language", "语言"),
  ERROR_PREFIX("Error: {0}", "错误：{0}"),
  FIX_THIS("Please check what you entered", "请检查您填写的内容"),
  OR_GO_BACK("Go back", "返回"),
  CANCEL("Cancel", "取消"),
  SIGNED_IN_AS("Signed in as {0}", "已登录：{0}"),

  // Names of pages.
  HOME("Overview", "概览"),
  SIGN_UP("Create an account", "创建账号"),
  SIGN_IN("Sign in", "登录"),
  SIGN_OUT("Sign out", "退出登录"),
  FORGOT_PASSWORD("Forgotten your password?", "忘记密码？"),
  NEW_PASSWORD("Choose a new password", "设置新密码"),
  RESEND_CONFIRMATION("Get a new confirmation link", "重新获取确认链接"),
  CONFIRM_EMAIL("Confirm your email address", "确认您的邮箱地址"),
  CONFIRM_NEW_EMAIL("Confirm your new email address", "确认您的新邮箱地址"),
  UNDO_EMAIL("Take back the change of address", "撤销邮箱更改"),
  PROFILE("Profile", "个人资料"),
  EMAIL("Email address", "邮箱地址"),
  PASSWORD("Password", "密码"),
  DEVICES("Devices", "设备"),
  YOUR_DATA("Your data", "您的数据"),
  CLOSE_ACCOUNT("Close your account", "注销账号"),
  CHECK_MAILBOX("Look into your mailbox", "请查看您的邮箱"),

  // Fields.
  FIELD_EMAIL("Email address", "邮箱地址"),
  FIELD_NAME("Email address or username", "邮箱地址或用户名"),
  FIELD_PASSWORD("Password", "密码"),
  FIELD_PRESENT("Your current password", "当前密码"),
  FIELD_NEW("New password", "新密码"),
  FIELD_AGAIN("The same password again", "再次输入密码"),
  FIELD_NEW_EMAIL("New email address", "新邮箱地址"),
  FIELD_FULL_NAME("Your name", "您的姓名"),
  FIELD_LANGUAGE("Language of letters and pages", "邮件和页面的语言"),
  HINT_PASSWORD(
      "At least {0} characters. A few unrelated words make a good one.",
      "至少 {0} 个字符。几个互不相关的词组合起来就很好。"),
  HINT_PRESENT("To make sure that it is you.", "用于确认是您本人。"),
  HINT_FULL_NAME("Shown to you and in letters. Leave it empty if you like.", "显示在页面和邮件中，可以留空。"),
  HINT_NEW_EMAIL(
      "We send a link there. Nothing changes until you open it.", "我们会向该地址发送链接。在您打开链接之前，不会有任何更改。"),
  HINT_CLOSE("To make sure that it is you, and that you mean it.", "用于确认是您本人并确实要注销。"),

  // What can be wrong with a field.
  ENTER_EMAIL("Enter an email address, such as name@example.com", "请输入邮箱地址，例如 name@example.com"),
  ENTER_NAME("Enter your email address or username", "请输入您的邮箱地址或用户名"),
  ENTER_PASSWORD("Enter your password", "请输入您的密码"),
  ENTER_NEW_PASSWORD("Choose a password", "请设置密码"),
  TOO_SHORT("Choose a password of at least {0} characters", "密码至少需要 {0} 个字符"),
  TOO_LONG("Choose a shorter password", "密码过长，请缩短"),
  COMMON_PASSWORD(
      "This password is one of the most common ones, and guessed first. Choose another.",
      "这是最常见的密码之一，最容易被猜到。请换一个。"),
  CONTEXT_PASSWORD(
      "This password is too close to your own name or address, or to ours. Choose another.",
      "该密码与您或我们的名称、地址过于相似。请换一个。"),
  BREACHED_PASSWORD(
      "This password is known from a breach elsewhere, so others have it. Choose another.",
      "该密码已在别处泄露，可能已被他人知晓。请换一个。"),
  NOT_THE_SAME("The two passwords differ", "两次输入的密码不一致"),
  WRONG_CREDENTIALS(
      "This name and password do not belong together. Check both and try again.",
      "用户名与密码不匹配。请检查后重试。"),
  WRONG_PASSWORD("This is not your current password", "当前密码不正确"),
  SAME_PASSWORD("This is the password you have. Choose another.", "这就是您现在的密码。请换一个。"),
  NAME_TOO_LONG("Use a shorter name", "姓名过长，请缩短"),
  SAME_EMAIL("This is the address you have", "这就是您现在的邮箱地址"),
  TRY_LATER("Too many tries. Please wait {0} and try again.", "尝试次数过多。请等待 {0} 后重试。"),
  BUSY("We are very busy right now. Please try again in a moment.", "当前访问量较大，请稍后再试。"),
  SECONDS("{0} seconds", "{0} 秒"),
  MINUTES("{0} minutes", "{0} 分钟"),
  ONE_MINUTE("a minute", "1 分钟"),

  // Signing up and in.
  HAVE_ACCOUNT("You have an account already?", "已经有账号？"),
  NO_ACCOUNT("New here?", "还没有账号？"),
  CREATE("Create account", "创建账号"),
  MAIL_SENT_SIGN_UP(
      "We have sent a letter to {0}. Open the link in it to confirm your address, then sign in.",
      "我们已向 {0} 发送邮件。请打开其中的链接确认您的地址，然后登录。"),
  MAIL_SENT_RESET(
      "If there is an account for {0}, a letter with a link to choose a new password is on its"
          + " way.",
      "如果存在 {0} 的账号，我们会发送一封带有重设密码链接的邮件。"),
  MAIL_SENT_CONFIRM(
      "If the address of the account {0} still needs to be confirmed, a letter with a link is on"
          + " its way.",
      "如果账号 {0} 的地址尚未确认，我们会发送一封带有确认链接的邮件。"),
  MAIL_SENT_CHANGE(
      "A letter is on its way to {0}. Your address changes when you open the link in it.",
      "发往 {0} 的邮件已在途中。打开其中的链接后，您的地址才会更改。"),
  MAIL_HOUR("The link works once, and for one hour.", "链接仅可使用一次，一小时内有效。"),
  MAIL_MISSING(
      "Nothing there after a few minutes? Look into the spam folder, or check the address for a"
          + " typo.",
      "几分钟后仍未收到？请查看垃圾邮件文件夹，或检查地址是否有误。"),
  READ_INBOX(
      "This server sends no letters yet. Read yours in its inbox for developers.",
      "此服务器尚未配置发送邮件。请在开发者收件箱中查看。"),
  TRY_ANOTHER("Use another address", "使用其他地址"),
  FORGOT_LEAD(
      "Tell us who you are, and we send a link to the address of your account.",
      "请告诉我们您是谁，我们会向您账号的邮箱发送链接。"),
  SEND_LINK("Send me the link", "发送链接"),
  SEND_LINK_THERE("Send a link there", "向新地址发送链接"),
  RESEND_LEAD("We send a new link to the address of your account.", "我们会向您账号的邮箱发送新的链接。"),
  BACK_TO_SIGN_IN("Back to sign-in", "返回登录"),

  // Mailed links.
  RESET_LEAD(
      "When you save it, every device that was signed in is signed out.", "保存后，所有已登录的设备都会退出登录。"),
  SAVE_PASSWORD("Save the new password", "保存新密码"),
  CONFIRM_LEAD("One more click, and we know that this mailbox is yours.", "只需再点一下，我们就能确认此邮箱属于您。"),
  CONFIRM_NOT_YOU(
      "You did not create an account? Then simply close this page.", "您没有创建过账号？关闭此页面即可。"),
  CONFIRM_BUTTON("Confirm this address", "确认此地址"),
  NEW_EMAIL_LEAD(
      "From then on you sign in with this address, and letters go there.", "确认后，您将使用此地址登录并接收邮件。"),
  UNDO_LEAD(
      "Your account gets this address back, and every device is signed out. Then we send you a link"
          + " to choose a new password: whoever made the change may know yours.",
      "您的账号将恢复此邮箱地址，所有设备都会退出登录。随后我们会发送设置新密码的链接：更改地址的人可能知道您的密码。"),
  UNDO_BUTTON("Give me my address back", "恢复我的地址"),
  LINK_DEAD("This link does not work any more", "此链接已失效"),
  LINK_GONE(
      "It was used already, or a newer one took its place. Each link works once.",
      "链接已被使用，或已被新的链接取代。每个链接只能使用一次。"),
  LINK_EXPIRED(
      "Its time is over. Links in letters do not live long, to keep your account safe.",
      "链接已过期。为了您的账号安全，邮件中的链接有效期很短。"),
  LINK_INVALID(
      "It is not complete. Some mail programs break long links: copy the whole of it from the"
          + " letter.",
      "链接不完整。有些邮件程序会截断长链接，请从邮件中复制完整链接。"),
  LINK_TAKEN("The address belongs to another account by now.", "该地址现已属于其他账号。"),
  LINK_MISSING(
      "Please open the link in your letter again: this page needs it.", "请重新打开邮件中的链接，此页面需要它。"),
  LINK_MAYBE_DONE(
      "If you have confirmed your address before, all is well: simply sign in.",
      "如果您之前已确认过地址，一切正常，直接登录即可。"),
  GET_NEW_LINK("Get a new link", "获取新链接"),

  // The signed-in pages.
  HELLO("Hello, {0}", "您好，{0}"),
  CHANGE("Change", "更改"),
  SHOW("Show", "查看"),
  SAVE("Save", "保存"),
  NOT_GIVEN("Not given", "未填写"),
  CONFIRMED("Confirmed", "已确认"),
  NOT_CONFIRMED("Not confirmed yet", "尚未确认"),
  PLEASE_CONFIRM("Your email address is not confirmed yet", "您的邮箱地址尚未确认"),
  NO_EMAIL("No email address", "没有邮箱地址"),
  SEND_CONFIRMATION("Send the confirmation link", "发送确认链接"),
  USERNAME("Username", "用户名"),
  MEMBER_SINCE("Account since", "注册时间"),
  HOME_PASSWORD("Change it whenever you like.", "您可以随时更改。"),
  HOME_DEVICES_ONE("Only this one is signed in.", "仅此设备已登录。"),
  HOME_DEVICES_MANY("{0} are signed in.", "{0} 台设备已登录。"),
  HOME_DATA("Take a copy with you, or close the account.", "下载副本，或注销账号。"),
  LANGUAGE_UNSET("As the browser asks", "跟随浏览器"),
  EMAIL_NOW("Your address is {0}.", "您的地址是 {0}。"),
  EMAIL_NONE("Your account has no address yet.", "您的账号还没有邮箱地址。"),
  PASSWORD_LEAD("All other devices are signed out when you change it.", "更改后，所有其他设备都会退出登录。"),
  CHANGE_PASSWORD("Change password", "更改密码"),
  DEVICES_LEAD(
      "Everything that is signed in to your account. Sign out what you do not know, and change"
          + " your password.",
      "所有登录您账号的设备。如有不认识的设备，请将其退出登录并更改密码。"),
  THIS_DEVICE("This device", "当前设备"),
  FIRST_SEEN("Signed in {0}", "登录于 {0}"),
  LAST_SEEN("Last used {0}", "上次使用 {0}"),
  END_ONE("Sign out", "退出登录"),
  END_ONE_OF("Sign out {0}", "退出登录：{0}"),
  END_OTHERS("Sign out all other devices", "退出所有其他设备"),
  NO_OTHERS("No other device is signed in.", "没有其他已登录的设备。"),
  UNKNOWN_DEVICE("Unknown device", "未知设备"),
  PROGRAM_ON("{0} on {1}", "{1} 上的 {0}"),
  PLACE_HERE("This machine", "本机"),
  PLACE_PRIVATE("Private network ({0})", "专用网络（{0}）"),
  PLACE_UNKNOWN("Unknown place", "未知地点"),
  DATA_LEAD(
      "One file with what we know about you: your account, your devices, and what happened to"
          + " them. It holds no password.",
      "一个文件，包含我们所知的关于您的信息：账号、设备及其活动记录。不含密码。"),
  DOWNLOAD("Download my data", "下载我的数据"),
  DOWNLOAD_FORMAT("It is a JSON file.", "文件格式为 JSON。"),
  CLOSE_LEAD(
      "Your account and everything in it are deleted, and every device is signed out. Nobody can"
          + " bring it back.",
      "您的账号及其全部内容将被删除，所有设备都会退出登录。此操作无法撤销。"),
  CLOSE_SHORT("Delete it with everything in it.", "删除账号及其全部内容。"),
  CLOSE_TAKE("You may want to download your data first.", "建议您先下载您的数据。"),
  CLOSE_BUTTON("Close my account for good", "永久注销我的账号"),
  CLOSE_GO_ON("Close the account", "注销账号"),

  // Times.
  JUST_NOW("just now", "刚刚"),
  MINUTES_AGO("{0} min ago", "{0} 分钟前"),
  HOURS_AGO("{0} h ago", "{0} 小时前"),
  YESTERDAY("yesterday", "昨天"),

  // Messages at the head of the next page.
  NOTE_SIGNED_OUT("You are signed out.", "您已退出登录。"),
  NOTE_ENDED("You were signed out. Please sign in again.", "您已被退出登录，请重新登录。"),
  NOTE_CONFIRMED("Your address is confirmed. Thank you.", "您的地址已确认，谢谢。"),
  NOTE_PASSWORD_SET("Your new password is saved. Sign in with it.", "新密码已保存，请用它登录。"),
  NOTE_PASSWORD_CHANGED(
      "Your password is changed, and all other devices are signed out.", "密码已更改，所有其他设备已退出登录。"),
  NOTE_SAVED("Saved.", "已保存。"),
  NOTE_DEVICE_ENDED("That device is signed out.", "该设备已退出登录。"),
  NOTE_DEVICE_GONE("That device was signed out already.", "该设备之前已退出登录。"),
  NOTE_OTHERS_ENDED("All other devices are signed out.", "所有其他设备已退出登录。"),
  NOTE_EMAIL_CHANGED("Your new address is confirmed.", "您的新地址已确认。"),
  NOTE_EMAIL_UNDONE(
      "Your address is back. We have sent you a link to choose a new password.",
      "您的地址已恢复。我们已向您发送设置新密码的链接。"),
  NOTE_CONFIRMATION_SENT("We have sent you a link. Look into your mailbox.", "链接已发送，请查看您的邮箱。"),
  NOTE_CLOSED("Your account is closed. We are sorry to see you go.", "您的账号已注销。期待与您再会。"),

  // Refusals.
  REFUSED_NOT_FOUND("There is no such page", "页面不存在"),
  REFUSED_NOT_FOUND_WORDS("The address may be mistyped, or the page has moved.", "地址可能有误，或页面已移动。"),
  REFUSED_FORM("This form is too old", "此表单已过期"),
  REFUSED_FORM_WORDS(
      "It was open for too long, or it came from somewhere else. Nothing was changed. Please go"
          + " back, load the page again, and retry.",
      "页面打开时间过长，或来自其他网站。未做任何更改。请返回并刷新页面后重试。"),
  REFUSED_INPUT("We could not read that", "无法读取您发送的内容"),
  REFUSED_INPUT_WORDS("Nothing was changed. Please go back and try again.", "未做任何更改。请返回后重试。"),
  REFUSED_DOWN("We cannot answer right now", "暂时无法响应"),
  REFUSED_DOWN_WORDS(
      "Something on our side does not work. Please try again in a moment.", "我们的服务出现问题，请稍后再试。"),
  GO_HOME("To your account", "前往您的账号");

  private final String english;
  private final String chinese;

  Text(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** The text, with what is filled in; templates escape the whole of it. */
  String in(Language language, Object... filled) {
    String text =
        switch (language) {
          case ENGLISH -> english;
          case CHINESE -> chinese;
        };
    for (int i = 0; i < filled.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(filled[i]));
    }
    return text;
  }
}
