using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Campaigns;

/// <summary>活动, such as 渝货进山东: a set of products shown between two dates, curated by an official.</summary>
internal sealed class Campaign
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Name { get; set; } = string.Empty;

    public string? NameEn { get; set; }

    public string? Slogan { get; set; }

    /// <summary>The province or city whose official curates it.</summary>
    public string RegionCode { get; init; } = string.Empty;

    public string? PartnerProvince { get; set; }

    public DateOnly StartsOn { get; set; }

    public DateOnly EndsOn { get; set; }

    public string? BannerPath { get; set; }

    public Guid? BannerFileId { get; set; }

    public bool IsPublic { get; set; }

    /// <summary>In the order they are shown.</summary>
    public Guid[] ProductIds { get; set; } = [];

    public Guid ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>The words of a county hall (专馆). A county without a row has a hall too, without words.</summary>
internal sealed class Hall
{
    public string CountyCode { get; init; } = string.Empty;

    public string Intro { get; set; } = string.Empty;

    public string? IntroEn { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedBy { get; set; }
}

internal sealed class CampaignMapping : IEntityTypeConfiguration<Campaign>, IEntityTypeConfiguration<Hall>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("campaign");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<Hall> builder)
    {
        builder.ToTable("hall");
        builder.HasKey(row => row.CountyCode);
    }
}
