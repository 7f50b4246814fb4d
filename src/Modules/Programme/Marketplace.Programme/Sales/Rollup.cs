using Marketplace.Programme.Programmes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Sales;

/// <summary>The sums that screens read: kept by a trigger of the ledger, so they cannot part from it.</summary>
internal sealed class Rollup
{
    internal const string UnknownBuyer = "Unknown";

    public DateOnly Month { get; init; }

    public string County { get; init; } = string.Empty;

    public string Channel { get; init; } = string.Empty;

    public string Mode { get; init; } = string.Empty;

    public SaleSeries Series { get; init; }

    public string BuyerProvince { get; init; } = string.Empty;

    /// <summary>The name of the buyer's <c>OrganisationKind</c>, or <see cref="UnknownBuyer"/>.</summary>
    public string BuyerKind { get; init; } = UnknownBuyer;

    public bool IsRecognised { get; init; }

    public bool IsUnsoldRelief { get; init; }

    public bool IsDemonstration { get; init; }

    public long AmountFen { get; init; }

    public long MassGrams { get; init; }

    public long Facts { get; init; }
}

internal sealed class RollupMapping : IEntityTypeConfiguration<Rollup>
{
    public void Configure(EntityTypeBuilder<Rollup> builder)
    {
        builder.ToTable("rollup");
        builder.HasKey(row => new { row.Month, row.County, row.Channel, row.Mode, row.Series, row.BuyerProvince, row.BuyerKind, row.IsRecognised, row.IsUnsoldRelief, row.IsDemonstration });
    }
}

/// <summary>A programme as a filter: the same rules over sums and over facts.</summary>
internal static class ProgrammeFilter
{
    internal static IQueryable<Rollup> Of(this IQueryable<Rollup> rows, ProgrammeRecord programme, string countyPrefix, DateOnly? until)
    {
        var from = programme.PeriodFrom;
        var to = until ?? programme.PeriodTo;
        var channels = programme.Channels;
        var province = programme.BuyerProvince;
        return rows.Where(row => row.Month >= from && row.Month <= to && row.County.StartsWith(countyPrefix)
            && (channels.Length == 0 || channels.Contains(row.Channel))
            && (province == null || row.BuyerProvince == province)
            && (!programme.RecognisedOnly || row.IsRecognised));
    }

    internal static IQueryable<SaleFact> Of(this IQueryable<SaleFact> rows, ProgrammeRecord programme)
    {
        var channels = programme.Channels;
        var province = programme.BuyerProvince is { } code ? code[..2] : null;
        return rows.Where(row => row.SoldOn >= programme.PeriodFrom && row.SoldOn <= programme.PeriodTo
            && (channels.Length == 0 || channels.Contains(row.Channel))
            && (province == null || row.BuyerRegion.StartsWith(province))
            && (!programme.RecognisedOnly || row.IsRecognised));
    }
}
