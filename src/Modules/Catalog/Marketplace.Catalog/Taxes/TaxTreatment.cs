using Marketplace.Accounts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Taxes;

/// <summary>税务处理: a way goods are taxed, for whom and for what, by date.</summary>
internal sealed class TaxTreatment
{
    public string Code { get; init; } = string.Empty;

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public string Name { get; init; } = string.Empty;

    public string NameEn { get; init; } = string.Empty;

    /// <summary>Rate in 1/10,000; none when exempt.</summary>
    public int? RateBasisPoints { get; init; }

    /// <summary>Kinds of sellers that may choose it; none named means all.</summary>
    public List<string>? SellerKinds { get; init; }

    /// <summary>Whether goods listed for a household may carry it, whoever sells them.</summary>
    public bool ForHouseholds { get; init; }

    /// <summary>Branches of the tree of produce it is for; none named means all.</summary>
    public List<string>? Categories { get; init; }

    public List<string> ExcludedCategories { get; init; } = [];

    /// <summary>The rule it rests on.</summary>
    public string Basis { get; init; } = string.Empty;

    public int Position { get; init; }

    /// <param name="isForHousehold">Whether an agent lists for a household (代办), which then is the producer.</param>
    internal bool IsFor(OrganisationKind seller, bool isForHousehold, string category) =>
        (SellerKinds is null || SellerKinds.Contains(seller.ToString()) || (isForHousehold && ForHouseholds))
        && (Categories is null || Categories.Exists(branch => Lies(category, branch)))
        && !ExcludedCategories.Exists(branch => Lies(category, branch));

    private static bool Lies(string category, string branch) => category == branch || category.StartsWith(branch + "-", StringComparison.Ordinal);
}

internal static class TaxTreatments
{
    internal static IQueryable<TaxTreatment> On(this IQueryable<TaxTreatment> rows, DateOnly date) =>
        rows.Where(row => row.ValidFrom <= date && (row.ValidTo == null || row.ValidTo >= date));
}

internal sealed class TaxTreatmentMapping : IEntityTypeConfiguration<TaxTreatment>
{
    public void Configure(EntityTypeBuilder<TaxTreatment> builder)
    {
        builder.ToTable("tax_treatment");
        builder.HasKey(row => new { row.Code, row.ValidFrom });
    }
}
