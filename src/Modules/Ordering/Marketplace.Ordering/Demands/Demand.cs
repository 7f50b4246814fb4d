using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Demands;

internal enum DemandState
{
    /// <summary>征集中</summary>
    Open,

    /// <summary>已授予</summary>
    Awarded,

    /// <summary>已撤回</summary>
    Withdrawn,
}

internal enum DemandOfferState
{
    Open,

    /// <summary>中选: an order draft was made of it.</summary>
    Awarded,

    /// <summary>未中选</summary>
    NotChosen,
}

/// <summary>求购: what a buyer looks for, open to all suppliers until its closing date.</summary>
internal sealed class Demand
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid BuyerId { get; init; }

    public required string BuyerName { get; init; }

    public required string Title { get; init; }

    public string? CategoryCode { get; init; }

    public long MassGrams { get; init; }

    /// <summary>The most the buyer means to pay for a kilogram, in fen.</summary>
    public long? HighestFenPerKg { get; init; }

    public required string DeliveryRegion { get; init; }

    public DateOnly WantedOn { get; init; }

    /// <summary>The last day for offers.</summary>
    public DateOnly ClosesOn { get; init; }

    public string? Note { get; init; }

    public DemandState State { get; set; }

    public Guid PostedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>报价: a supplier's pack, quantity and price for a demand. One per supplier and pack; the latest stands.</summary>
internal sealed class DemandOffer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid DemandId { get; init; }

    public Guid SupplierId { get; init; }

    public required string SupplierName { get; init; }

    public Guid PackId { get; init; }

    public required string ProductName { get; init; }

    public required string PackName { get; init; }

    public long PackMassGrams { get; init; }

    public int Quantity { get; set; }

    public long UnitPriceFen { get; set; }

    public string? Note { get; set; }

    public DemandOfferState State { get; set; }

    /// <summary>The draft that the award made.</summary>
    public Guid? OrderId { get; set; }

    public Guid OfferedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DemandMapping : IEntityTypeConfiguration<Demand>
{
    public void Configure(EntityTypeBuilder<Demand> builder)
    {
        builder.ToTable("demand");
        builder.Property(demand => demand.Id).ValueGeneratedNever();
        builder.Property(demand => demand.BuyerName).HasMaxLength(200);
        builder.Property(demand => demand.Title).HasMaxLength(100);
        builder.Property(demand => demand.CategoryCode).HasMaxLength(60);
        builder.Property(demand => demand.DeliveryRegion).HasMaxLength(12);
        builder.Property(demand => demand.Note).HasMaxLength(500);
        builder.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class DemandOfferMapping : IEntityTypeConfiguration<DemandOffer>
{
    public void Configure(EntityTypeBuilder<DemandOffer> builder)
    {
        builder.ToTable("demand_offer");
        builder.Property(offer => offer.Id).ValueGeneratedNever();
        builder.Property(offer => offer.SupplierName).HasMaxLength(200);
        builder.Property(offer => offer.ProductName).HasMaxLength(200);
        builder.Property(offer => offer.PackName).HasMaxLength(100);
        builder.Property(offer => offer.Note).HasMaxLength(500);
        builder.HasIndex(offer => new { offer.DemandId, offer.SupplierId, offer.PackId }).IsUnique();
        builder.HasOne<Demand>().WithMany().HasForeignKey(offer => offer.DemandId).OnDelete(DeleteBehavior.NoAction);
        builder.HasOne<Order>().WithMany().HasForeignKey(offer => offer.OrderId).OnDelete(DeleteBehavior.NoAction);
    }
}
