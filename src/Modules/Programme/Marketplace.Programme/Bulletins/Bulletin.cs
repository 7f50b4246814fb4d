using Marketplace.Programme.Dashboard;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Bulletins;

internal enum BulletinState
{
    /// <summary>The figures are frozen; a second person has not signed yet.</summary>
    Drafted,

    /// <summary>已发布: never changes; corrections go into the next issue.</summary>
    Published,
}

/// <summary>通报: a month's figures as they stood when it was drafted, with the hash of that snapshot and the journal's head.</summary>
internal sealed class Bulletin
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>渝乡振通报〔2020〕8号</summary>
    public required string Number { get; init; }

    public Guid ProgrammeId { get; init; }

    public required string RegionCode { get; init; }

    /// <summary>The first day of the month up to whose end it counts.</summary>
    public DateOnly Month { get; init; }

    public BulletinState State { get; internal set; }

    /// <summary>JSON of <see cref="BulletinSnapshot"/>, kept as the very text that <see cref="Hash"/> was taken of.</summary>
    public required string Snapshot { get; init; }

    public required string Hash { get; init; }

    public Guid DraftedBy { get; init; }

    public DateTimeOffset DraftedAt { get; init; }

    public Guid? SignedBy { get; internal set; }

    public DateTimeOffset? SignedAt { get; internal set; }

    public uint Version { get; private set; }
}

internal sealed class BulletinMapping : IEntityTypeConfiguration<Bulletin>
{
    public void Configure(EntityTypeBuilder<Bulletin> builder)
    {
        builder.ToTable("bulletin");
        builder.Property(bulletin => bulletin.Id).ValueGeneratedNever();
        builder.Property(bulletin => bulletin.Version).IsRowVersion();
    }
}

/// <summary>What a bulletin says.</summary>
/// <param name="LedgerEntry">The journal's last entry when it was drafted, with its hash: money and figures can be held against it later.</param>
internal sealed record BulletinSnapshot(string Number, DashboardView Figures, DateTimeOffset DraftedAt, long? LedgerEntry, string? LedgerHash);
