using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Freight;

/// <summary>How far one province is from another, from 1 (the same) to 4 (remote).</summary>
internal sealed class FreightZone
{
    public const int Usual = 3;

    /// <summary>The first two digits of the province's code.</summary>
    public required string FromProvince { get; init; }

    public required string ToProvince { get; init; }

    public int Zone { get; init; }
}

/// <summary>What freight to a zone costs, in fen: by the kilogram, or by the tonne where that is less.</summary>
internal sealed class FreightRate
{
    public int Zone { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public long FirstKgFen { get; init; }

    public long ExtraKgFen { get; init; }

    public long PerTonneFen { get; init; }

    /// <summary>Days from shipping to arrival, at least and at most.</summary>
    public int DaysFrom { get; init; }

    public int DaysTo { get; init; }

    /// <summary>Freight of a mass: begun kilograms as parcels, or the tonne price to the begun 10 kg, whichever is less.</summary>
    public long FreightFenOf(long grams)
    {
        var kilograms = Math.Max(1, (grams + 999) / 1000);
        var parcels = checked(FirstKgFen + ((kilograms - 1) * ExtraKgFen));
        var truck = checked((grams + 9_999) / 10_000 * PerTonneFen / 100);
        return kilograms < 100 ? parcels : Math.Min(parcels, truck);
    }
}

/// <summary>What freight comes to, and how long the way takes.</summary>
/// <param name="IsSuppliersOwn">Whether the supplier's own table says so, else the platform's.</param>
/// <param name="FreeFromFen">Goods of this amount travel free.</param>
/// <param name="FreeFromGrams">Goods of this mass travel free.</param>
internal sealed record FreightQuote(long FreightFen, int Zone, bool IsSuppliersOwn, long? FreeFromFen, long? FreeFromGrams, int? DaysFrom, int? DaysTo);

/// <summary>Proposes freight from the dated tables, the supplier's own before the platform's; the supplier may change it until the contract.</summary>
internal sealed class FreightTariff(OrderingDb db, TimeProvider clock)
{
    /// <returns>Freight for <paramref name="grams"/> of goods worth <paramref name="goodsFen"/> between two regions; zero when no rate is in force.</returns>
    public async Task<FreightQuote> Propose(string origin, string destination, long grams, long goodsFen, Guid? supplierId, CancellationToken cancellation)
    {
        var today = clock.Today();
        var zone = await ZoneOf(origin[..2], destination[..2], cancellation);
        var rate = await db.Set<FreightRate>().AsNoTracking().Where(row => row.Zone == zone && row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today))
            .OrderByDescending(row => row.ValidFrom).FirstOrDefaultAsync(cancellation);
        var own = supplierId is null ? null : await OwnZone(supplierId.Value, zone, today, cancellation);
        return new FreightQuote(
            own?.FreightFenOf(grams, goodsFen) ?? rate?.FreightFenOf(grams) ?? 0, zone, own is not null, own?.FreeFromFen, own?.FreeFromGrams, rate?.DaysFrom, rate?.DaysTo);
    }

    private async Task<int> ZoneOf(string from, string to, CancellationToken cancellation) => from == to
        ? 1
        : await db.Set<FreightZone>().Where(row => row.FromProvince == from && row.ToProvince == to).Select(row => (int?)row.Zone).SingleOrDefaultAsync(cancellation) ?? FreightZone.Usual;

    /// <summary>The zone's row of the table in force; a table that leaves a zone out leaves it to the platform.</summary>
    private async Task<SupplierFreightZone?> OwnZone(Guid supplierId, int zone, DateOnly today, CancellationToken cancellation) =>
        (await db.Set<SupplierFreight>().AsNoTracking().Where(row => row.SupplierId == supplierId && row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom)
            .Include(row => row.Zones.Where(part => part.Zone == zone)).FirstOrDefaultAsync(cancellation))?.Zones.FirstOrDefault();
}

internal sealed class FreightZoneMapping : IEntityTypeConfiguration<FreightZone>
{
    public void Configure(EntityTypeBuilder<FreightZone> builder)
    {
        builder.ToTable("freight_zone");
        builder.HasKey(zone => new { zone.FromProvince, zone.ToProvince });
        builder.Property(zone => zone.FromProvince).HasMaxLength(2);
        builder.Property(zone => zone.ToProvince).HasMaxLength(2);
    }
}

internal sealed class FreightRateMapping : IEntityTypeConfiguration<FreightRate>
{
    public void Configure(EntityTypeBuilder<FreightRate> builder)
    {
        builder.ToTable("freight_rate");
        builder.HasKey(rate => new { rate.Zone, rate.ValidFrom });
    }
}
