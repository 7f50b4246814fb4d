using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;

namespace Marketplace.Platform.Imports;

/// <summary>
/// Where an import's columns stand in one sheet: in any order, under their headings or other names for them, with or without the unit
/// in brackets, below a title of a few rows.
/// </summary>
internal sealed class Headings
{
    /// <summary>Titles and notes above the headings take no more rows than this.</summary>
    internal const int LastRow = 20;

    /// <summary>By the import's columns: where each stands, or -1.</summary>
    internal required IReadOnlyList<int> Places { get; init; }

    /// <summary>Headings of the sheet that no column answers to.</summary>
    internal required IReadOnlyList<string> Unknown { get; init; }

    internal IReadOnlyList<string?> Letters => [.. Places.Select(place => place < 0 ? null : TableCell.LetterOf(place))];

    /// <returns>The headings, nothing when this row holds none, or what is wrong with them.</returns>
    internal static (Headings? Found, IReadOnlyList<string> Missing) In<TRow>(TableRow row, ImportColumns<TRow> columns)
    {
        var names = row.Cells.Select(cell => cell.Kind == CellKind.Text ? ImportColumns<TRow>.Fold(cell.Text) : string.Empty).ToList();
        var places = new List<int>();
        Problem? twice = null;
        foreach (var column in columns.All)
        {
            var answers = column.Aliases.Prepend(column.Heading).Select(ImportColumns<TRow>.Fold).ToHashSet(StringComparer.Ordinal);
            var found = Enumerable.Range(0, names.Count).Where(at => answers.Contains(names[at])).ToList();
            if (found.Count > 1) twice ??= Twice(row, column.Heading, found[0], found[1]);
            places.Add(found.Count == 0 ? -1 : found[0]);
        }

        if (twice is not null && places.Count(place => place >= 0) >= 2) throw new TableFault(twice);
        var missing = columns.All.Where((column, at) => column.IsNeeded && places[at] < 0).Select(column => column.Heading).ToList();
        if (missing.Count > 0) return (null, places.Count(place => place >= 0) >= 2 ? missing : []);
        var unknown = names.Select((name, at) => (name, at)).Where(cell => cell.name.Length > 0 && !places.Contains(cell.at)).Select(cell => $"{row[cell.at].Text.Trim()}（{TableCell.LetterOf(cell.at)}列）");
        return (new Headings { Places = places, Unknown = [.. unknown.Take(20)] }, []);
    }

    internal static Problem Missing(string sheet, IReadOnlyList<string> missing) => Problem.Invalid("heading-missing",
        $"{Of(sheet)}缺少表头：{string.Join("、", missing)}。请照模板补上。", $"These headings are missing: {string.Join(", ", missing)}. Add them as in the template.", "file");

    internal static Problem None<TRow>(ImportColumns<TRow> columns) => Problem.Invalid("heading-missing",
        $"没有找到表头。前{LastRow}行里要有一行写着：{string.Join("、", columns.All.Where(column => column.IsNeeded).Select(column => column.Heading))}。请用模板填写。",
        "No headings were found in the first rows. Use the template.", "file");

    private static Problem Twice(TableRow row, string heading, int first, int second) => Problem.Invalid("heading-twice",
        $"{Of(row.Sheet)}表头“{heading}”出现了两次（{TableCell.LetterOf(first)}列、{TableCell.LetterOf(second)}列）。请删掉一列。",
        $"The heading {heading} stands twice, in columns {TableCell.LetterOf(first)} and {TableCell.LetterOf(second)}. Remove one.", "file");

    private static string Of(string sheet) => sheet.Length == 0 ? string.Empty : $"工作表“{sheet}”";
}
