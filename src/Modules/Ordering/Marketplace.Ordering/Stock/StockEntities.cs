using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Stock;

/// <summary>A pack that is or was in stock; the row that orders of it queue for.</summary>
internal sealed class StockPack
{
    public Guid PackId { get; init; }

    public Guid ProductId { get; init; }

    public Guid SupplierId { get; init; }

    /// <summary>Packs accepted by buyers so far.</summary>
    public int Sold { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }
}

/// <summary>批次库存: packs of one lot. On hand = available + reserved.</summary>
internal sealed class StockLot
{
    public Guid LotId { get; init; }

    public Guid PackId { get; init; }

    public int OnHand { get; init; }

    public int Available { get; init; }

    public int Reserved { get; init; }

    /// <summary>Packs corrected away while they were reserved.</summary>
    public int Missing { get; init; }

    public DateOnly HarvestedOn { get; init; }

    /// <summary>The last day on which it may be sold.</summary>
    public DateOnly? BestBefore { get; init; }

    /// <summary>待采收: sold before its harvest; taken last, and not sent until the harvest is told.</summary>
    public bool IsExpected { get; init; }

    /// <summary>承诺发货日 of a pre-sale.</summary>
    public DateOnly? ShipBy { get; init; }

    /// <summary>停售: taken off sale by the authority; what orders hold stays theirs.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Of the decision that stands.</summary>
    public long SaleVersion { get; init; }
}

/// <summary>What an order line holds of a lot.</summary>
internal sealed class Reservation
{
    public Guid LineId { get; init; }

    public Guid LotId { get; init; }

    public Guid PackId { get; init; }

    public Guid OrderId { get; init; }

    public int Held { get; init; }

    public int Shipped { get; init; }
}

/// <summary>Why stock changed, and by how much.</summary>
internal sealed class StockMovement
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid LotId { get; init; }

    /// <summary>opened, harvested, harvest-short, adjusted, corrected, reserved, released, shipped, rejected, spoiled, recalled, stopped, resumed.</summary>
    public required string Kind { get; init; }

    public int OnHandChange { get; init; }

    public int AvailableChange { get; init; }

    public int ReservedChange { get; init; }

    public Guid? OrderId { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of a supplier's correction: which reason of the list.</summary>
    public string? Cause { get; init; }

    /// <summary>Of a correction: by how much the lot was wrong; orders keep what they hold of it.</summary>
    public int? Asked { get; init; }

    public Guid? ByPerson { get; init; }
}

/// <summary>Whether a supplier may take new orders.</summary>
internal sealed class SupplierStanding
{
    public Guid SupplierId { get; init; }

    public bool IsStopped { get; init; }

    public DateTimeOffset AsOf { get; init; }
}

internal sealed class StockPackMapping : IEntityTypeConfiguration<StockPack>
{
    public void Configure(EntityTypeBuilder<StockPack> builder)
    {
        builder.ToTable("stock_pack");
        builder.HasKey(pack => pack.PackId);
        builder.Property(pack => pack.PackId).ValueGeneratedNever();
    }
}

internal sealed class StockLotMapping : IEntityTypeConfiguration<StockLot>
{
    public void Configure(EntityTypeBuilder<StockLot> builder)
    {
        builder.ToTable("stock_lot");
        builder.HasKey(lot => lot.LotId);
        builder.Property(lot => lot.LotId).ValueGeneratedNever();
        builder.HasOne<StockPack>().WithMany().HasForeignKey(lot => lot.PackId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class ReservationMapping : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservation");
        builder.HasKey(held => new { held.LineId, held.LotId });
        builder.HasOne<StockLot>().WithMany().HasForeignKey(held => held.LotId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class StockMovementMapping : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("stock_movement");
        builder.Property(movement => movement.Id).UseIdentityAlwaysColumn();
        builder.HasOne<StockLot>().WithMany().HasForeignKey(movement => movement.LotId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class SupplierStandingMapping : IEntityTypeConfiguration<SupplierStanding>
{
    public void Configure(EntityTypeBuilder<SupplierStanding> builder)
    {
        builder.ToTable("supplier_standing");
        builder.HasKey(standing => standing.SupplierId);
        builder.Property(standing => standing.SupplierId).ValueGeneratedNever();
    }
}
