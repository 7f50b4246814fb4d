using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Programme.Sales;
using Marketplace.Programme.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.Dashboard;

/// <summary>Gross and recognised stay beside each other; recognised is a part of gross.</summary>
internal sealed record Amounts(long GrossFen, long RecognisedFen, long MassGrams, long Facts);

/// <param name="CompletionPercent">May exceed 100; nothing when there is no target.</param>
internal sealed record AgainstTarget(string Code, string Name, string NameEn, Amounts Amounts, long? TargetFen, decimal? CompletionPercent, string? TargetQualifier, bool TargetIsPublished, bool TargetIsDemonstration);

internal sealed record MonthRow(string Month, long GrossFen, long RecognisedFen);

internal sealed record NestedRow(Guid ProgrammeId, string Key, string Name, string NameEn, Amounts Amounts, long? TargetFen, decimal? CompletionPercent);

internal sealed record FigureRow(string Id, string Measure, string Cut, string Kind, long? AmountFen, decimal? Number, string Unit, string Qualifier, string Source, string SourceEn, DateOnly From, DateOnly To);

/// <param name="PacePercent">序时进度: how much of the period had passed on the as-of date.</param>
internal sealed record DashboardView(
    Guid ProgrammeId, string ProgrammeKey, string ProgrammeName, string ProgrammeNameEn, bool HoldsDemonstration, string RegionCode, string RegionName, DateOnly From, DateOnly To, DateOnly AsOf,
    decimal PacePercent, AgainstTarget Total, AgainstTarget? JointChannels, IReadOnlyList<AgainstTarget> Channels, IReadOnlyList<AgainstTarget> Modes, IReadOnlyList<AgainstTarget> Counties,
    IReadOnlyList<MonthRow> Months, IReadOnlyList<NestedRow> Nested, Amounts Direct, Amounts Helped, Amounts Shandong, Amounts UnsoldRelief, IReadOnlyList<FigureRow> Figures);

/// <summary>What of a programme is looked at.</summary>
/// <param name="Until">The first day of the last month that counts; the whole period by default.</param>
/// <param name="CountedBy">Only what was in the ledger at the end of this day (China): how a figure stood then, whatever came later.</param>
/// <param name="BuyerKind">Only buyers of one kind.</param>
internal readonly record struct DashboardFilter(DateOnly? Until = null, DateOnly? CountedBy = null, OrganisationKind? BuyerKind = null)
{
    /// <summary>The first moment after <see cref="CountedBy"/>.</summary>
    internal DateTimeOffset? CountedBefore => CountedBy is { } day ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), ChinaTime.Offset).ToUniversalTime() : null;
}

/// <summary>
/// Everything a dashboard or a bulletin shows. Today's figures come from the rollups alone, so that their cost does not grow with the ledger; a past
/// day's are added up anew from the facts that were in the ledger then.
/// </summary>
internal sealed class DashboardQuery(ProgrammeDb db, IRegionDirectory regions, TimeProvider clock)
{
    private const string Shandong = "370000";

    internal async Task<DashboardView> Read(ProgrammeRecord programme, RegionCode region, DashboardFilter filter, CancellationToken cancellation)
    {
        var rows = await Cells(programme, region, filter, cancellation);
        var targets = await db.Set<Target>().AsNoTracking().Where(target => target.ProgrammeId == programme.Id).ToListAsync(cancellation);
        var words = await db.Set<VocabularyWord>().AsNoTracking().Where(word => word.ValidFrom <= programme.PeriodTo && (word.ValidTo == null || word.ValidTo >= programme.PeriodFrom))
            .OrderBy(word => word.Position).ToListAsync(cancellation);
        var asOf = AsOf(programme, filter, rows);
        return new DashboardView(
            programme.Id, programme.Key, programme.Name, programme.NameEn, rows.Any(row => row.IsDemonstration), region.Value, regions.Find(region)?.FullName ?? region.Value,
            programme.PeriodFrom, programme.PeriodTo, asOf, Pace(programme, asOf),
            Total(rows, targets, region), Joint(rows, targets, words, region), Channels(rows, targets, words, region), Modes(rows, words), Counties(rows, targets, region),
            Months(rows), await Nested(programme, region, filter, cancellation),
            Sum(rows.Where(row => row.Series == SaleSeries.DirectPurchase)), Sum(rows.Where(row => row.Series == SaleSeries.HelpedSale)),
            Sum(rows.Where(row => row.IsShandong)), Sum(rows.Where(row => row.IsUnsoldRelief)), await Figures(programme, region, cancellation));
    }

