namespace Marketplace.Platform.Tables;

/// <summary>Text that a spreadsheet would take for a formula.</summary>
internal static class Formulas
{
    /// <summary>The text with an apostrophe before a first character that would start a formula.</summary>
    internal static string Disarm(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
