using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Accounts.Organisations;

/// <summary>A body that sells, buys, supervises or runs the platform.</summary>
internal sealed class Organisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public string? NameEn { get; set; }

    public required OrganisationKind Kind { get; init; }

    /// <summary>Digits of the division it is registered in, at least to the county.</summary>
    public required string RegionCode { get; init; }

    /// <summary>统一社会信用代码</summary>
    public string? CreditCode { get; init; }

    /// <summary>主管预算单位</summary>
    public Guid? SupervisingUnitId { get; set; }

    public string? Introduction { get; set; }

    public string? IntroductionEn { get; set; }

    /// <summary>发票抬头: what an invoice to this organisation is made out to.</summary>
    public string? InvoiceTitle { get; set; }

    public string? InvoiceTaxNumber { get; set; }

    public string? InvoiceAddress { get; set; }

    public string? InvoiceBank { get; set; }

    public bool IsDemonstration { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    internal OrganisationCard Card() => new(Id, Name, NameEn, Kind, Kernel.RegionCode.Parse(RegionCode), SupervisingUnitId, IsDemonstration);
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisation");
        builder.Property(organisation => organisation.Id).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(organisation => organisation.SupervisingUnitId).OnDelete(DeleteBehavior.NoAction);
    }
}
