using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.UnsoldNotices;

/// <summary>滞销上报: so much of a harvest has no buyer and spoils by a day; officials look for one.</summary>
internal sealed class UnsoldNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    public Guid SupplierId { get; init; }

    public required string OriginRegion { get; init; }

    public required string ProductName { get; init; }

    public long MassGrams { get; init; }

    /// <summary>The last day (China) on which it can still be sold.</summary>
    public DateOnly SpoilsBy { get; init; }

    /// <summary>底价: the least per kilogram, in fen.</summary>
    public long? FloorPriceFen { get; init; }

    public string? Note { get; init; }

    public Guid ReportedBy { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; internal set; }

    public string? ClosingNote { get; internal set; }

    public uint Version { get; private set; }
}

/// <summary>撮合: who takes how much of it. Append-only.</summary>
internal sealed class UnsoldMatch
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid NoticeId { get; init; }

    public required string BuyerName { get; init; }

    public long MassGrams { get; init; }

    /// <summary>Fen per kilogram, when it was agreed.</summary>
    public long? PriceFen { get; init; }

    public string? Note { get; init; }

    public Guid MatchedBy { get; init; }

    public DateTimeOffset MatchedAt { get; init; }
}

internal sealed class UnsoldMatchMapping : IEntityTypeConfiguration<UnsoldMatch>
{
    public void Configure(EntityTypeBuilder<UnsoldMatch> builder)
    {
        builder.ToTable("unsold_match");
        builder.Property(match => match.Id).ValueGeneratedNever();
    }
}

internal sealed class UnsoldNoticeMapping : IEntityTypeConfiguration<UnsoldNotice>
{
    public void Configure(EntityTypeBuilder<UnsoldNotice> builder)
    {
        builder.ToTable("unsold_notice");
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.Version).IsRowVersion();
    }
}
