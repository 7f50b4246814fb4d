using System.Globalization;
using Marketplace.Programme.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Coverage;

/// <summary>覆盖指标: what a plan wants every county to reach, and by when.</summary>
internal sealed class CoverageIndicator
{
    public string Code { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public string NameEn { get; init; } = string.Empty;

    /// <summary>What is counted, of what.</summary>
    public string Meaning { get; init; } = string.Empty;

    public string MeaningEn { get; init; } = string.Empty;

    public int Position { get; init; }

    /// <summary>Whether the platform computes it from its own data; then nobody enters it.</summary>
    public bool IsComputed { get; init; }

    public int? TargetBasisPoints { get; init; }

    public string? TargetPeriod { get; init; }

    /// <summary>The source's own precision, such as basically full.</summary>
    public string? Qualifier { get; init; }

    public string? Source { get; init; }

    public string? SourceEn { get; init; }
}

/// <summary>One county's figure for one year or month. A correction is a further figure.</summary>
internal sealed class CoverageFigure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Indicator { get; init; } = string.Empty;

    public string CountyCode { get; init; } = string.Empty;

    /// <summary>2026 or 2026-10.</summary>
    public string Period { get; init; } = string.Empty;

    /// <summary>The last day of the period.</summary>
    public DateOnly AsOf { get; init; }

    public int Covered { get; private set; }

    public int Total { get; private set; }

    public int BasisPoints { get; private set; }

    public string Source { get; init; } = string.Empty;

    public Guid EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; private set; }

    public DateTimeOffset? SupersededAt { get; set; }

    public bool IsDemonstration { get; init; }

    internal bool Says(int covered, int total, string source) => (Covered, Total, Source) == (covered, total, source);

    internal CoverageFigure Count(int covered, int total, DateTimeOffset now)
    {
        (Covered, Total, BasisPoints, EnteredAt) = (covered, total, (int)((((long)covered * 20_000) + total) / (2L * total)), now);
        return this;
    }

    /// <returns>The last day of 2026 or 2026-10; nothing when it is neither.</returns>
    internal static DateOnly? EndOf(string? period)
    {
        if (period is { Length: 4 } && int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2099) return new DateOnly(year, 12, 31);
        return period is { Length: 7 } && DateOnly.TryParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2000 and <= 2099
            ? month.AddMonths(1).AddDays(-1)
            : null;
    }

    /// <summary>Whether the period has begun: nobody knows a figure of one that has not.</summary>
    internal static bool HasBegun(string period, DateOnly today) => EndOf(period) is { } end && new DateOnly(end.Year, period.Length == 4 ? 1 : end.Month, 1) <= today;
}

internal static class CoverageFigures
{
    /// <summary>Records what a county says of a period, and closes what it said before.</summary>
    /// <returns>Whether anything is different.</returns>
    internal static async Task<bool> Record(this ProgrammeDb db, CoverageFigure figure, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = await db.Set<CoverageFigure>().SingleOrDefaultAsync(
            row => row.Indicator == figure.Indicator && row.CountyCode == figure.CountyCode && row.Period == figure.Period && row.SupersededAt == null, cancellation);
        if (before?.Says(figure.Covered, figure.Total, figure.Source) == true) return false;
        if (before is not null)
        {
            before.SupersededAt = now;
            // Closed before the new one is written: one figure counts at a time.
            await db.SaveChangesAsync(cancellation);
        }

        db.Add(figure);
        return true;
    }
}

internal sealed class CoverageMapping : IEntityTypeConfiguration<CoverageIndicator>, IEntityTypeConfiguration<CoverageFigure>
{
    public void Configure(EntityTypeBuilder<CoverageIndicator> builder)
    {
        builder.ToTable("coverage_indicator");
        builder.HasKey(row => row.Code);
    }

    public void Configure(EntityTypeBuilder<CoverageFigure> builder)
    {
        builder.ToTable("coverage_figure");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
