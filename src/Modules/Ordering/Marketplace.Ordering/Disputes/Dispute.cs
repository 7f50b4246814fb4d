using Marketplace.Ordering.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Disputes;

/// <summary>Whom the operator's decision favours.</summary>
internal enum DisputeOutcome
{
    /// <summary>The order goes on as if nothing had been said.</summary>
    ForSupplier,

    /// <summary>Nothing shipped: the order ends and the money goes back. Shipped: the buyer has its inspection days again and may reject.</summary>
    ForBuyer,

    /// <summary>The buyer took its objection back.</summary>
    Withdrawn,
}

/// <summary>争议: the buyer objects, the supplier answers, the operator decides. While it is open no order counts as accepted by itself.</summary>
internal sealed class Dispute
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public Guid OpenedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>Files.</summary>
    public Guid[] Evidence { get; init; } = [];

    public string? Answer { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public Guid? AnsweredBy { get; set; }

    public DisputeOutcome? Outcome { get; set; }

    public string? Decision { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public Guid? DecidedBy { get; set; }
}

/// <summary>What one of the sides said while a dispute was open. Never changed.</summary>
internal sealed class DisputeMessage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid DisputeId { get; init; }

    public DateTimeOffset At { get; init; }

    public ActorKind ActorKind { get; init; }

    public Guid PersonId { get; init; }

    public required string Text { get; init; }

    public Guid[] Files { get; init; } = [];
}

internal sealed class DisputeMessageMapping : IEntityTypeConfiguration<DisputeMessage>
{
    public void Configure(EntityTypeBuilder<DisputeMessage> builder)
    {
        builder.ToTable("dispute_message");
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Text).HasMaxLength(500);
        builder.HasOne<Dispute>().WithMany().HasForeignKey(message => message.DisputeId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class DisputeMapping : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("dispute");
        builder.Property(dispute => dispute.Id).ValueGeneratedNever();
        builder.Property(dispute => dispute.Reason).HasMaxLength(500);
        builder.Property(dispute => dispute.Answer).HasMaxLength(500);
        builder.Property(dispute => dispute.Decision).HasMaxLength(500);
        builder.HasIndex(dispute => dispute.OrderId).IsUnique().HasFilter("decided_at IS NULL").HasDatabaseName("dispute_open");
        builder.HasOne<Order>().WithMany().HasForeignKey(dispute => dispute.OrderId).OnDelete(DeleteBehavior.NoAction);
    }
}

/// <summary>评价: after completion, once.</summary>
internal sealed class OrderRating
{
    public Guid OrderId { get; init; }

    public int Stars { get; init; }

    public string? Comment { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class OrderRatingMapping : IEntityTypeConfiguration<OrderRating>
{
    public void Configure(EntityTypeBuilder<OrderRating> builder)
    {
        builder.ToTable("order_rating");
        builder.HasKey(rating => rating.OrderId);
        builder.Property(rating => rating.OrderId).ValueGeneratedNever();
        builder.Property(rating => rating.Comment).HasMaxLength(500);
        builder.HasOne<Order>().WithMany().HasForeignKey(rating => rating.OrderId).OnDelete(DeleteBehavior.NoAction);
    }
}
