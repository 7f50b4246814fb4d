using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Settlement.Gateways;

/// <summary>Stripe's webhook signature: <c>t=SECONDS,v1=HMAC-SHA256(secret, "SECONDS.body")</c>, several v1 while a secret is rolled.</summary>
internal static class WebhookSignature
{
    /// <summary>An older delivery may be a replay by a stranger.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static string Sign(string secret, string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Mac(secret, seconds, body)}";
    }

    internal static bool IsGenuine(string? header, string secret, string body, DateTimeOffset now)
    {
        if (header is null || header.Length > 2000) return false;
        var parts = header.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToList();
        var stamp = parts.FirstOrDefault(part => part[0].Trim() == "t")?[1];
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799) return false;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return false;
        var expected = Encoding.ASCII.GetBytes(Mac(secret, stamp!, body));
        return parts.Where(part => part[0].Trim() == "v1").Any(part => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(part[1].Trim())));
    }

    private static string Mac(string secret, string seconds, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(seconds + "." + body)));
}