    private async Task<List<Cell>> Cells(ProgrammeRecord programme, RegionCode region, DashboardFilter filter, CancellationToken cancellation)
    {
        if (filter.CountedBefore is { } counted) return await CellsAsOf(counted, programme, region, filter, cancellation);
        var kind = filter.BuyerKind?.ToString();
        return await db.Set<Rollup>().AsNoTracking().Of(programme, region.Prefix, filter.Until).Where(row => kind == null || row.BuyerKind == kind)
            .GroupBy(row => new { row.Month, row.County, row.Channel, row.Mode, row.Series, IsShandong = row.BuyerProvince == Shandong, row.IsRecognised, row.IsUnsoldRelief, row.IsDemonstration })
            .Select(group => new Cell(group.Key.Month, group.Key.County, group.Key.Channel, group.Key.Mode, group.Key.Series, group.Key.IsShandong, group.Key.IsRecognised,
                group.Key.IsUnsoldRelief, group.Key.IsDemonstration, group.Sum(row => row.AmountFen), group.Sum(row => row.MassGrams), group.Sum(row => row.Facts)))
            .ToListAsync(cancellation);
    }

    private async Task<List<Cell>> CellsAsOf(DateTimeOffset counted, ProgrammeRecord programme, RegionCode region, DashboardFilter filter, CancellationToken cancellation)
    {
        var (prefix, end, kind) = (region.Prefix, filter.Until?.AddMonths(1) ?? DateOnly.MaxValue, filter.BuyerKind);
        var rows = await db.Set<SaleFact>().AsNoTracking().Of(programme).Where(row => row.OriginCounty.StartsWith(prefix) && row.CountedAt < counted && row.SoldOn < end && (kind == null || row.BuyerKind == kind))
            .GroupBy(row => new { row.SoldOn.Year, row.SoldOn.Month, row.OriginCounty, row.Channel, row.Mode, row.Series, IsShandong = row.BuyerRegion.StartsWith("37"), row.IsRecognised, row.IsUnsoldRelief, row.IsDemonstration })
            .Select(group => new { group.Key, Amount = group.Sum(row => row.AmountFen), Mass = group.Sum(row => row.MassGrams), Facts = group.LongCount() }).ToListAsync(cancellation);
        return [.. rows.Select(row => new Cell(new DateOnly(row.Key.Year, row.Key.Month, 1), row.Key.OriginCounty, row.Key.Channel, row.Key.Mode, row.Key.Series, row.Key.IsShandong, row.Key.IsRecognised,
            row.Key.IsUnsoldRelief, row.Key.IsDemonstration, row.Amount, row.Mass, row.Facts))];
    }

    private DateOnly AsOf(ProgrammeRecord programme, DashboardFilter filter, List<Cell> rows)
    {
        var today = clock.Today();
        // A month that still runs reaches to today.
        var reached = filter.Until is not { } month ? Reached(programme, rows) : month <= today && month.AddMonths(1) > today ? today : month.AddMonths(1).AddDays(-1);
        return filter.CountedBy is { } day && day < reached ? day : reached;
    }

    private DateOnly Reached(ProgrammeRecord programme, List<Cell> rows)
    {
        var today = clock.Today();
        // A closed year shows the day its figures reach; a running one today, once something live was counted.
        if (programme.PeriodTo < today) return programme.AsOf ?? programme.PeriodTo;
        return rows.Any(row => !row.IsDemonstration) || programme.AsOf is null ? today : programme.AsOf.Value;
    }

    private static decimal Pace(ProgrammeRecord programme, DateOnly asOf)
    {
        var length = programme.PeriodTo.DayNumber - programme.PeriodFrom.DayNumber + 1;
        var passed = Math.Clamp(asOf.DayNumber - programme.PeriodFrom.DayNumber + 1, 0, length);
        return Math.Round(passed * 100m / length, 2);
    }

    private static AgainstTarget Total(List<Cell> rows, List<Target> targets, RegionCode region)
    {
        var target = targets.SingleOrDefault(row => row.RegionCode == region.Value && row.Cut is TargetCut.Total or TargetCut.County && row.RegionCode == region.Value);
        return Against("total", "合计", "Total", Sum(rows), target);
    }

    private static AgainstTarget? Joint(List<Cell> rows, List<Target> targets, List<VocabularyWord> words, RegionCode region)
    {
        var joint = words.Where(word => word is { Kind: VocabularyKind.Channel, InJointTarget: true }).Select(word => word.Code).ToHashSet();
        var target = targets.SingleOrDefault(row => row.Cut == TargetCut.JointChannels && row.RegionCode == region.Value);
        return target is null ? null : Against("joint-channels", "四渠道合计", "Four channels together", Sum(rows.Where(row => joint.Contains(row.Channel))), target);
    }

