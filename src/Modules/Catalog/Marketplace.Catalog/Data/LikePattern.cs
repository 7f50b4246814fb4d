namespace Marketplace.Catalog.Data;

/// <summary>Words that a list is narrowed by, made safe for LIKE.</summary>
internal static class LikePattern
{
    /// <returns>Nothing when nothing was asked for.</returns>
    internal static string? Of(string? words)
    {
        var text = words?.Replace("\0", string.Empty, StringComparison.Ordinal).Trim();
        if (string.IsNullOrEmpty(text)) return null;
        var cut = text[..Math.Min(text.Length, 100)].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{cut}%";
    }
}
