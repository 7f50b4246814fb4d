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

    /// <summary>
    /// As the steps followed each other. Of steps taken in the same moment each begins in the state that the one before it
    /// reached; their ids, made within one millisecond, cannot tell.
    /// </summary>
    public static IReadOnlyList<OrderHistoryEntry> InOrder(IEnumerable<OrderHistoryEntry> entries)
    {
        var left = entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToList();
        var ordered = new List<OrderHistoryEntry>(left.Count);
        OrderState? state = null;
        while (left.Count > 0)
        {
            var moment = left.TakeWhile(entry => entry.At == left[0].At).ToList();

            // A step that leaves the state as it is comes before the one that leaves the state.
            var next = moment.Where(entry => entry.FromState == state).OrderByDescending(entry => entry.ToState == state).FirstOrDefault() ?? moment[0];
            ordered.Add(next);
            left.Remove(next);
            state = next.ToState;
        }

        return ordered;
    }
}
