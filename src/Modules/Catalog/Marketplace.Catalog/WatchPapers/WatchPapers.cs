using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Catalog.WatchPapers;

/// <summary>
/// 证照到期: tells supplier and county before a paper runs out and when it has, once each, and takes a supplier off sale whose days of grace are over.
/// Any number of hosts may run it: suppliers are locked one by one, and those another host holds are skipped.
/// </summary>
internal sealed class WatchPapers(CatalogDb db, ProductIndex index, TimeProvider clock)
{
    private const int BatchSize = 50;
    private const int LongestWarningDays = 180;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    /// <returns>How many reminders were told and how many suppliers suspended.</returns>
    internal async Task<(int Told, int Suspended)> Run(CancellationToken cancellation)
    {
        names = (await db.PaperKinds(cancellation)).ToDictionary(kind => kind.Code, kind => kind.Name);
        var (told, suspended) = (0, 0);
        for (var after = Guid.Empty; await Batch(after, cancellation) is var done && done.Last is { } last; after = last)
        {
            told += done.Told;
            suspended += done.Suspended;
        }

        return (told, suspended);
    }

    private async Task<(Guid? Last, int Told, int Suspended)> Batch(Guid after, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var horizon = today.AddDays(LongestWarningDays);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var suppliers = await db.Set<Supplier>().FromSql($"""
            SELECT s.*, s.xmin FROM supplier s
            WHERE s.id > {after} AND s.state IN ('Active', 'Suspended')
              AND EXISTS (SELECT 1 FROM supplier_paper p WHERE p.supplier_id = s.id AND p.state = 'Checked' AND p.valid_to <= {horizon})
            ORDER BY s.id LIMIT {BatchSize} FOR UPDATE OF s SKIP LOCKED
            """).ToListAsync(cancellation);
        if (suppliers.Count == 0) return (null, 0, 0);
        var ids = suppliers.Select(supplier => supplier.Id).ToList();
        await db.Set<SupplierPaper>().Where(paper => ids.Contains(paper.SupplierId)).LoadAsync(cancellation);
        var (told, stopped) = (0, new List<Guid>());
        foreach (var supplier in suppliers)
        {
            var rules = await db.PaperRulesFor(supplier.Kind, supplier.RegionCode, today, cancellation);
            foreach (var paper in supplier.Papers.Where(paper => paper.State == PaperState.Checked && rules.ContainsKey(paper.Kind)))
                told += await Remind(supplier, paper, rules[paper.Kind], now, cancellation) ? 1 : 0;
            if (await Suspend(supplier, rules, now, cancellation)) stopped.Add(supplier.Id);
        }

        await db.SaveChangesAsync(cancellation);
        foreach (var id in stopped)
        {
            await index.RefreshSupplier(id, cancellation);
            await AuditTrail.Append(db, Actor.System.PersonId, "supplier-suspend", id.ToString(), new { cause = "paper-run-out" }, clock, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return (suppliers[^1].Id, told, stopped.Count);
    }

    private async Task<bool> Remind(Supplier supplier, SupplierPaper paper, PaperRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        // One that was renewed and waits for the desk needs no warning.
        if (PaperStandings.Of(supplier.Papers, paper.Kind).Newer is { State: PaperState.Handed }) return false;
        if (paper.ValidTo is not { } end || StageOn(end, rule, ChinaTime.DateIn(now)) is not { } stage) return false;
        return await Tell(supplier, paper, stage, rule.Need == PaperNeed.Needed ? end.AddDays(rule.GraceDays + 1) : null, now, cancellation);
    }

    /// <summary>Whoever writes the row tells; a stage that was slept through is not made up for.</summary>
    private async Task<bool> Tell(Supplier supplier, SupplierPaper paper, PaperStage stage, DateOnly? suspendsOn, DateTimeOffset now, CancellationToken cancellation)
    {
        var isFirst = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO paper_reminder (paper_id, stage, told_at) VALUES ({paper.Id}, {stage.ToString()}, {now}) ON CONFLICT DO NOTHING", cancellation) == 1;
        if (!isFirst) return false;
        db.Publish(new PaperDue
        {
            OccurredAt = now,
            SupplierId = supplier.Id,
            SupplierName = supplier.Name,
            County = supplier.County,
            PaperName = names.GetValueOrDefault(paper.Kind, paper.Kind),
            ValidTo = paper.ValidTo!.Value,
            Stage = stage,
            SuspendsOn = suspendsOn,
        });
        return true;
    }

    private async Task<bool> Suspend(Supplier supplier, IReadOnlyDictionary<string, PaperRule> rules, DateTimeOffset now, CancellationToken cancellation)
    {
        var over = PaperStandings.Over(supplier.Papers, rules, ChinaTime.DateIn(now)).ToList();
        if (over.Count == 0) return false;
        var reason = string.Join('；', over.Select(paper => $"{names.GetValueOrDefault(paper.Kind, paper.Kind)}{paper.ValidTo:yyyy-MM-dd}到期，过了宽限期没有换新")) + "。换新并核过后自动恢复。";
        if (!supplier.SuspendForPapers(now, reason)) return false;
        db.Publish(new SupplierStopped { OccurredAt = now, SupplierId = supplier.Id, Reason = reason });
        foreach (var paper in over) await Tell(supplier, paper, PaperStage.Suspended, null, now, cancellation);
        return true;
    }

    private static PaperStage? StageOn(DateOnly end, PaperRule rule, DateOnly today) => (end.DayNumber - today.DayNumber) switch
    {
        < 0 => PaperStage.Expired,
        <= 7 => PaperStage.Week,
        var left when left <= rule.RemindDays => PaperStage.Ahead,
        _ => null,
    };
}

/// <summary>Runs it every hour; dates decide, so it does not matter when exactly.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchPapersJob(WatchPapers watch) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await watch.Run(cancellationToken);
}
