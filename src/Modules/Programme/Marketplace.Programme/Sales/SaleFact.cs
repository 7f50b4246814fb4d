using Marketplace.Accounts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Sales;

/// <summary>What a fact does to the sums: a return or a reversal is negative, an edit does not exist.</summary>
internal enum FactKind
{
    Sale,
    Return,
    Reversal,
}

/// <summary>Bought by the duty-bound body itself, or sold to others with its help (直接购买、帮助销售): two series that are never added.</summary>
internal enum SaleSeries
{
    DirectPurchase,
    HelpedSale,
}

/// <summary>Where a fact comes from; with the id and line it makes a sale count once.</summary>
internal static class FactSource
{
    internal const string Order = "order";
    internal const string Claim = "claim";
    internal const string Demonstration = "demonstration";
}

/// <summary>台账: one counted sale line. Append-only; the database role cannot change it.</summary>
internal sealed class SaleFact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public FactKind Kind { get; init; }

    public required string Source { get; init; }

    public Guid SourceId { get; init; }

    public Guid LineId { get; init; }

    /// <summary>Date of acceptance in China; recognition was tested on it.</summary>
    public DateOnly SoldOn { get; init; }

    public required string OriginRegion { get; init; }

    public required string OriginCounty { get; init; }

    public Guid? BuyerId { get; init; }

    public required string BuyerName { get; init; }

    public required string BuyerRegion { get; init; }

    /// <summary>Unknown for private people and for what was counted before kinds were kept.</summary>
    public OrganisationKind? BuyerKind { get; init; }

    public Guid? SupplierId { get; init; }

    public required string SupplierName { get; init; }

    public Guid? ProductId { get; init; }

    public required string ProductName { get; init; }

    public required string Category { get; init; }

    public required string Channel { get; init; }

    public required string Mode { get; init; }

    public SaleSeries Series { get; init; }

    public bool IsRecognised { get; init; }

    public bool IsUnsoldRelief { get; init; }

    public bool IsDemonstration { get; init; }

    /// <summary>Goods only; freight is no sale of produce.</summary>
    public long AmountFen { get; init; }

    public long MassGrams { get; init; }

    public int Orders { get; init; }

    public Guid? OrderId { get; init; }

    public string? OrderNumber { get; init; }

    public Guid? ClaimId { get; init; }

    public DateTimeOffset CountedAt { get; init; }
}

internal sealed class SaleFactMapping : IEntityTypeConfiguration<SaleFact>
{
    public void Configure(EntityTypeBuilder<SaleFact> builder)
    {
        builder.ToTable("sale_fact");
        builder.Property(fact => fact.Id).ValueGeneratedNever();
    }
}
