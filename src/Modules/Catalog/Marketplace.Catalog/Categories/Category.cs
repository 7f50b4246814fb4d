using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Categories;

/// <summary>A kind of produce. Products stand in the leaves of the tree.</summary>
internal sealed class Category
{
    public string Code { get; init; } = string.Empty;

    public string? ParentCode { get; init; }

    public string Name { get; init; } = string.Empty;

    public string NameEn { get; init; } = string.Empty;

    public int Position { get; init; }
}

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("category");
        builder.HasKey(row => row.Code);
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.ParentCode);
    }
}
