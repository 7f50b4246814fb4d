using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Marketplace.Accounts.Protection;

/// <summary>One-time codes by time (动态口令, RFC 6238): six digits, thirty seconds, one step of drift allowed either way.</summary>
internal static class Totp
{
    private const int StepSeconds = 30;

    internal static bool Matches(ReadOnlySpan<byte> secret, string? code, DateTimeOffset now)
    {
        if (code is not { Length: 6 }) return false;
        var step = now.ToUnixTimeSeconds() / StepSeconds;
        var matches = false;
        for (var drift = -1; drift <= 1; drift++)
            matches |= CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(secret, step + drift)), System.Text.Encoding.UTF8.GetBytes(code));
        return matches;
    }

    internal static string At(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 and the authenticator applications in use fix SHA-1; it guards a short-lived code here.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0F;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
