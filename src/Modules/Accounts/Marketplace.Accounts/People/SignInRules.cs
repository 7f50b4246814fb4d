using FluentValidation;
using Marketplace.Platform.Http;

namespace Marketplace.Accounts.People;

/// <summary>What a user name and a password must be, wherever one is chosen.</summary>
internal static class SignInRules
{
    private static readonly HashSet<string> Guessed = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "12345678910", "0123456789", "0987654321", "1111111111", "0000000000", "8888888888", "6666666666", "1q2w3e4r5t", "1qaz2wsx3edc",
        "qwertyuiop", "password12", "password123", "passw0rd123", "abcdefghij", "abc1234567", "woaini1314", "woaini5201314", "a123456789", "aa123456789",
    };

    internal static IRuleBuilderOptions<T, string> MustBeUserName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Matches("^[A-Za-z0-9][A-Za-z0-9._-]{2,49}$").Because("user-name-wrong",
            "用户名要3到50个字母、数字或._-。请改。", "The user name needs 3 to 50 letters, digits or ._-. Change it.");

    internal static IRuleBuilderOptions<T, string> MustBeGoodPassword<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().Because("password-too-short", TooShortZh, TooShortEn)
            .Length(10, 200).Because("password-too-short", TooShortZh, TooShortEn)
            .Must(password => password is null || !Guessed.Contains(password)).Because("password-guessed",
                "这个密码太常见，别人一猜就中。请换一个。", "This password is among the first anyone tries. Choose another.");

    /// <summary>The whole policy in one sentence, for whoever chooses a password.</summary>
    internal static readonly BothLanguages Policy = new(
        "密码至少10个字符，不能是常见密码，也不能含用户名；长短语比怪符号好记也更安全。",
        "At least 10 characters, none of the common passwords, and not your user name; a long phrase is easier and safer than odd symbols.");

    internal static readonly Problem HoldsUserName = Problem.Invalid("password-holds-user-name",
        "密码里含有用户名。请换一个。", "The password holds your user name. Choose another.", "password");

    private const string TooShortZh = "密码太短。请用10个字符以上。";
    private const string TooShortEn = "The password is too short. Use 10 characters or more.";
}
