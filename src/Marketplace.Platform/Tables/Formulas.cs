namespace Marketplace.Platform.Tables;

/// <summary>Text that a spreadsheet would take for a formula.</summary>
internal static class Formulas
{
    private const string Starts = "=+-@\t\r";

    /// <summary>The text with an apostrophe before a first character that would start a formula.</summary>
    internal static string Disarm(string text) => StartsFormula(text.AsSpan().TrimStart('\'')) ? "'" + text : text;

    /// <summary>The text as it was before <see cref="Disarm"/>, so that what is exported can be imported.</summary>
    internal static string Rearm(string text) => text.StartsWith('\'') && StartsFormula(text.AsSpan().TrimStart('\'')) ? text[1..] : text;

    private static bool StartsFormula(ReadOnlySpan<char> text) => text.Length > 0 && Starts.Contains(text[0], StringComparison.Ordinal);
}
