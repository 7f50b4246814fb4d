using System.Globalization;
using System.Xml;

namespace Marketplace.Platform.Tables;

/// <summary>
/// 合并单元格 of a sheet. A cell merged downwards counts for each of its rows, as people mean it; one merged sideways counts for its first
/// column, and the others say that they are merged.
/// </summary>
internal sealed class MergedCells
{
    private const int MostAreas = 50_000;
    private readonly List<Area> areas = [];
    private readonly List<Area> open = [];
    private int next;

    /// <summary>Spreadsheets write the list after all rows, so that the sheet is run through once for it.</summary>
    internal static MergedCells Of(Stream sheet)
    {
        var merged = new MergedCells();
        using var reader = WorkbookParts.Read(sheet);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.Element && reader.LocalName == "mergeCells"))
        {
        }

        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "mergeCells"))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "mergeCell" || AreaOf(reader.GetAttribute("ref")) is not { } area) continue;
            if (merged.areas.Count >= MostAreas) throw new TableFault(TableFault.Bomb);
            merged.areas.Add(area);
        }

        merged.areas.Sort((a, b) => a.Top.CompareTo(b.Top));
        return merged;
    }

    /// <summary>Puts what merged areas mean into a row. Rows come in order.</summary>
    internal void Apply(int row, List<TableCell> cells)
    {
        while (next < areas.Count && areas[next].Top <= row) open.Add(areas[next++]);
        open.RemoveAll(area => area.Bottom < row);
        foreach (var area in open)
        {
            var right = Math.Min(area.Right, SheetRows.WidestRow - 1);
            if (area.Left > right) continue;
            while (cells.Count <= right) cells.Add(TableCell.Empty);
            if (area.Top == row) area.Value = cells[area.Left];
            cells[area.Left] = area.Value;
            for (var column = area.Left + 1; column <= right; column++) cells[column] = new TableCell(CellKind.Merged, string.Empty);
        }
    }

    private static Area? AreaOf(string? reference)
    {
        if (reference?.Split(':') is not [var from, var to] || CellAddress.Read(from) is not { } start || CellAddress.Read(to) is not { } end) return null;
        return end.Row < start.Row || end.Column < start.Column ? null : new Area(start.Row, end.Row, start.Column, end.Column);
    }

    private sealed record Area(int Top, int Bottom, int Left, int Right)
    {
        public TableCell Value { get; set; } = TableCell.Empty;
    }
}

/// <summary>B7: column counted from 0, row from 1.</summary>
internal static class CellAddress
{
    internal const int MostColumns = 16_384;

    internal static (int Column, int Row)? Read(string? text)
    {
        var column = 0;
        var at = 0;
        for (; text is not null && at < text.Length && char.IsAsciiLetter(text[at]) && at < 4; at++) column = (column * 26) + char.ToUpperInvariant(text[at]) - 'A' + 1;
        return at > 0 && column <= MostColumns && int.TryParse(text.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > 0
            ? (column - 1, row)
            : null;
    }
}
