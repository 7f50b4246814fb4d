using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Imports;

/// <summary>The first step of an import: the file's rows, one batch after another, into the table of rows.</summary>
internal sealed class ImportReading<TDb, TRow>(TDb db, IImport<TDb, TRow> import, ImportStore store)
    where TDb : ModuleDb
    where TRow : class, new()
{
    internal const int MostRows = 200_000;
    private const int BatchSize = 1000;
    private const int LargestGroup = 100;
    /// <summary>What the first cell of the template's example row begins with.</summary>
    internal const string ExampleMark = "示例（";
    private readonly Dictionary<string, IReadOnlyList<string?>> layout = [];
    private readonly List<ImportNote> notes = [];
    private int position;

    internal async Task Run(ImportTask task, Stream file, CancellationToken cancellation)
    {
        await store.Execute("DELETE FROM {schema}.import_row WHERE import_id = $1", cancellation, task.Id);
        await store.Execute("UPDATE {schema}.import_task SET total = 0 WHERE id = $1", cancellation, task.Id);
        using var table = new TableFile(file);
        foreach (var sheet in table.HiddenSheets) notes.Add(new($"隐藏的工作表“{sheet}”没有读。", $"The hidden sheet {sheet} was not read."));
        foreach (var batch in Staged(task, table).Chunk(BatchSize))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await store.Advance(task, new ImportProgress(1, Read: batch.Length), cancellation);
            await store.Copy(task, batch, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        if (position == 0) throw new TableFault(Problem.Invalid("table-without-rows", "表头下面没有数据。请填好后再导入。", "There are no rows below the headings. Fill them in and import again.", "file"));
        await Arrange(task, cancellation);
    }

    /// <summary>Finds rows of one thing, numbers the groups, and drops the file, which nobody needs any more.</summary>
    private async Task Arrange(ImportTask task, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await store.Advance(task, new ImportProgress(1), cancellation);
        await store.Execute("""
            WITH twice AS (
                SELECT position, first_value(number) OVER same AS first, last_value(number) OVER same AS last, number, count(*) OVER same AS times
                FROM {schema}.import_row WHERE import_id = $1 AND row_key IS NOT NULL
                WINDOW same AS (PARTITION BY row_key ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
            UPDATE {schema}.import_row r SET state = 'Wrong', faults = faults || jsonb_build_array(jsonb_build_object('column', NULL, 'heading', NULL, 'code', 'row-repeated',
                'zh', format('和第%s行是同一个编码。请删掉一行，或改编码。', CASE WHEN t.number = t.first THEN t.last ELSE t.first END),
                'en', format('This has the same code as row %s. Remove one, or change the code.', CASE WHEN t.number = t.first THEN t.last ELSE t.first END)))
            FROM twice t WHERE t.times > 1 AND r.import_id = $1 AND r.position = t.position
            """, cancellation, task.Id);
        await store.Execute("""
            WITH groups AS (
                SELECT group_key, count(*) AS size, row_number() OVER (ORDER BY min(position)) AS no FROM {schema}.import_row WHERE import_id = $1 GROUP BY group_key)
            UPDATE {schema}.import_row r SET group_no = CASE WHEN g.size <= $2 THEN g.no END,
                state = CASE WHEN g.size <= $2 THEN r.state ELSE 'Wrong' END,
                faults = CASE WHEN g.size <= $2 THEN r.faults ELSE r.faults || '[{"column":null,"heading":null,"code":"group-too-large","zh":"同一个编码的行太多。请核对编码。","en":"Too many rows share this code. Check it."}]'::jsonb END
            FROM groups g WHERE r.import_id = $1 AND r.group_key = g.group_key
            """, cancellation, task.Id, LargestGroup);
        await store.Execute("DELETE FROM {schema}.import_part WHERE import_id = $1", cancellation, task.Id);
        await store.Execute("UPDATE {schema}.import_task SET layout = $2::jsonb, notes = $3::jsonb WHERE id = $1", cancellation,
            task.Id, JsonSerializer.Serialize(layout, ImportStore.Json), JsonSerializer.Serialize(notes, ImportStore.Json));
        if (!await store.Move(task, ImportState.Checking, cancellation)) throw new ImportLost();
        await transaction.CommitAsync(cancellation);
    }

    private IEnumerable<StagedRow> Staged(ImportTask task, TableFile table)
    {
        Headings? headings = null;
        IReadOnlyList<string> nearest = [];
        string? sheet = null;
        var (number, examples) = (0, 0);
        foreach (var row in table.Rows())
        {
            if (row.Sheet != sheet) (sheet, headings, number) = (row.Sheet, null, 0);
            if (headings is null)
            {
                if (number++ >= Headings.LastRow) continue;
                (headings, var missing) = Headings.In(row, import.Columns);
                if (headings is null && missing.Count > 0 && (nearest.Count == 0 || missing.Count < nearest.Count)) nearest = missing;
                if (headings is not null) Begin(row.Sheet, headings);
                continue;
            }

            if (headings.Places.All(place => row[place].IsEmpty)) continue;
            if (IsExample(headings.Places.Where(place => place >= 0).Select(place => row[place]).First(cell => !cell.IsEmpty).Text))
            {
                if (examples++ == 0) notes.Add(new($"第{row.Number}行是示例，没有导入。", $"Row {row.Number} is the example and was left out."));
                continue;
            }

            if (position >= MostRows) throw new TableFault(TooLong);
            yield return Stage(task, row, headings);
        }

        if (layout.Count == 0) throw new TableFault(nearest.Count > 0 ? Headings.Missing(sheet ?? string.Empty, nearest) : Headings.None(import.Columns));
    }

    /// <summary>A name may begin with the word: only the mark, or the word alone, stands for an example.</summary>
    private static bool IsExample(string first) => first.Trim() == "示例" || first.TrimStart().Replace('(', '（').StartsWith(ExampleMark, StringComparison.Ordinal);

    private void Begin(string sheet, Headings headings)
    {
        layout[sheet] = headings.Letters;
        if (headings.Unknown.Count > 0)
            notes.Add(new($"这些列不认识，没有读：{string.Join("、", headings.Unknown)}。", $"These columns are unknown and were not read: {string.Join(", ", headings.Unknown)}."));
    }

    private StagedRow Stage(ImportTask task, TableRow row, Headings headings)
    {
        var (value, faults) = (new TRow(), new List<ImportFault>());
        var cells = new string?[import.Columns.All.Count];
        for (var at = 0; at < cells.Length; at++)
        {
            if (headings.Places[at] < 0) continue;
            var (column, cell) = (import.Columns.All[at], row[headings.Places[at]]);
            cells[at] = cell.Fault is null ? cell.Text : string.Empty;
            if (cell.Fault is { } fault) faults.Add(new ImportFault(headings.Letters[at], column.Heading, "cell-unusable", fault.Zh, fault.En));
            else column.Read(cell.Text, value);
        }

        var (key, group) = (import.KeyOf(value), import.GroupOf(value));
        return new StagedRow(
            position++, row.Sheet, row.Number, key.Length == 0 ? null : Hash(key), Hash(group.Length == 0 ? "#" + position : "=" + group), string.Empty,
            import.Seal(task.Id, JsonSerializer.SerializeToUtf8Bytes(cells, ImportStore.Json)), faults);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static readonly Problem TooLong = Problem.Invalid("table-too-long",
        $"超过{MostRows / 10000}万行。请分成几份导入。", $"There are more than {MostRows:N0} rows. Import the table in parts.", "file");
}
