using System.Text.Json;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Imports;

/// <summary>The steps over rows that were read: the dry run, and the real one. Each batch of groups is one transaction with its progress.</summary>
internal sealed class ImportWeighing<TDb, TRow>(TDb db, IImport<TDb, TRow> import, ImportStore store)
    where TDb : ModuleDb
    where TRow : class, new()
{
    private const int GroupsInBatch = 250;
    private static readonly Http.BothLanguages NotNow = new("这一行没能写进去，可能别人刚改过。请再导入一次。", "This row could not be written; somebody may just have changed it. Import it again.");

    private static readonly Http.BothLanguages WithTheOthers = new("同一个编码的另一行有错，这一行也先不导入。请先改那一行。", "Another row of the same code is wrong, so this one waits. Correct that row first.");

    internal async Task Run(ImportTask task, CancellationToken cancellation)
    {
        var layout = JsonSerializer.Deserialize<Dictionary<string, List<string?>>>(task.Layout, ImportStore.Json)!;
        for (var next = task.NextGroup; ; next += GroupsInBatch)
        {
            var kept = await store.Rows(task.Id, next, GroupsInBatch, cancellation);
            if (kept.Count == 0) break;
            try
            {
                await Batch(task, [.. Read(task, kept, layout)], next + GroupsInBatch, cancellation);
            }
            catch (DbUpdateException) when (task.State == ImportState.Importing)
            {
                await OneByOne(task, kept, layout, next + GroupsInBatch, cancellation);
            }
        }
    }

    /// <summary>One group of the batch cannot be written: the others must not suffer for it.</summary>
    private async Task OneByOne(ImportTask task, List<KeptRow> kept, Dictionary<string, List<string?>> layout, int nextGroup, CancellationToken cancellation)
    {
        var groups = kept.GroupBy(row => row.Group).ToList();
        foreach (var (group, at) in groups.Select((group, at) => (group.ToList(), at)))
        {
            var next = at == groups.Count - 1 ? nextGroup : groups[at + 1].Key;
            try
            {
                await Batch(task, [.. Read(task, group, layout)], next, cancellation);
            }
            catch (DbUpdateException)
            {
                var rows = Read(task, group, layout).ToList();
                rows[0].Fail(null, "row-not-written", NotNow);
                await Batch(task, rows, next, cancellation);
            }
        }
    }

    private async Task Batch(ImportTask task, IReadOnlyList<ImportRow<TRow>> rows, int nextGroup, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var applies = task.State == ImportState.Importing;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var groups = rows.GroupBy(row => row.Group).Select(group => (IReadOnlyList<ImportRow<TRow>>)[.. group]).ToList();
        foreach (var group in groups.Where(group => group.Any(row => row.Faults.Count > 0))) KeepBack(group);
        var sound = groups.Where(group => group.All(row => row.Faults.Count == 0)).ToList();
        var batch = new ImportBatch<TRow>(task.Run, sound, applies);
        if (await import.Weigh(batch, db, cancellation) is { } problem) throw new ImportStopped(ImportEnd.Of(problem));
        foreach (var group in sound.Where(group => group.Any(row => row.Faults.Count > 0))) KeepBack(group);
        if (applies)
        {
            await db.SaveChangesAsync(cancellation);
            await import.Follow(batch, db, cancellation);
        }

        db.ChangeTracker.Clear();
        int Count(ImportRowState state) => rows.Count(row => row.State == state);
        await store.Advance(task, new ImportProgress(nextGroup, 0, rows.Count, Count(ImportRowState.New), Count(ImportRowState.Changed), Count(ImportRowState.Unchanged), Count(ImportRowState.Wrong)), cancellation);
        await store.Judge(task.Id, [.. rows.Select(row => new JudgedRow(row.Position, row.State, import.TitleOf(row.Value), Sealed(task, row), row.Faults))], cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private byte[]? Sealed(ImportTask task, ImportRow<TRow> row) =>
        row.Changes.Count == 0 ? null : import.Seal(task.Id, JsonSerializer.SerializeToUtf8Bytes(row.Changes, ImportStore.Json));

    private static void KeepBack(IReadOnlyList<ImportRow<TRow>> group)
    {
        foreach (var row in group)
        {
            if (row.Faults.Count == 0) row.Fail(null, "row-waits", WithTheOthers);
            row.State = ImportRowState.Wrong;
            row.Changes.Clear();
        }
    }

    private IEnumerable<ImportRow<TRow>> Read(ImportTask task, List<KeptRow> kept, Dictionary<string, List<string?>> layout)
    {
        foreach (var row in kept)
        {
            var letters = layout[row.Sheet];
            var cells = JsonSerializer.Deserialize<string?[]>(import.Open(task.Id, row.Cells), ImportStore.Json)!;
            var value = new TRow();
            var read = new ImportRow<TRow>
            {
                Position = row.Position,
                Group = row.Group,
                Sheet = row.Sheet,
                Number = row.Number,
                Value = value,
                Present = import.Columns.All.Where((_, at) => cells[at] is not null).Select(column => column.Key).ToHashSet(),
                Place = key => Place(key, letters),
            };
            read.Faults.AddRange(row.Faults);
            for (var at = 0; at < cells.Length; at++)
            {
                if (cells[at] is { } text && import.Columns.All[at].Read(text, value) is { } sentence && !row.Faults.Exists(fault => fault.Column is not null && fault.Column == letters[at]))
                    read.Fail(import.Columns.All[at].Key, "cell-wrong", sentence);
            }

            yield return read;
        }
    }

    private (string? Letter, string? Heading) Place(string key, List<string?> letters)
    {
        var at = import.Columns.All.ToList().FindIndex(column => column.Key == key);
        return at < 0 ? (null, null) : (letters[at], import.Columns.All[at].Heading);
    }
}
