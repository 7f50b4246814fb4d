using System.Diagnostics;
using System.Text.Json;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Platform.Messaging;

/// <summary>A fact waiting to be delivered, written by the transaction that made it true.</summary>
internal sealed class OutboxRow
{
    public Guid EventId { get; private set; }

    public string Name { get; private set; } = string.Empty;

    public string Payload { get; private set; } = "{}";

    public DateTimeOffset OccurredAt { get; private set; }

    public string? TraceParent { get; private set; }

    internal static OutboxRow For(IntegrationEvent fact) => new()
    {
        EventId = fact.EventId,
        Name = EventNames.Of(fact.GetType()),
        Payload = JsonSerializer.Serialize(fact, fact.GetType(), EventJson.Options),
        OccurredAt = fact.OccurredAt.ToUniversalTime(),
        TraceParent = Activity.Current?.Id,
    };
}

internal sealed class OutboxRowMapping : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(row => row.EventId);
        builder.Property(row => row.EventId).ValueGeneratedNever();
        builder.Property(row => row.Payload).HasColumnType("jsonb");
    }
}
