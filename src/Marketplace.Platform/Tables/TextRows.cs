using System.Text;
using CsvHelper;

namespace Marketplace.Platform.Tables;

/// <summary>
/// Reads CSV, and what is pasted from a spreadsheet, row by row: UTF-8 with and without its mark, UTF-16, and GB18030, which Chinese
/// spreadsheets write when nobody asks them.
/// </summary>
internal static class TextRows
{
    private const int LongestRow = 1024 * 1024;
    private const int WidestRow = 512;

    internal static IEnumerable<TableRow> Read(Stream stream, string name)
    {
        var encoding = EncodingOf(stream) ?? throw new TableFault(TableFault.NotText);
        var (separator, isTold) = SeparatorOf(stream, encoding);
        stream.Position = 0;
        using var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        if (isTold) text.ReadLine();
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = LongestRow,
            MalformedData = CsvMalformedDataHandling.Throw,
            IncludeValuesInExceptions = false,
        }, leaveOpen: true);
        // Rows as a spreadsheet counts them that opens the file: an empty line is one, a line break inside quotes is none.
        for (var number = isTold ? 2 : 1; Next(reader); number++)
        {
            var cells = new List<TableCell>(reader.FieldCount);
            for (var column = 0; column < Math.Min(reader.FieldCount, WidestRow); column++) cells.Add(ToCell(reader.GetString(column)));
            if (cells.Exists(cell => !cell.IsEmpty)) yield return new TableRow(name, number, cells);
        }
    }

    private static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException)
        {
            throw new TableFault(TableFault.Quotes);
        }
    }

    private static TableCell ToCell(string text) => text.Length > TableCell.LongestText ? new(CellKind.TooLong, string.Empty) : new(CellKind.Text, text);

    /// <returns>What the bytes are written in, or nothing when they are no text.</returns>
    private static Encoding? EncodingOf(Stream stream)
    {
        stream.Position = 0;
        Span<byte> head = stackalloc byte[4];
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..count];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Reads(stream, Utf8);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Reads(stream, Utf16(bigEndian: false));
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Reads(stream, Utf16(bigEndian: true));
        // Headings begin with a character or a Latin letter: a zero among the first bytes is half of one.
        if (count >= 2 && head[1] == 0 && head[0] != 0) return Reads(stream, Utf16(bigEndian: false));
        if (count >= 2 && head[0] == 0 && head[1] != 0) return Reads(stream, Utf16(bigEndian: true));
        return Reads(stream, Utf8) ?? Reads(stream, CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);
    }

    private static Encoding Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Runs through the file once: an encoding is right when every byte of it is, and nothing in it is binary.</summary>
    private static Encoding? Reads(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        var buffer = new char[32 * 1024];
        try
        {
            int read;
            while ((read = reader.Read(buffer)) > 0)
            {
                if (buffer.AsSpan(0, read).ContainsAnyInRange('\0', '\u0008') || buffer.AsSpan(0, read).ContainsAnyInRange('\u000E', '\u001A')) return null;
            }

            return encoding;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Whichever of tab, comma and semicolon the first line that has any has most of: the headings, as a rule. A pasted piece has tabs.</summary>
    private static (char Separator, bool IsTold) SeparatorOf(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var head = new char[4096];
        var text = head.AsSpan(0, reader.ReadBlock(head));
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5 && text[4] is (',' or ';' or '\t')) return (text[4], true);
        foreach (var line in text.EnumerateLines())
        {
            var (tabs, commas, semicolons) = (line.Count('\t'), line.Count(','), line.Count(';'));
            if (tabs + commas + semicolons > 0) return (tabs >= commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',', false);
        }

        return (',', false);
    }
}
