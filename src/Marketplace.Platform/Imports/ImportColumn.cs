using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;

namespace Marketplace.Platform.Imports;

/// <summary>
/// One column of an import and its export: its heading, how a cell is read into the row, and how the row writes it. Reading answers with
/// what to write instead when the cell is wrong, and is asked for empty cells too. What is written must read as the same.
/// </summary>
/// <param name="Key">A stable name for the program; also that of the request's field which the column fills.</param>
/// <param name="Heading">What stands above the column in template and export.</param>
public sealed record ImportColumn<TRow>(string Key, string Heading, Func<string, TRow, BothLanguages?> Read, Func<TRow, object?> Write)
{
    /// <summary>Other headings people use for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a file without this heading is refused.</summary>
    public bool IsNeeded { get; init; }

    public int Width { get; init; } = 14;

    /// <summary>What to write here, for the template's second sheet.</summary>
    public string Hint { get; init; } = string.Empty;

    /// <summary>What the template's example row shows.</summary>
    public object? Example { get; init; }

    /// <summary>The words to choose from, for the template's list.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>An import's columns in the template's order.</summary>
public sealed class ImportColumns<TRow>(params IReadOnlyList<ImportColumn<TRow>> columns)
{
    public IReadOnlyList<ImportColumn<TRow>> All { get; } = columns;

    public IReadOnlyList<string> Heads => [.. All.Select(column => column.IsNeeded ? column.Heading + "*" : column.Heading)];

    public IReadOnlyList<int> Widths => [.. All.Select(column => column.Width)];

    /// <summary>The row's cells, for an export.</summary>
    public IReadOnlyList<object?> Cells(TRow row) => [.. All.Select(column => column.Write(row))];

    /// <summary>What a cell of this row would be read from, to tell whether anything is different.</summary>
    public static string TextOf(object? cell) => cell switch
    {
        null => string.Empty,
        decimal number => number.ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => CellText.Plain(cell.ToString() ?? string.Empty),
    };

    internal static string Fold(string heading)
    {
        var bare = CellText.Folded(heading).TrimStart('*').TrimEnd('*');
        var bracket = bare.IndexOf('(', StringComparison.Ordinal);
        return (bracket > 0 ? bare[..bracket] : bare).ToUpperInvariant();
    }
}
