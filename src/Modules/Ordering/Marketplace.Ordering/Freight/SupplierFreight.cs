using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Freight;

/// <summary>运费模板: a supplier's own freight from a day on. Without any zone, the platform's tariff counts again.</summary>
internal sealed class SupplierFreight
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    public DateOnly ValidFrom { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }

    public List<SupplierFreightZone> Zones { get; } = [];
}

/// <summary>What one zone costs: 首重 and 续重, and from which amount or mass on nothing.</summary>
internal sealed class SupplierFreightZone
{
    public Guid TableId { get; init; }

    public int Zone { get; init; }

    public long FirstGrams { get; init; }

    public long FirstFen { get; init; }

    public long ExtraGrams { get; init; }

    public long ExtraFen { get; init; }

    public long? FreeFromFen { get; init; }

    public long? FreeFromGrams { get; init; }

    /// <summary>The first mass's price and one step's for each begun step above it; free from an amount or a mass on.</summary>
    public long FreightFenOf(long grams, long goodsFen)
    {
        if (goodsFen >= FreeFromFen || grams >= FreeFromGrams) return 0;
        var steps = grams <= FirstGrams ? 0 : (grams - FirstGrams + ExtraGrams - 1) / ExtraGrams;
        return checked(FirstFen + (steps * ExtraFen));
    }
}

internal sealed class SupplierFreightMapping : IEntityTypeConfiguration<SupplierFreight>, IEntityTypeConfiguration<SupplierFreightZone>
{
    public void Configure(EntityTypeBuilder<SupplierFreight> builder)
    {
        builder.ToTable("supplier_freight");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.SupplierId, row.ValidFrom }).IsUnique();
        builder.HasMany(row => row.Zones).WithOne().HasForeignKey(zone => zone.TableId);
    }

    public void Configure(EntityTypeBuilder<SupplierFreightZone> builder)
    {
        builder.ToTable("supplier_freight_zone");
        builder.HasKey(zone => new { zone.TableId, zone.Zone });
    }
}