    private static List<AgainstTarget> Channels(List<Cell> rows, List<Target> targets, List<VocabularyWord> words, RegionCode region) =>
        [.. words.Where(word => word.Kind == VocabularyKind.Channel).Select(word => Against(word.Code, word.Zh, word.En, Sum(rows.Where(row => row.Channel == word.Code)),
            targets.SingleOrDefault(target => target.Cut == TargetCut.Channel && target.Channel == word.Code && target.RegionCode == region.Value)))];

    private static List<AgainstTarget> Modes(List<Cell> rows, List<VocabularyWord> words) =>
        [.. words.Where(word => word.Kind == VocabularyKind.SalesMode).Select(word => Against(word.Code, word.Zh, word.En, Sum(rows.Where(row => row.Mode == word.Code)), null))];

    private List<AgainstTarget> Counties(List<Cell> rows, List<Target> targets, RegionCode region)
    {
        var byCounty = rows.ToLookup(row => row.County);
        return [.. regions.CountiesOf(region).Select(county => Against(county.Code.Value, county.Name, county.Name, Sum(byCounty[county.Code.Value]),
                targets.SingleOrDefault(target => target.Cut == TargetCut.County && target.RegionCode == county.Code.Value)))
            .OrderByDescending(row => row.CompletionPercent ?? -1).ThenByDescending(row => row.Amounts.GrossFen)];
    }

    private static List<MonthRow> Months(List<Cell> rows) =>
        [.. rows.GroupBy(row => row.Month).OrderBy(group => group.Key).Select(group => new MonthRow(
            group.Key.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), group.Sum(row => row.AmountFen), group.Where(row => row.IsRecognised).Sum(row => row.AmountFen)))];

    private async Task<IReadOnlyList<NestedRow>> Nested(ProgrammeRecord programme, RegionCode region, DashboardFilter filter, CancellationToken cancellation)
    {
        var children = await db.Set<ProgrammeRecord>().AsNoTracking().Where(child => child.ParentId == programme.Id).OrderBy(child => child.Key).ToListAsync(cancellation);
        var nested = new List<NestedRow>();
        foreach (var child in children)
        {
            var amounts = Sum(await Cells(child, region, filter, cancellation));
            var target = await db.Set<Target>().AsNoTracking().Where(row => row.ProgrammeId == child.Id && row.RegionCode == region.Value).Select(row => (long?)row.AmountFen).FirstOrDefaultAsync(cancellation);
            nested.Add(new NestedRow(child.Id, child.Key, child.Name, child.NameEn, amounts, target, Completion(amounts.GrossFen, target)));
        }

        return nested;
    }

    private async Task<IReadOnlyList<FigureRow>> Figures(ProgrammeRecord programme, RegionCode region, CancellationToken cancellation) =>
        region.Value != programme.RegionCode
            ? []
            : await db.Set<PublishedFigure>().AsNoTracking().Where(figure => figure.ProgrammeId == programme.Id).OrderBy(figure => figure.Id)
                .Select(figure => new FigureRow(figure.Id, figure.Measure, figure.Cut, figure.Kind, figure.AmountFen, figure.Number, figure.Unit, figure.Qualifier, figure.SourceTitle, figure.SourceTitleEn, figure.PeriodFrom, figure.PeriodTo))
                .ToListAsync(cancellation);

    private static AgainstTarget Against(string code, string name, string nameEn, Amounts amounts, Target? target) =>
        new(code, name, nameEn, amounts, target?.AmountFen, Completion(amounts.GrossFen, target?.AmountFen), target?.Qualifier, target?.IsPublished ?? false, target?.IsDemonstration ?? false);

    /// <summary>Never clamped: one province reached 267.34 % in 2021.</summary>
    internal static decimal? Completion(long amountFen, long? targetFen) => targetFen is > 0 ? Math.Round(amountFen * 100m / targetFen.Value, 2) : null;

    private static Amounts Sum(IEnumerable<Cell> rows)
    {
        long gross = 0, recognised = 0, mass = 0, facts = 0;
        foreach (var row in rows)
        {
            gross += row.AmountFen;
            if (row.IsRecognised) recognised += row.AmountFen;
            mass += row.MassGrams;
            facts += row.Facts;
        }

        return new Amounts(gross, recognised, mass, facts);
    }

    private sealed record Cell(
        DateOnly Month, string County, string Channel, string Mode, SaleSeries Series, bool IsShandong, bool IsRecognised, bool IsUnsoldRelief, bool IsDemonstration, long AmountFen, long MassGrams, long Facts);
}
