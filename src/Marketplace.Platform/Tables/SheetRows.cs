using System.Globalization;
using System.Text;
using System.Xml;

namespace Marketplace.Platform.Tables;

/// <summary>Reads one sheet row by row. Of a formula the result counts that the spreadsheet kept.</summary>
internal sealed class SheetRows(string name, SharedTexts texts, IReadOnlyList<bool> dateStyles, bool from1904, MergedCells merged)
{
    /// <summary>Wider tables are not read further: nobody has so many headings.</summary>
    internal const int WidestRow = 512;

    internal IEnumerable<TableRow> Read(Stream stream)
    {
        using var reader = WorkbookParts.Read(stream);
        var number = 0;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "row") continue;
            number = Math.Max(number + 1, WorkbookParts.Number(reader, "r") ?? 0);
            var cells = reader.IsEmptyElement ? [] : Cells(reader);
            merged.Apply(number, cells);
            if (cells.Exists(cell => !cell.IsEmpty && cell.Kind != CellKind.Merged)) yield return new TableRow(name, number, cells);
        }
    }

    private List<TableCell> Cells(XmlReader reader)
    {
        var cells = new List<TableCell>();
        var column = -1;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row"))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "c") continue;
            column = CellAddress.Read(reader.GetAttribute("r"))?.Column ?? column + 1;
            var type = reader.GetAttribute("t");
            var isDate = WorkbookParts.Number(reader, "s") is { } style && style < dateStyles.Count && dateStyles[style];
            var cell = reader.IsEmptyElement ? TableCell.Empty : Cell(reader, type, isDate);
            if (column >= WidestRow) continue;
            while (cells.Count <= column) cells.Add(TableCell.Empty);
            cells[column] = cell;
        }

        return cells;
    }

    private TableCell Cell(XmlReader reader, string? type, bool isDate)
    {
        var text = string.Empty;
        var (isFormula, hasValue) = (false, false);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c"))
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "f") isFormula = true;
            else if (reader.LocalName == "is") (text, hasValue) = (WorkbookParts.RichText(reader, "is"), true);
            else if (reader.LocalName == "v") (text, hasValue) = (Value(reader), true);
        }

        if (isFormula && (!hasValue || (text.Length == 0 && type != "str"))) return new(CellKind.Uncomputed, string.Empty);
        return Meaning(text, type, isDate);
    }

    private TableCell Meaning(string text, string? type, bool isDate)
    {
        switch (type)
        {
            case "e": return new(CellKind.Broken, text.Length <= 20 ? text : string.Empty);
            case "b": return new(CellKind.Text, text == "1" ? "是" : "否");
            case "d": return new(CellKind.Date, text.Length >= 10 ? text[..10] : text);
            case "s":
                var index = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : -1;
                return Text(texts[index] ?? throw new TableFault(TableFault.Truncated));
            case "str" or "inlineStr": return Text(text);
        }

        if (text.Length == 0) return TableCell.Empty;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return Text(text);
        return isDate ? TableCell.OfSerial(number, from1904) : TableCell.OfNumber(number);
    }

    private static TableCell Text(string text) => text.Length > TableCell.LongestText ? new(CellKind.TooLong, string.Empty) : new(CellKind.Text, text);

    private static string Value(XmlReader reader)
    {
        if (reader.IsEmptyElement) return string.Empty;
        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (WorkbookParts.IsText(reader)) WorkbookParts.Append(reader, text);
        }

        return text.ToString();
    }
}
