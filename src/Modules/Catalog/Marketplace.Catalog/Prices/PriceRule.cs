using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search.Synonyms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Prices;

/// <summary>From a date on, which price is far above the market in a region. The longest region that contains the origin wins, then the latest date.</summary>
internal sealed class PriceRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The digits every code of the region begins with; empty for everywhere.</summary>
    public string RegionCode { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    /// <summary>Per cent above the market's high price from which a reason is asked for.</summary>
    public int AbovePercent { get; init; }

    /// <summary>An older reference says nothing about today.</summary>
    public int MaxAgeDays { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}

internal sealed class PriceRuleMapping : IEntityTypeConfiguration<PriceRule>
{
    public void Configure(EntityTypeBuilder<PriceRule> builder)
    {
        builder.ToTable("price_rule");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal static class PriceRules
{
    /// <summary>Those that still say something of their product's price.</summary>
    internal static IQueryable<PriceNotice> LiveNotices(this CatalogDb db) =>
        db.Set<PriceNotice>().Where(row => row.State != PriceNoticeState.Corrected && row.State != PriceNoticeState.Replaced);

    /// <summary>The rule in force on a day. There always is one: the migration writes the rule of everywhere.</summary>
    internal static Task<PriceRule> PriceRuleFor(this CatalogDb db, string originCode, DateOnly on, CancellationToken cancellation)
    {
        string[] regions = [string.Empty, originCode[..2], originCode[..4], originCode[..6]];
        return db.Set<PriceRule>().AsNoTracking().Where(rule => regions.Contains(rule.RegionCode) && rule.ValidFrom <= on)
            .OrderByDescending(rule => rule.RegionCode.Length).ThenByDescending(rule => rule.ValidFrom).FirstAsync(cancellation);
    }

    /// <summary>
    /// The reference that says most about a product: the longest word of its name, then the nearest category, ungraded before graded, the latest.
    /// </summary>
    internal static async Task<PriceReference?> ReferenceFor(
        this CatalogDb db, string name, IEnumerable<string> synonyms, string categoryCode, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var words = ProduceWords.Of(name, synonyms, await db.Synonyms(cancellation));
        var found = await db.Set<PriceReference>().FromSql($"""
            WITH RECURSIVE path AS (
                SELECT code, parent_code, 0 AS depth FROM category WHERE code = {categoryCode}
                UNION ALL SELECT category.code, category.parent_code, depth + 1 FROM category JOIN path ON category.code = path.parent_code)
            SELECT price_reference.* FROM price_reference JOIN path ON path.code = price_reference.category_code
            WHERE word = ANY({words}) AND priced_on BETWEEN {from} AND {to}
            ORDER BY length(word) DESC, depth, grade <> '', priced_on DESC, market LIMIT 1
            """).AsNoTracking().ToListAsync(cancellation);
        return found.FirstOrDefault();
    }
}
