using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Claims;

/// <summary>What a paper proves.</summary>
internal enum EvidenceKind
{
    Invoice,
    ShippingList,
    BankReceipt,
    Photo,
    Pledge,
}

internal sealed class ClaimEvidence
{
    public Guid ClaimId { get; init; }

    public Guid FileId { get; init; }

    public EvidenceKind Kind { get; init; }

    public Guid AddedBy { get; init; }

    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class ClaimEvidenceMapping : IEntityTypeConfiguration<ClaimEvidence>
{
    public void Configure(EntityTypeBuilder<ClaimEvidence> builder)
    {
        builder.ToTable("claim_evidence");
        builder.HasKey(evidence => new { evidence.ClaimId, evidence.FileId });
    }
}
