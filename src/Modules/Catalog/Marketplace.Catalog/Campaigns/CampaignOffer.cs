using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Campaigns;

internal enum CampaignOfferState
{
    /// <summary>The supplier consents; the curator has not decided.</summary>
    Applied,

    Approved,

    Refused,

    /// <summary>The supplier took it back; orders placed before keep their price.</summary>
    Withdrawn,
}

/// <summary>报名: what a supplier offers for one pack in a campaign. The supplier's own words are its consent; only its discount ever counts.</summary>
internal sealed class CampaignOffer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid CampaignId { get; init; }

    public Guid PackId { get; init; }

    public Guid ProductId { get; init; }

    public Guid SupplierId { get; init; }

    public CampaignDiscount Discount { get; init; }

    public long Value { get; init; }

    public long FloorFen { get; init; }

    public int? MostPerBuyer { get; init; }

    public DifferencePayer PaidBy { get; private set; }

    public CampaignOfferState State { get; private set; }

    public string? Reason { get; private set; }

    public Guid AppliedBy { get; init; }

    public DateTimeOffset AppliedAt { get; init; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    internal bool Approve(DifferencePayer paidBy, Guid by, DateTimeOffset at)
    {
        if (State != CampaignOfferState.Applied) return false;
        PaidBy = paidBy;
        Decide(CampaignOfferState.Approved, by, at, null);
        return true;
    }

    /// <summary>Refusing what was approved ends it from now on.</summary>
    internal bool Refuse(string reason, Guid by, DateTimeOffset at)
    {
        if (State is not (CampaignOfferState.Applied or CampaignOfferState.Approved)) return false;
        Decide(CampaignOfferState.Refused, by, at, reason);
        return true;
    }

    internal bool Withdraw(Guid by, DateTimeOffset at)
    {
        if (State is not (CampaignOfferState.Applied or CampaignOfferState.Approved)) return false;
        Decide(CampaignOfferState.Withdrawn, by, at, null);
        return true;
    }

    internal CampaignTerms TermsOf(Campaign campaign) =>
        new(campaign.Id, campaign.Name, campaign.StartsOn, campaign.EndsOn, Discount, Value, FloorFen, MostPerBuyer, PaidBy);

    private void Decide(CampaignOfferState state, Guid by, DateTimeOffset at, string? reason) => (State, DecidedBy, DecidedAt, Reason) = (state, by, at, reason);
}

internal sealed class CampaignOfferMapping : IEntityTypeConfiguration<CampaignOffer>
{
    public void Configure(EntityTypeBuilder<CampaignOffer> builder)
    {
        builder.ToTable("campaign_offer");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Campaign>().WithMany().HasForeignKey(row => row.CampaignId);
        builder.HasOne<Pack>().WithMany().HasForeignKey(row => row.PackId);
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
    }
}
