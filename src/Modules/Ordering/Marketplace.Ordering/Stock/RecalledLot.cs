using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Stock;

/// <summary>召回的批次: nothing of it is sold or sent any more; who got it is found through the reservations.</summary>
internal sealed class RecalledLot
{
    public Guid LotId { get; init; }

    public required string Reason { get; init; }

    public string? Advice { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class RecalledLotMapping : IEntityTypeConfiguration<RecalledLot>
{
    public void Configure(EntityTypeBuilder<RecalledLot> builder)
    {
        builder.ToTable("recalled_lot");
        builder.HasKey(row => row.LotId);
        builder.Property(row => row.LotId).ValueGeneratedNever();
        builder.HasOne<StockLot>().WithMany().HasForeignKey(row => row.LotId).OnDelete(DeleteBehavior.NoAction);
    }
}
