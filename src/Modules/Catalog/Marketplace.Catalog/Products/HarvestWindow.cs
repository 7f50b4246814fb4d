using System.Globalization;

namespace Marketplace.Catalog.Products;

/// <summary>采收期: when a variety is picked, as days of any year (<c>11-20</c>); a window may span the new year.</summary>
internal sealed class HarvestWindow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public int Position { get; init; }

    /// <summary>品种; nothing when the product has only one.</summary>
    public string? Variety { get; init; }

    public string FromDay { get; init; } = string.Empty;

    public string ToDay { get; init; } = string.Empty;

    internal bool Holds(DateOnly date) => Holds(FromDay, ToDay, DayOf(date));

    internal static bool Holds(string from, string to, string day) => string.CompareOrdinal(from, to) <= 0
        ? string.CompareOrdinal(from, day) <= 0 && string.CompareOrdinal(day, to) <= 0
        : string.CompareOrdinal(from, day) <= 0 || string.CompareOrdinal(day, to) <= 0;

    internal static string DayOf(DateOnly date) => date.ToString("MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day that exists in a leap year.</summary>
    internal static bool IsDay(string? text) =>
        text is { Length: 5 } && DateOnly.TryParseExact("2024-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
