using Marketplace.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Lots;

/// <summary>批次: so many packs of one harvest. Its stock lives in Ordering.</summary>
internal sealed class Lot
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProductId { get; init; }

    public Guid PackId { get; init; }

    /// <summary>Packs the lot was opened with; of a lot sold before its harvest, the packs that came of it.</summary>
    public int Quantity { get; set; }

    /// <summary>While <see cref="IsExpected"/>, the day on which the harvest is expected.</summary>
    public DateOnly HarvestedOn { get; set; }

    public DateOnly? BestBefore { get; set; }

    /// <summary>待采收: sold before its harvest, which is not recorded yet.</summary>
    public bool IsExpected { get; set; }

    /// <summary>承诺发货日: until when a lot sold before its harvest leaves, at the latest. Other lots have none.</summary>
    public DateOnly? ShipBy { get; init; }

    /// <summary>The harvest's day as it was promised.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Packs as they were promised.</summary>
    public int? ExpectedQuantity { get; init; }

    /// <summary>认领约定: what subscribers of a base get for one pack, such as a tree of their own; nothing when it is a plain pre-sale.</summary>
    public string? AdoptionTerms { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public Guid OpenedBy { get; init; }

    /// <summary>等级, from the list of its kind of produce.</summary>
    public string? GradeCode { get; set; }

    /// <summary>地块: how the producer calls the field or shed.</summary>
    public string? Plot { get; set; }

    /// <summary>The village it grew in, when the product's origin is wider.</summary>
    public string? PlaceCode { get; set; }

    public bool IsColdChain { get; set; }

    /// <summary>承诺达标合格证: the producer's pledge of quality.</summary>
    public string? CertificateNumber { get; set; }

    public DateOnly? CertificateOn { get; set; }

    public Guid? CertificateFileId { get; set; }

    public List<LotTest> Tests { get; } = [];

    /// <summary>What its labels carry.</summary>
    public string TraceCode { get; init; } = Lots.TraceCode.New();
}

/// <summary>检测报告 of a lot. Only ever added.</summary>
internal sealed class LotTest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid LotId { get; init; }

    public DateOnly TestedOn { get; init; }

    public string Laboratory { get; init; } = string.Empty;

    public bool IsPassed { get; init; }

    /// <summary>What was found: 农残未检出.</summary>
    public string Result { get; init; } = string.Empty;

    public Guid? FileId { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public Guid AddedBy { get; init; }
}

internal sealed class LotMapping : IEntityTypeConfiguration<Lot>, IEntityTypeConfiguration<LotTest>
{
    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.ToTable("lot");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.TraceCode).IsUnique();
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Pack>().WithMany().HasForeignKey(row => row.PackId);
        builder.HasMany(row => row.Tests).WithOne().HasForeignKey(test => test.LotId);
    }

    public void Configure(EntityTypeBuilder<LotTest> builder)
    {
        builder.ToTable("lot_test");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
