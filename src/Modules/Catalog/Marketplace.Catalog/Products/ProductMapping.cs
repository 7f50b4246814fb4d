using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Products;

internal sealed class ProductMapping :
    IEntityTypeConfiguration<Product>, IEntityTypeConfiguration<Pack>, IEntityTypeConfiguration<PackPrice>, IEntityTypeConfiguration<ProductPicture>,
    IEntityTypeConfiguration<HarvestWindow>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("product");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Origin);
        // Made when it is first asked for, so never read past the property.
        builder.Property(row => row.Code).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
        builder.HasMany(row => row.Packs).WithOne().HasForeignKey(pack => pack.ProductId);
        builder.HasMany(row => row.Pictures).WithOne().HasForeignKey(picture => picture.ProductId);
        builder.HasMany(row => row.HarvestWindows).WithOne().HasForeignKey(window => window.ProductId);
    }

    public void Configure(EntityTypeBuilder<Pack> builder)
    {
        builder.ToTable("pack");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.FenPerKg);
        builder.Property(row => row.Code).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Ignore(row => row.PriceTiers);
        builder.HasMany(row => row.Tiers).WithOne().HasForeignKey(tier => tier.PackId);
    }

    public void Configure(EntityTypeBuilder<PackPrice> builder)
    {
        builder.ToTable("price_tier");
        builder.HasKey(row => new { row.PackId, row.MinQuantity });
    }

    public void Configure(EntityTypeBuilder<ProductPicture> builder)
    {
        builder.ToTable("product_picture");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<HarvestWindow> builder)
    {
        builder.ToTable("harvest_window");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
