using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Yields;

/// <summary>How a lot stands against what plots and season can yield.</summary>
internal enum LotStanding
{
    /// <summary>There is a ceiling, but no plot on file yet, and the region does not ask for one.</summary>
    Unmeasured,

    Within,

    /// <summary>Above the ceiling, on sale with a mark.</summary>
    Marked,

    /// <summary>Above the ceiling, waits for the authority.</summary>
    Held,

    /// <summary>Above the ceiling, accepted by the authority with a reason.</summary>
    Accepted,

    /// <summary>Taken off sale by the authority.</summary>
    Blocked,
}

/// <summary>One seller's (or household's) crop of one season, which lots are reckoned against.</summary>
internal sealed class YieldAccount
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    /// <summary>Empty when the supplier sells its own goods.</summary>
    public Guid HouseholdId { get; init; }

    public string CategoryCode { get; init; } = string.Empty;

    public string Word { get; init; } = string.Empty;

    public int Season { get; init; }
}

/// <summary>A lot's mass as it was when it was opened, and how it stands.</summary>
internal sealed class LotYield
{
    public Guid LotId { get; init; }

    public Guid AccountId { get; init; }

    public long MassGrams { get; set; }

    public LotStanding Standing { get; set; }

    /// <summary>Whether Ordering was told of the lot. Then it takes its place for good, blocked or not: nobody here knows how much of it was sold.</summary>
    public bool WasOpened { get; set; }
}

/// <summary>What a crop of a season can yield, what lots took of it, and what is left.</summary>
internal sealed record YieldBalance(long CapacityGrams, int TolerancePercent, long UsedGrams)
{
    public long LimitGrams => (long)((Int128)CapacityGrams * (100 + TolerancePercent) / 100);

    public long LeftGrams => Math.Max(0, LimitGrams - UsedGrams);

    /// <summary>How far a further lot would be above the limit; nothing or less when it fits.</summary>
    internal long OverWith(long lotGrams) => checked(UsedGrams + lotGrams - LimitGrams);
}

internal sealed class YieldAccountMapping : IEntityTypeConfiguration<YieldAccount>, IEntityTypeConfiguration<LotYield>
{
    public void Configure(EntityTypeBuilder<YieldAccount> builder)
    {
        builder.ToTable("yield_account");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
    }

    public void Configure(EntityTypeBuilder<LotYield> builder)
    {
        builder.ToTable("lot_yield");
        builder.HasKey(row => row.LotId);
        builder.Property(row => row.LotId).ValueGeneratedNever();
        builder.HasOne<Lot>().WithOne().HasForeignKey<LotYield>(row => row.LotId);
        builder.HasOne<YieldAccount>().WithMany().HasForeignKey(row => row.AccountId);
    }
}
