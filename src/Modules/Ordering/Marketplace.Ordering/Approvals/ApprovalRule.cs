using Marketplace.Accounts.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Approvals;

/// <summary>审批规则: which of an organisation's orders need its approver.</summary>
internal sealed class ApprovalRule
{
    public Guid OrganisationId { get; init; }

    public bool IsNeeded { get; set; }

    /// <summary>Orders of more than this need approval; zero means all.</summary>
    public long AboveFen { get; set; }

    public Guid SetBy { get; set; }

    public DateTimeOffset SetAt { get; set; }

    public bool Demands(long totalFen) => IsNeeded && totalFen > AboveFen;

    /// <summary>What holds until an organisation sets its own rule: public bodies always approve, others never.</summary>
    public static ApprovalRule UsualFor(OrganisationCard buyer) => new()
    {
        OrganisationId = buyer.Id,
        IsNeeded = buyer.Kind is OrganisationKind.GovernmentUnit or OrganisationKind.CentralUnit,
    };
}

internal sealed class ApprovalRuleMapping : IEntityTypeConfiguration<ApprovalRule>
{
    public void Configure(EntityTypeBuilder<ApprovalRule> builder)
    {
        builder.ToTable("approval_rule");
        builder.HasKey(rule => rule.OrganisationId);
        builder.Property(rule => rule.OrganisationId).ValueGeneratedNever();
    }
}
