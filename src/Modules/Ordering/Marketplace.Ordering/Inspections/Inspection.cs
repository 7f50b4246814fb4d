using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Inspections;

/// <summary>验收: what the buyer took and what it refused. One per order.</summary>
internal sealed class Inspection
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>Accepted by the passing of the inspection days.</summary>
    public bool IsDeemed { get; init; }

    public DateOnly AcceptedOn { get; init; }

    public long AcceptedFen { get; init; }

    /// <summary>Of rejected packs and of packs never sent.</summary>
    public long RejectedFen { get; init; }

    public List<InspectionLine> Lines { get; init; } = [];
}

internal sealed class InspectionLine
{
    public Guid InspectionId { get; init; }

    public Guid LineId { get; init; }

    public int Accepted { get; init; }

    /// <summary>Packs refused of those that came.</summary>
    public int Rejected { get; init; }

    public string? Reason { get; init; }

    /// <summary>Files showing why.</summary>
    public Guid[] Photos { get; init; } = [];
}

internal sealed class InspectionMapping : IEntityTypeConfiguration<Inspection>
{
    public void Configure(EntityTypeBuilder<Inspection> builder)
    {
        builder.ToTable("inspection");
        builder.Property(inspection => inspection.Id).ValueGeneratedNever();
        builder.HasIndex(inspection => inspection.OrderId).IsUnique();
        builder.HasOne<Order>().WithMany().HasForeignKey(inspection => inspection.OrderId).OnDelete(DeleteBehavior.NoAction);
        builder.HasMany(inspection => inspection.Lines).WithOne().HasForeignKey(line => line.InspectionId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class InspectionLineMapping : IEntityTypeConfiguration<InspectionLine>
{
    public void Configure(EntityTypeBuilder<InspectionLine> builder)
    {
        builder.ToTable("inspection_line");
        builder.HasKey(line => new { line.InspectionId, line.LineId });
        builder.Property(line => line.Reason).HasMaxLength(500);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(line => line.LineId).OnDelete(DeleteBehavior.NoAction);
    }
}
