using System.Globalization;
using System.Text;
using System.Xml;

namespace Marketplace.Platform.Tables;

/// <summary>A sheet in the workbook's order.</summary>
internal sealed record SheetPart(string Name, string Path, bool IsHidden);

/// <summary>The small parts of a workbook: its sheets, how they count days, which styles are dates, and the shared texts.</summary>
internal static class WorkbookParts
{
    private const int MostSheets = 200;
    private const int MostStyles = 65_536;

    internal static XmlReader Read(Stream stream) => XmlReader.Create(stream, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = false,
        CloseInput = true,
    });

    internal static (IReadOnlyList<SheetPart> Sheets, bool CountsFrom1904) Sheets(SafeArchive archive)
    {
        var main = TargetsOf(archive, "_rels/.rels", string.Empty).Values.FirstOrDefault(path => path.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) ?? "xl/workbook.xml";
        var folder = main.Contains('/', StringComparison.Ordinal) ? main[..(main.LastIndexOf('/') + 1)] : string.Empty;
        var targets = TargetsOf(archive, $"{folder}_rels/{main[folder.Length..]}.rels", folder);
        using var reader = Read(archive.Open(main) ?? throw new TableFault(TableFault.OtherKind));
        var sheets = new List<SheetPart>();
        var from1904 = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader.LocalName != "sheet" || sheets.Count >= MostSheets) continue;
            var id = Attribute(reader, "id");
            if (id is not null && targets.TryGetValue(id, out var path))
                sheets.Add(new SheetPart(reader.GetAttribute("name") ?? string.Empty, path, reader.GetAttribute("state") is "hidden" or "veryHidden"));
        }

        return (sheets, from1904);
    }

    /// <summary>Which cell styles show a number as a day.</summary>
    internal static IReadOnlyList<bool> DateStyles(SafeArchive archive)
    {
        if (archive.Open("xl/styles.xml") is not { } stream) return [];
        using var reader = Read(stream);
        var custom = new HashSet<int>();
        var styles = new List<bool>();
        var inCells = false;
        while (reader.Read())
        {
            if (reader.LocalName == "cellXfs") inCells = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element || custom.Count + styles.Count > MostStyles) continue;
            if (reader.LocalName == "numFmt" && Number(reader, "numFmtId") is { } id && ShowsDay(reader.GetAttribute("formatCode") ?? string.Empty)) custom.Add(id);
            if (reader.LocalName == "xf" && inCells) styles.Add(Number(reader, "numFmtId") is { } format && (format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) || custom.Contains(format)));
        }

        return styles;
    }

    internal static SharedTexts Texts(SafeArchive archive)
    {
        var texts = new SharedTexts();
        if (archive.Open("xl/sharedStrings.xml") is not { } stream) return texts;
        using var reader = Read(stream);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si") texts.Add(RichText(reader, "si"));
        }

        return texts;
    }

    /// <summary>The text of a shared or inline string without its furigana, at most one character longer than a cell may hold.</summary>
    internal static string RichText(XmlReader reader, string ending)
    {
        if (reader.IsEmptyElement) return string.Empty;
        var text = new StringBuilder();
        var (phonetic, inText) = (false, false);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == ending))
        {
            var opens = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.LocalName == "rPh") phonetic = opens;
            if (reader.LocalName == "t") inText = opens;
            if (inText && !phonetic && IsText(reader)) Append(reader, text);
        }

        return Unescaped(text.ToString());
    }

    internal static bool IsText(XmlReader reader) =>
        reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    internal static void Append(XmlReader reader, StringBuilder text)
    {
        var room = TableCell.LongestText + 1 - text.Length;
        if (room <= 0) return;
        var value = reader.Value;
        text.Append(value.Length > room ? value[..room] : value);
    }

    internal static string? Attribute(XmlReader reader, string localName)
    {
        string? value = null;
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName == localName && (value is null || reader.Prefix.Length > 0)) value = reader.Value;
        }

        reader.MoveToElement();
        return value;
    }

    internal static int? Number(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, string> TargetsOf(SafeArchive archive, string relations, string folder)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        if (archive.Open(relations) is not { } stream) return targets;
        using var reader = Read(stream);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship" || reader.GetAttribute("TargetMode") == "External") continue;
            if (reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target && targets.Count < MostSheets * 10)
                targets[id] = target.StartsWith('/') ? target[1..] : folder + target;
        }

        return targets;
    }

    /// <summary>A format with a year, month or day in it, outside quotes and brackets.</summary>
    private static bool ShowsDay(string format)
    {
        var plain = new StringBuilder();
        char? closing = null;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (closing is not null) closing = c == closing ? null : closing;
            else if (c == '"') closing = '"';
            else if (c == '[') closing = ']';
            else if (c == '\\') i++;
            else plain.Append(char.ToLowerInvariant(c));
        }

        var text = plain.ToString().Split(';')[0];
        return !text.Contains("general", StringComparison.Ordinal) && (text.Contains('y', StringComparison.Ordinal) || text.Contains('d', StringComparison.Ordinal) || text.Contains("mmm", StringComparison.Ordinal));
    }

    /// <summary>_x000D_ and its like, by which spreadsheets write what XML cannot hold.</summary>
    private static string Unescaped(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        return System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-Fa-f]{4})_",
            match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
