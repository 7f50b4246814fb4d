using Marketplace.Catalog.Data;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Catalog.RemindOfDeadlines;

/// <summary>
/// 催办: tells a desk before its deadline and the level above it when the deadline has passed. Each once, however many hosts run it: the database
/// keeps one row per stage, deadline and kind.
/// </summary>
internal sealed class RemindOfDeadlines(CatalogDb db, TimeProvider clock)
{
    private const int BatchSize = 500;

    private sealed record Due(Guid Id, string State, bool IsShort, bool NeedsSector, DateOnly DueOn, bool IsMissed);

    /// <returns>How many reminders were written.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var written = 0;
        while (true)
        {
            var due = await Find(cancellation);
            written += await Write(due, cancellation);
            if (due.Count < BatchSize) return written;
        }
    }

    /// <summary>What waits for an official, not for the supplier; on notice that is an objection without an answer.</summary>
    private Task<List<Due>> Find(CancellationToken cancellation)
    {
        var today = clock.Today();
        return db.Database.SqlQuery<Due>($"""
            SELECT r.id AS "Id", r.state AS "State", r.is_short AS "IsShort", r.needs_sector AS "NeedsSector", r.due_on AS "DueOn", r.due_on < {today} AS "IsMissed"
            FROM recognition r
            JOIN LATERAL (SELECT u.remind_days FROM recognition_rule u WHERE u.valid_from <= {today} AND starts_with(r.origin_code, u.region_code)
                          ORDER BY length(u.region_code) DESC, u.valid_from DESC LIMIT 1) rule ON true
            WHERE NOT r.is_returned AND r.due_on <= {today} + rule.remind_days
              AND (r.state IN ('Applied', 'TownReviewed', 'SectorReviewed')
                   OR (r.state = 'OnNotice' AND EXISTS (SELECT 1 FROM recognition_objection o WHERE o.recognition_id = r.id AND o.is_upheld IS NULL)))
              AND NOT EXISTS (SELECT 1 FROM recognition_reminder m WHERE m.recognition_id = r.id AND m.stage = r.state AND m.due_on = r.due_on
                              AND m.kind = CASE WHEN r.due_on < {today} THEN 'Missed' ELSE 'Ahead' END)
            ORDER BY r.due_on, r.id LIMIT {BatchSize}
            """).ToListAsync(cancellation);
    }

    private async Task<int> Write(List<Due> due, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = due.Select(row => (Row: row, Stage: Enum.Parse<RecognitionState>(row.State)))
            .Select(found => (found.Row, Desk: RecognitionReminder.DeskOf(found.Stage, found.Row.IsShort, found.Row.NeedsSector)!.Value)).ToList();
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO recognition_reminder (id, recognition_id, kind, stage, role, due_on, written_at)
            SELECT given.*, {now} FROM unnest(
                {rows.Select(_ => Guid.CreateVersion7()).ToArray()}, {rows.Select(found => found.Row.Id).ToArray()},
                {rows.Select(found => (found.Row.IsMissed ? ReminderKind.Missed : ReminderKind.Ahead).ToString()).ToArray()}, {rows.Select(found => found.Row.State).ToArray()},
                {rows.Select(found => (found.Row.IsMissed ? RecognitionReminder.Above(found.Desk) : found.Desk).ToString()).ToArray()},
                {rows.Select(found => found.Row.DueOn).ToArray()}) AS given
            ON CONFLICT DO NOTHING
            """, cancellation);
    }
}

/// <summary>Runs it every quarter of an hour; days decide, so it does not matter when exactly.</summary>
[DisallowConcurrentExecution]
internal sealed class RemindOfDeadlinesJob(RemindOfDeadlines remind) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await remind.Run(cancellationToken);
}
