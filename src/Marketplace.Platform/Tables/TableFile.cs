using System.Xml;

namespace Marketplace.Platform.Tables;

/// <summary>
/// A table that somebody handed in: an .xlsx workbook, CSV, or cells pasted from a spreadsheet. What it is, its bytes tell, never its name.
/// Rows come one at a time; memory does not grow with the file. Hidden sheets are not read.
/// </summary>
public sealed class TableFile : IDisposable
{
    private readonly Stream stream;
    private readonly SafeArchive? archive;
    private readonly SharedTexts? texts;

    /// <param name="stream">Seekable; closed with the table.</param>
    /// <exception cref="TableFault">It is no table, or one that is refused.</exception>
    public TableFile(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.stream = stream;
        var head = new byte[8];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (count == 0) throw new TableFault(TableFault.Empty);
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x09, 0x08])) throw new TableFault(TableFault.OldWorkbook);
        if (IsOtherKind(head)) throw new TableFault(TableFault.OtherKind);
        if (!head.AsSpan().StartsWith("PK"u8)) return;
        try
        {
            archive = new SafeArchive(stream);
            RefuseOthers(archive);
            (Sheets, CountsFrom1904) = WorkbookParts.Sheets(archive);
            DateStyles = WorkbookParts.DateStyles(archive);
            texts = WorkbookParts.Texts(archive);
        }
        catch (Exception e) when (Refusal(e) is { } fault)
        {
            archive?.Dispose();
            texts?.Dispose();
            throw fault;
        }
    }

    /// <summary>Names of the hidden sheets, which are not read.</summary>
    public IReadOnlyList<string> HiddenSheets => [.. Sheets.Where(sheet => sheet.IsHidden).Select(sheet => sheet.Name)];

    private IReadOnlyList<SheetPart> Sheets { get; } = [];

    private bool CountsFrom1904 { get; }

    private IReadOnlyList<bool> DateStyles { get; } = [];

    /// <summary>All rows that hold something, sheet by sheet. Text has one sheet without a name.</summary>
    /// <exception cref="TableFault">The file ends in the middle, unpacks too large, or is no text.</exception>
    public IEnumerable<TableRow> Rows()
    {
        if (archive is null)
        {
            foreach (var row in TextRows.Read(stream, string.Empty)) yield return row;
            yield break;
        }

        foreach (var sheet in Sheets.Where(sheet => !sheet.IsHidden))
        {
            foreach (var row in Guarded(sheet)) yield return row;
        }
    }

    public void Dispose()
    {
        texts?.Dispose();
        archive?.Dispose();
        stream.Dispose();
    }

    private IEnumerable<TableRow> Guarded(SheetPart sheet)
    {
        using var rows = Begin(sheet).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext()) yield break;
            }
            catch (Exception e) when (Refusal(e) is { } fault)
            {
                throw fault;
            }

            yield return rows.Current;
        }
    }

    private IEnumerable<TableRow> Begin(SheetPart sheet)
    {
        if (archive!.Open(sheet.Path) is not { } first) yield break;
        var merged = MergedCells.Of(first);
        if (archive.Open(sheet.Path) is not { } second) yield break;
        foreach (var row in new SheetRows(sheet.Name, texts!, DateStyles, CountsFrom1904, merged).Read(second)) yield return row;
    }

    private static void RefuseOthers(SafeArchive archive)
    {
        var names = archive.Names.ToList();
        if (names.Exists(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) throw new TableFault(TableFault.Macros);
        if (names.Exists(name => name.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase) || name is "mimetype")) throw new TableFault(TableFault.OtherWorkbook);
        if (!names.Exists(name => name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase))) throw new TableFault(TableFault.OtherKind);
        using var types = archive.Open("[Content_Types].xml");
        if (types is null) return;
        using var reader = WorkbookParts.Read(types);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.GetAttribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true) throw new TableFault(TableFault.Macros);
        }
    }

    /// <summary>PDF, pictures, and archives of other kinds.</summary>
    private static bool IsOtherKind(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("GIF8"u8) || head.StartsWith("RIFF"u8);

    private static TableFault? Refusal(Exception e) => e switch
    {
        TableFault fault => fault,
        XmlException when e.Message.Contains("DTD", StringComparison.Ordinal) => new TableFault(TableFault.Dtd),
        XmlException or InvalidDataException or EndOfStreamException or NotSupportedException => new TableFault(TableFault.Truncated),
        _ => null,
    };
}
