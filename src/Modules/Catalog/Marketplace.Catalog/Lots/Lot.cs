using Marketplace.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Lots;

/// <summary>批次: so many packs of one harvest. Its stock lives in Ordering.</summary>
internal sealed class Lot
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public Guid PackId { get; init; }

    /// <summary>Packs the lot was opened with.</summary>
    public int Quantity { get; init; }

    public DateOnly HarvestedOn { get; init; }

    public DateOnly? BestBefore { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public Guid OpenedBy { get; init; }
}

internal sealed class LotMapping : IEntityTypeConfiguration<Lot>
{
    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.ToTable("lot");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Pack>().WithMany().HasForeignKey(row => row.PackId);
    }
}
