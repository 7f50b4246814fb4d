using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.ReservedShares;

/// <summary>预留份额: the part of a year's food purchases that a unit has reserved for produce of formerly poor areas.</summary>
internal sealed class ReservedShare
{
    public Guid UnitId { get; init; }

    public int Year { get; init; }

    /// <summary>食堂食材采购总额 of the year, fen.</summary>
    public long BaseFen { get; init; }

    /// <summary>预留比例 in 1/10,000.</summary>
    public int RateBasisPoints { get; init; }

    public Guid SetBy { get; init; }

    public DateTimeOffset SetAt { get; init; }

    public long TargetFen => (long)((decimal)BaseFen * RateBasisPoints / 10_000);
}

internal sealed class ReservedShareMapping : IEntityTypeConfiguration<ReservedShare>
{
    public void Configure(EntityTypeBuilder<ReservedShare> builder)
    {
        builder.ToTable("reserved_share");
        builder.HasKey(share => new { share.UnitId, share.Year });
        builder.Ignore(share => share.TargetFen);
    }
}
