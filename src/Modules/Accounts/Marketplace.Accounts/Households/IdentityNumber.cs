using System.Globalization;

namespace Marketplace.Accounts.Households;

/// <summary>Identity numbers (公民身份号码, GB 11643): place, date of birth, sequence, and a check character.</summary>
internal static class IdentityNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    internal static bool IsValid(string number, DateOnly today) =>
        number.Length == 18 && number[..17].All(char.IsAsciiDigit) && CheckOf(number[..17]) == char.ToUpperInvariant(number[17])
        && DateOnly.TryParseExact(number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
        && born.Year >= 1900 && born <= today;

    internal static char CheckOf(string body) => "10X98765432"[body.Take(17).Select((digit, i) => (digit - '0') * Weights[i]).Sum() % 11];
}
