using System.Security.Cryptography;

namespace Marketplace.Catalog.Lots;

/// <summary>
/// 溯源码: what stands on a box. Sixty random bits, so that nobody finds a lot by counting, and a check letter, so that a slip of the eye
/// is told apart from a forgery. Letters that look like digits are not used, and read as the digit when typed.
/// </summary>
internal static class TraceCode
{
    internal const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    internal const int Length = 13;

    internal static string New()
    {
        Span<byte> random = stackalloc byte[Length - 1];
        RandomNumberGenerator.Fill(random);
        Span<char> code = stackalloc char[Length];
        for (var at = 0; at < random.Length; at++) code[at] = Letters[random[at] % Letters.Length];
        code[^1] = CheckOf(code[..^1]);
        return new string(code);
    }

    /// <returns>The code as it is kept, or nothing when what was typed or scanned cannot be one.</returns>
    internal static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        Span<char> code = stackalloc char[Length];
        var length = 0;
        foreach (var sign in typed)
        {
            if (sign is '-' or ' ') continue;
            var letter = char.ToUpperInvariant(sign) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (length == Length || !Letters.Contains(letter, StringComparison.Ordinal)) return null;
            code[length++] = letter;
        }

        return length == Length && CheckOf(code[..^1]) == code[^1] ? new string(code) : null;
    }

    /// <summary>As people read it aloud: <c>7K3M-9Q2XW-B4HD</c>.</summary>
    internal static string Grouped(string code) => $"{code[..4]}-{code[4..9]}-{code[9..]}";

    /// <summary>Luhn's rule over thirty-two letters: catches every single wrong letter and nearly every swap of neighbours.</summary>
    private static char CheckOf(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var at = code.Length - 1; at >= 0; at--)
        {
            var value = Letters.IndexOf(code[at], StringComparison.Ordinal) * ((code.Length - 1 - at) % 2 == 0 ? 2 : 1);
            sum += (value / Letters.Length) + (value % Letters.Length);
        }

        return Letters[(Letters.Length - (sum % Letters.Length)) % Letters.Length];
    }
}
