using System.Text;

namespace Marketplace.Settlement.Statements;

/// <summary>Comma-separated text as banks write it: quoted fields, doubled quotes, any line ending. Rows keep the line they began on.</summary>
internal static class CsvTable
{
    internal sealed record Line(int Number, IReadOnlyList<string> Fields);

    /// <returns>Nothing when the bytes are neither UTF-8 nor GB 18030 text.</returns>
    internal static string? Decode(byte[] content)
    {
        if (Read(new UTF8Encoding(false, true), content) is { } text) return text.TrimStart('\uFEFF');
        return Read(CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, content);
    }

    internal static IEnumerable<Line> Split(string text)
    {
        var (fields, field, quoted, line, began) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
                else quoted = false;
            }
            else if (c == '"' && string.IsNullOrWhiteSpace(field.ToString()))
            {
                (quoted, _) = (true, field.Clear());
            }
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
                if (c == ',') continue;
                yield return new Line(began, fields);
                (fields, began) = ([], line);
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        if (fields.Exists(given => given.Length > 0)) yield return new Line(began, fields);
    }

    private static string? Read(Encoding encoding, byte[] content)
    {
        try
        {
            var text = encoding.GetString(content);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
