using Marketplace.Catalog.Categories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Prices;

/// <summary>参考价: what a kind of produce cost in a market on a day, in fen per kilogram.</summary>
internal sealed class PriceReference
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>新发地, 双福 …</summary>
    public string Market { get; init; } = string.Empty;

    public string CategoryCode { get; init; } = string.Empty;

    /// <summary>The product as the market calls it; empty for the whole category.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The name in the form in which words are compared.</summary>
    public string Word { get; init; } = string.Empty;

    /// <summary>Empty when the market does not grade.</summary>
    public string Grade { get; init; } = string.Empty;

    public DateOnly PricedOn { get; init; }

    public long LowFen { get; init; }

    public long AverageFen { get; init; }

    public long HighFen { get; init; }

    public string Source { get; init; } = string.Empty;

    public Guid EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public bool IsDemonstration { get; init; }
}

internal sealed class PriceReferenceMapping : IEntityTypeConfiguration<PriceReference>
{
    public void Configure(EntityTypeBuilder<PriceReference> builder)
    {
        builder.ToTable("price_reference");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
    }
}
