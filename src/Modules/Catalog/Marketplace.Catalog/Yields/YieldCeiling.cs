using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Plots;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Search.Synonyms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Yields;

/// <summary>产量上限: how many grams of a crop one mu, one animal, or one kilogram of raw goods can yield in a season, where and since when.</summary>
internal sealed class YieldCeiling
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The digits every code of the region begins with; empty for everywhere.</summary>
    public string RegionCode { get; init; } = string.Empty;

    public string CategoryCode { get; init; } = string.Empty;

    /// <summary>The crop as people call it; empty for the whole category.</summary>
    public string CropName { get; init; } = string.Empty;

    /// <summary>The name in the form in which words are compared.</summary>
    public string Word { get; init; } = string.Empty;

    public YieldBasis Basis { get; init; }

    public long GramsPerUnit { get; init; }

    public string Source { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}

/// <summary>产量规则: what happens to a lot above the ceiling, per region and from a date on.</summary>
internal sealed class YieldRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string RegionCode { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    /// <summary>Per cent above the ceiling that harvests may differ by.</summary>
    public int TolerancePercent { get; init; }

    /// <summary>Whether a lot above it waits for the authority; else it opens with a mark.</summary>
    public bool Stops { get; init; }

    /// <summary>Whether a crop that has a ceiling but no checked plot counts as above it.</summary>
    public bool NeedsPlots { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }
}

internal sealed class YieldCeilingMapping : IEntityTypeConfiguration<YieldCeiling>, IEntityTypeConfiguration<YieldRule>
{
    public void Configure(EntityTypeBuilder<YieldCeiling> builder)
    {
        builder.ToTable("yield_ceiling");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
    }

    public void Configure(EntityTypeBuilder<YieldRule> builder)
    {
        builder.ToTable("yield_rule");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal static class YieldRules
{
    /// <summary>The rule in force on a day. There always is one: the migration writes the rule of everywhere.</summary>
    internal static Task<YieldRule> YieldRuleFor(this CatalogDb db, string originCode, DateOnly on, CancellationToken cancellation)
    {
        string[] regions = [string.Empty, originCode[..2], originCode[..4], originCode[..6]];
        return db.Set<YieldRule>().AsNoTracking().Where(rule => regions.Contains(rule.RegionCode) && rule.ValidFrom <= on)
            .OrderByDescending(rule => rule.RegionCode.Length).ThenByDescending(rule => rule.ValidFrom).FirstAsync(cancellation);
    }

    /// <summary>The ceilings in force on a day that may speak of a category, anywhere: a handful of rows.</summary>
    internal static Task<List<YieldCeiling>> CeilingsOf(this CatalogDb db, string categoryCode, DateOnly on, CancellationToken cancellation) => db.Set<YieldCeiling>().FromSql($"""
            WITH RECURSIVE path AS (
                SELECT code, parent_code FROM category WHERE code = {categoryCode}
                UNION ALL SELECT category.code, category.parent_code FROM category JOIN path ON category.code = path.parent_code)
            SELECT yield_ceiling.* FROM yield_ceiling JOIN path ON path.code = yield_ceiling.category_code
            WHERE valid_from <= {on} AND (valid_to IS NULL OR valid_to >= {on})
            """).AsNoTracking().ToListAsync(cancellation);

    /// <summary>The crop a product is, as the ceilings of its place know it: the longest word of its name, then the nearest category.</summary>
    internal static YieldCeiling? CropOf(IEnumerable<YieldCeiling> ceilings, string name, IEnumerable<string> synonyms, string placeCode, SynonymList known)
    {
        var words = ProduceWords.Of(name, synonyms, known).ToHashSet(StringComparer.Ordinal);
        return ceilings.Where(row => words.Contains(row.Word) && placeCode.StartsWith(row.RegionCode, StringComparison.Ordinal))
            .OrderByDescending(row => row.Word.Length).ThenByDescending(row => row.CategoryCode.Length).ThenByDescending(row => row.RegionCode.Length)
            .ThenByDescending(row => row.ValidFrom).FirstOrDefault();
    }
}
