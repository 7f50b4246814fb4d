namespace Marketplace.Ordering.Orders;

/// <summary>One step of an order: who, when, why. Never changed.</summary>
internal sealed class OrderHistoryEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid PersonId { get; init; }

    public ActorKind ActorKind { get; init; }

    public required string Act { get; init; }

    public OrderState? FromState { get; init; }

    public OrderState ToState { get; init; }

    public string? Reason { get; init; }
}
