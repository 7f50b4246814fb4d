using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Shipments;

/// <summary>发货: a part of an order on its way.</summary>
internal sealed class Shipment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public required string Carrier { get; init; }

    /// <summary>运单号, used once in the whole product.</summary>
    public required string Waybill { get; init; }

    public bool IsColdChain { get; init; }

    public DateTimeOffset ShippedAt { get; init; }

    public Guid ShippedBy { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public Guid? DeliveredBy { get; set; }

    /// <summary>What the carrier says of the delivery, when the supplier marks it.</summary>
    public string? CarrierNote { get; set; }

    public List<ShipmentLine> Lines { get; init; } = [];
}

internal sealed class ShipmentLine
{
    public Guid ShipmentId { get; init; }

    public Guid LineId { get; init; }

    public int Quantity { get; init; }
}

internal sealed class ShipmentMapping : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> builder)
    {
        builder.ToTable("shipment");
        builder.Property(shipment => shipment.Id).ValueGeneratedNever();
        builder.Property(shipment => shipment.Carrier).HasMaxLength(60);
        builder.Property(shipment => shipment.Waybill).HasMaxLength(60);
        builder.Property(shipment => shipment.CarrierNote).HasMaxLength(300);
        builder.HasIndex(shipment => shipment.Waybill).IsUnique();
        builder.HasOne<Order>().WithMany().HasForeignKey(shipment => shipment.OrderId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(shipment => shipment.Lines).WithOne().HasForeignKey(line => line.ShipmentId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class ShipmentLineMapping : IEntityTypeConfiguration<ShipmentLine>
{
    public void Configure(EntityTypeBuilder<ShipmentLine> builder)
    {
        builder.ToTable("shipment_line");
        builder.HasKey(line => new { line.ShipmentId, line.LineId });
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(line => line.LineId).OnDelete(DeleteBehavior.NoAction);
    }
}
