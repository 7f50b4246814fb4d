using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Indications;

/// <summary>地理标志: a protected name, and the places from which goods may carry it, by date.</summary>
internal sealed class GeographicalIndication
{
    public Guid Id { get; init; }

    public string Name { get; init; } = string.Empty;

    /// <summary>农产品地理标志, 地理标志证明商标 or 地理标志产品.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Regions whose whole subtree lies in the protected area.</summary>
    public List<string> RegionCodes { get; init; } = [];

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Where this row was read.</summary>
    public string Source { get; init; } = string.Empty;
}

internal static class Indications
{
    /// <summary>The names that goods of a place may carry on a day.</summary>
    internal static IQueryable<GeographicalIndication> For(this IQueryable<GeographicalIndication> rows, string origin, DateOnly on)
    {
        string[] around = [.. new[] { 6, 9, 12 }.Where(length => length <= origin.Length).Select(length => origin[..length])];
        return rows.Where(row => row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on) && row.RegionCodes.Any(code => around.Contains(code)));
    }
}

internal sealed class GeographicalIndicationMapping : IEntityTypeConfiguration<GeographicalIndication>
{
    public void Configure(EntityTypeBuilder<GeographicalIndication> builder)
    {
        builder.ToTable("geographical_indication");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.Name, row.ValidFrom }).IsUnique();
    }
}
