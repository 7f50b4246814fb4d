using System.Globalization;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Programme.Coverage;
using Marketplace.Programme.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Programme.ComputeCoverage;

/// <summary>
/// 自动计算: the share of tested lots, county by county, of the twelve months to today. The running month's figure is renewed; a month that is over keeps its last.
/// Any number of hosts may run it: one statement writes one figure.
/// </summary>
internal sealed class ComputeCoverage(ProgrammeDb db, ITraceability traceability, TimeProvider clock)
{
    private const string Indicator = "tested-lots";

    /// <returns>How many counties have a figure.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        var period = today.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var end = CoverageFigure.EndOf(period)!.Value;
        var shares = await traceability.TestedLots(today.AddYears(-1), today, cancellation);
        foreach (var share in shares)
        {
            var figure = new CoverageFigure { Indicator = Indicator, CountyCode = share.County.Value, Period = period, AsOf = end }.Count(share.Tested, share.Lots, now);
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO coverage_figure (id, indicator, county_code, period, as_of, covered, total, basis_points, source, entered_by, entered_at)
                VALUES ({figure.Id}, {figure.Indicator}, {figure.CountyCode}, {figure.Period}, {figure.AsOf}, {figure.Covered}, {figure.Total}, {figure.BasisPoints}, '本平台', {Actor.System.PersonId}, {now})
                ON CONFLICT (indicator, county_code, period) WHERE superseded_at IS NULL
                DO UPDATE SET covered = excluded.covered, total = excluded.total, basis_points = excluded.basis_points, entered_at = excluded.entered_at
                WHERE coverage_figure.entered_at < excluded.entered_at
                """, cancellation);
        }

        return shares.Count;
    }
}

/// <summary>Runs it every few hours; dates decide, so it does not matter when exactly.</summary>
[DisallowConcurrentExecution]
internal sealed class ComputeCoverageJob(ComputeCoverage compute) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await compute.Run(cancellationToken);
}
