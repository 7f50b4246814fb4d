using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Recognitions;

internal sealed class RecognitionMapping :
    IEntityTypeConfiguration<Recognition>, IEntityTypeConfiguration<RecognitionStep>, IEntityTypeConfiguration<RecognitionEvidence>,
    IEntityTypeConfiguration<Objection>, IEntityTypeConfiguration<RecognitionRule>,
    IEntityTypeConfiguration<RevocationHearing>, IEntityTypeConfiguration<RecognitionSeries>, IEntityTypeConfiguration<RecognitionReminder>
{
    public void Configure(EntityTypeBuilder<Recognition> builder)
    {
        builder.ToTable("recognition");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.RecognitionId);
        builder.HasMany(row => row.Evidence).WithOne().HasForeignKey(evidence => evidence.RecognitionId);
        builder.HasOne<Recognition>().WithMany().HasForeignKey(row => row.RenewsId);
        builder.HasMany(row => row.Hearings).WithOne().HasForeignKey(hearing => hearing.RecognitionId);
        builder.HasMany(row => row.Objections).WithOne().HasForeignKey(objection => objection.RecognitionId);
    }

    public void Configure(EntityTypeBuilder<RecognitionStep> builder)
    {
        builder.ToTable("recognition_step");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<RecognitionEvidence> builder)
    {
        builder.ToTable("recognition_evidence");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Objection> builder)
    {
        builder.ToTable("recognition_objection");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<RevocationHearing> builder)
    {
        builder.ToTable("revocation_hearing");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.IsOpen);
    }

    public void Configure(EntityTypeBuilder<RecognitionReminder> builder)
    {
        builder.ToTable("recognition_reminder");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Recognition>().WithMany().HasForeignKey(row => row.RecognitionId);
    }

    public void Configure(EntityTypeBuilder<RecognitionSeries> builder)
    {
        builder.ToTable("recognition_series");
        builder.HasKey(row => new { row.CountyCode, row.Year });
    }

    public void Configure(EntityTypeBuilder<RecognitionRule> builder)
    {
        builder.ToTable("recognition_rule");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
