using System.IO.Compression;
using System.Text;

namespace Marketplace.Platform.Tests.Tables;

/// <summary>Makes workbooks part by part, also such as no spreadsheet would write.</summary>
internal sealed class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private readonly Dictionary<string, string> parts = [];
    private readonly List<(string Name, string State)> sheets = [];

    public bool From1904 { get; init; }

    public Workbook Sheet(string name, string rows, string after = "", string state = "visible")
    {
        sheets.Add((name, state));
        return Part($"xl/worksheets/sheet{sheets.Count}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{after}</worksheet>");
    }

    public Workbook Part(string path, string content)
    {
        parts[path] = content;
        return this;
    }

    public Workbook Shared(params IReadOnlyList<string> items) => Part("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(items.Select(item => $"<si>{item}</si>"))}</sst>");

    /// <summary>Style 1 shows a built-in day, style 2 a day of its own format, style 3 an amount with 年 in quotes.</summary>
    public Workbook Styles() => Part("xl/styles.xml", $"""
        <styleSheet xmlns="{Main}"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0.00&quot;元/day&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>
        """);

    public MemoryStream Save()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", parts.GetValueOrDefault("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"));
            Write(zip, "xl/workbook.xml", parts.GetValueOrDefault("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr date1904=\"{(From1904 ? 1 : 0)}\"/><sheets>"
                + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" state=\"{sheet.State}\" r:id=\"r{i + 1}\"/>")) + "</sheets></workbook>"));
            Write(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"t\" Target=\"worksheets/sheet{i + 1}.xml\"/>")) + "</Relationships>");
            foreach (var (path, content) in parts.Where(part => part.Key is not ("[Content_Types].xml" or "xl/workbook.xml"))) Write(zip, path, content);
        }

        file.Position = 0;
        return file;
    }

    private static void Write(ZipArchive zip, string path, string content)
    {
        using var part = zip.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
