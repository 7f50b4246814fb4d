using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Programmes;

/// <summary>帮扶项目: a filter over the one ledger, with a period and targets. A nested one (其中) is part of its parent, never beside it.</summary>
internal sealed class ProgrammeRecord
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public Guid? ParentId { get; init; }

    public required string RegionCode { get; init; }

    public DateOnly PeriodFrom { get; init; }

    public DateOnly PeriodTo { get; init; }

    /// <summary>Until when its published figures reach; sales may be counted later.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Channels that count; none named means all.</summary>
    public string[] Channels { get; init; } = [];

    /// <summary>Set when only buyers of one province count.</summary>
    public string? BuyerProvince { get; init; }

    public bool RecognisedOnly { get; init; }

    /// <summary>Shown first.</summary>
    public bool IsFeatured { get; init; }

    public bool IsDemonstration { get; init; }
}

internal sealed class ProgrammeRecordMapping : IEntityTypeConfiguration<ProgrammeRecord>
{
    public void Configure(EntityTypeBuilder<ProgrammeRecord> builder)
    {
        builder.ToTable("programme");
        builder.Property(programme => programme.Id).ValueGeneratedNever();
    }
}

/// <summary>What a target is set for.</summary>
internal enum TargetCut
{
    Total,

    /// <summary>The channels with a joint target together.</summary>
    JointChannels,

    Channel,

    County,
}

/// <summary>目标任务, with the source's own precision (at least, nearly, exact) and where it stands written.</summary>
internal sealed class Target
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ProgrammeId { get; init; }

    public TargetCut Cut { get; init; }

    public string? Channel { get; init; }

    public required string RegionCode { get; init; }

    public long AmountFen { get; set; }

    public string? Qualifier { get; set; }

    public string? Source { get; set; }

    /// <summary>Whether a source published it; the rest is set here or generated for the demonstration.</summary>
    public bool IsPublished { get; set; }

    public bool IsDemonstration { get; set; }
}

internal sealed class TargetMapping : IEntityTypeConfiguration<Target>
{
    public void Configure(EntityTypeBuilder<Target> builder)
    {
        builder.ToTable("target");
        builder.Property(target => target.Id).ValueGeneratedNever();
    }
}

/// <summary>A published figure beside the ledger: what newspapers and notices said, with its qualifier and source.</summary>
internal sealed class PublishedFigure
{
    public required string Id { get; init; }

    public Guid? ProgrammeId { get; init; }

    public required string Measure { get; init; }

    public required string Cut { get; init; }

    public required string Kind { get; init; }

    public long? AmountFen { get; init; }

    public decimal? Number { get; init; }

    public required string Unit { get; init; }

    public required string Qualifier { get; init; }

    public required string SourceTitle { get; init; }

    public required string SourceTitleEn { get; init; }

    public DateOnly PeriodFrom { get; init; }

    public DateOnly PeriodTo { get; init; }
}

internal sealed class PublishedFigureMapping : IEntityTypeConfiguration<PublishedFigure>
{
    public void Configure(EntityTypeBuilder<PublishedFigure> builder)
    {
        builder.ToTable("figure");
        builder.HasKey(figure => figure.Id);
        builder.Property(figure => figure.Number).HasColumnType("numeric");
    }
}
