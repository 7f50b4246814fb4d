using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Lots;

/// <summary>召回: a lot that must not be sold or eaten any more, with what its holders should do. Never taken back.</summary>
internal sealed class LotRecall
{
    public Guid LotId { get; init; }

    public string Reason { get; init; } = string.Empty;

    /// <summary>What those who hold the goods should do.</summary>
    public string? Advice { get; init; }

    public Guid RecalledBy { get; init; }

    /// <summary>Whether the county stopped it, rather than the supplier.</summary>
    public bool IsByCounty { get; init; }

    public DateTimeOffset RecalledAt { get; init; }
}

/// <summary>扫码: how often a lot's code was opened on a day. Nothing about who opened it is kept.</summary>
internal sealed class LotScan
{
    public Guid LotId { get; init; }

    public DateOnly Day { get; init; }

    public int Scans { get; init; }
}

/// <summary>From how many scans on one day a lot's labels may have been copied. The latest rule begun by that day counts.</summary>
internal sealed class ScanRule
{
    public DateOnly ValidFrom { get; init; }

    public int ScansPerPack { get; init; }

    /// <summary>No fewer scans than this make a lot suspicious, however small it is.</summary>
    public int LeastScans { get; init; }
}

/// <summary>流向: packs of a lot that left for a place on a day. Whom they went to is not known here.</summary>
internal sealed class LotMove
{
    public Guid LotId { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>Digits of a prefecture or municipality.</summary>
    public string Place { get; init; } = string.Empty;

    public int Packs { get; init; }
}

internal sealed class LotRecallMapping : IEntityTypeConfiguration<LotRecall>, IEntityTypeConfiguration<LotMove>, IEntityTypeConfiguration<LotScan>, IEntityTypeConfiguration<ScanRule>
{
    public void Configure(EntityTypeBuilder<LotRecall> builder)
    {
        builder.ToTable("lot_recall");
        builder.HasKey(row => row.LotId);
        builder.Property(row => row.LotId).ValueGeneratedNever();
        builder.HasOne<Lot>().WithOne().HasForeignKey<LotRecall>(row => row.LotId);
    }

    public void Configure(EntityTypeBuilder<LotScan> builder)
    {
        builder.ToTable("lot_scan");
        builder.HasKey(row => new { row.LotId, row.Day });
        builder.HasOne<Lot>().WithMany().HasForeignKey(row => row.LotId);
    }

    public void Configure(EntityTypeBuilder<LotMove> builder)
    {
        builder.ToTable("lot_move");
        builder.HasKey(row => new { row.LotId, row.Day, row.Place });
        builder.HasOne<Lot>().WithMany().HasForeignKey(row => row.LotId);
    }

    public void Configure(EntityTypeBuilder<ScanRule> builder)
    {
        builder.ToTable("scan_rule");
        builder.HasKey(row => row.ValidFrom);
    }
}
