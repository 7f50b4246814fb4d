using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Lots;

/// <summary>长势: what the producer tells of a lot while it grows. Only ever added.</summary>
internal sealed class GrowthNote
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid LotId { get; init; }

    public DateOnly NotedOn { get; init; }

    public string Words { get; init; } = string.Empty;

    public IReadOnlyList<Guid> Photos { get; init; } = [];

    public DateTimeOffset WrittenAt { get; init; }

    public Guid WrittenBy { get; init; }
}

internal sealed class GrowthNoteMapping : IEntityTypeConfiguration<GrowthNote>
{
    public void Configure(EntityTypeBuilder<GrowthNote> builder)
    {
        builder.ToTable("growth_note");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Lot>().WithMany().HasForeignKey(row => row.LotId);
    }
}
