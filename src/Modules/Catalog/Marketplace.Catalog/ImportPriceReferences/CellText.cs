using System.Text;

namespace Marketplace.Catalog.ImportPriceReferences;

/// <summary>Reads cells that were copied out of a spreadsheet (tabs) or stand in a CSV file (commas, quoted where needed).</summary>
internal static class CellText
{
    internal static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        text = text.TrimStart('\uFEFF');
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        var between = first.Contains('\t') ? '\t' : ',';
        var (row, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (isQuoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (c == '"' && (isQuoted || cell.Length == 0)) isQuoted = !isQuoted;
            else if (!isQuoted && c == between) Close();
            else if (!isQuoted && c == '\n')
            {
                Close();
                yield return row;
                row = [];
            }
            else if (c != '\r') cell.Append(c);
        }

        Close();
        if (row.Count > 1 || row[0].Length > 0) yield return row;

        void Close()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
