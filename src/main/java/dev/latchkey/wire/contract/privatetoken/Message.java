package dev.latchkey.wire.contract.privatetoken;

import dev.latchkey.core.credential.Weakness;

/**
 * Something a client is told, in both languages.
 *
 * @param chinese in Chinese
 * @param english in English
 */
record Message(String chinese, String english) {
  static final Message USERNAME_MISSING = new Message("用户名不能为空", "Username is required");
  static final Message USERNAME_LENGTH =
      new Message("用户名长度必须在 2 到 30 个字符之间", "Username must have 2 to 30 characters");
  static final Message USERNAME_FORM =
      new Message("用户名只允许数字、大小写字母和下划线", "Username may hold only letters, digits and underscores");
  static final Message USERNAME_TAKEN = new Message("用户名已被占用", "Username is taken");
  static final Message EMAIL_MISSING = new Message("邮箱不能为空", "Email is required");
  static final Message EMAIL_FORM = new Message("邮箱格式不正确", "Email is not an e-mail address");
  static final Message EMAIL_TAKEN = new Message("邮箱已被占用", "Email is taken");
  static final Message EMAIL_UNKNOWN = new Message("该邮箱没有注册", "Nobody has this email");
  static final Message PASSWORD_MISSING = new Message("密码不能为空", "Password is required");
  static final Message CONFIRMATION_MISSING =
      new Message("确认密码不能为空", "Password confirmation is required");
  static final Message CONFIRMATION_DIFFERS =
      new Message("两次输入的密码不一致", "Password confirmation differs from the password");
  static final Message PRESENT_MISSING = new Message("当前密码不能为空", "Current password is required");
  static final Message PRESENT_WRONG = new Message("当前密码错误", "Current password is wrong");
  static final Message PASSWORD_SAME =
      new Message("新密码不能与当前密码相同", "Password must differ from the current one");
  static final Message LOGIN_MISSING = new Message("帐号不能为空", "Login is required");
  static final Message LOGIN_CONTRADICTED =
      new Message("login 与 email 不一致", "Login and email name different accounts");
  static final Message BAD_CREDENTIALS = new Message("帐号或者密码错误", "Wrong login or password");
  static final Message PROVIDER_UNKNOWN =
      new Message("授权类型不支持", "Authorization type is not supported");
  static final Message UID_MISSING = new Message("uid 不能为空", "Uid is required");
  static final Message UID_FORM = new Message("uid 格式不正确", "Uid is not a WeChat openid");
  static final Message WECHAT_REFUSED = new Message("微信授权无效", "WeChat authorization is not valid");
  static final Message FULLNAME_FORM =
      new Message("姓名过长或含有不允许的字符", "Fullname is too long or holds control characters");
  static final Message AVATAR_FORM =
      new Message("头像地址过长或含有不允许的字符", "Avatar is too long or holds control characters");
  static final Message PHONE_FORM =
      new Message("手机号码过长或含有不允许的字符", "Phone number is too long or holds control characters");
  static final Message TOO_LARGE = new Message("请求内容过大", "The body is too large");
  static final Message THROTTLED =
      new Message("操作过于频繁，请稍后再试", "Too many attempts, try again later");
  static final Message UNAVAILABLE =
      new Message("服务暂时不可用，请稍后再试", "The service is not available now, try again later");
  static final Message DEFECT = new Message("服务器内部错误", "The server failed");

  static Message passwordLength(int min) {
    return new Message(
        "密码长度必须在 %d 到 %d 个字符之间".formatted(min, PrivateTokenSettings.MAX_PASSWORD_LENGTH),
        "Password must have %d to %d characters"
            .formatted(min, PrivateTokenSettings.MAX_PASSWORD_LENGTH));
  }

  /** Says why a password is too weak. */
  static Message weak(Weakness weakness) {
    return switch (weakness.kind()) {
      case TOO_SHORT ->
          new Message(
              "密码不能少于 %d 个字符".formatted(weakness.bound()),
              "Password must have at least %d characters".formatted(weakness.bound()));
      case TOO_LONG ->
          new Message(
              "密码不能超过 %d 个字符".formatted(weakness.bound()),
              "Password must have at most %d characters".formatted(weakness.bound()));
      case COMMON -> new Message("密码过于常见，请换一个", "Password is among the most common ones");
      case CONTEXT ->
          new Message(
              "密码与您的姓名、邮箱或本服务的名称过于相似",
              "Password is too close to your name, your email or this service");
      case BREACHED -> new Message("该密码已在数据泄露中出现，请换一个", "Password is known from a data breach");
    };
  }

  /** Says that a request cannot be read, with a detail for the developer of the client. */
  static Message unreadable(String detail) {
    return new Message("请求格式不正确（" + detail + "）", "The request cannot be read: " + detail);
  }

  static Message wrongVerb() {
    return new Message("不支持该请求方法", "The path does not take this verb");
  }

  String in(Language language) {
    return switch (language) {
      case CHINESE -> chinese;
      case ENGLISH -> english;
    };
  }
}
