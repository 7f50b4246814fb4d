using System.Globalization;
using System.Text;

namespace Marketplace.Platform.Tables;

/// <summary>Writes rows as CSV (RFC 4180) in UTF-8 with its mark, which spreadsheets need to read Chinese. No cell can run as a formula.</summary>
public sealed class CsvWriter : IDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";
    private readonly StreamWriter writer;

    public CsvWriter(Stream stream, params IReadOnlyList<string> heads)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        Row(heads);
    }

    public void Row(params IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        writer.WriteLine(string.Join(',', values.Select(TextOf)));
    }

    public void Dispose() => writer.Dispose();

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        decimal number => number.ToString("0.00########", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => Quoted(Formulas.Disarm(value.ToString() ?? string.Empty)),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
