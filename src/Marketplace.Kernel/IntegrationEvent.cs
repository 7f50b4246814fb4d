namespace Marketplace.Kernel;

/// <summary>
/// A fact one module tells the others: past tense, ids and figures only, versioned by its <see cref="EventNameAttribute"/>.
/// Delivery is at least once and unordered; a published version changes only by addition.
/// </summary>
public abstract record IntegrationEvent
{
    /// <summary>The fact's own id; consumers claim it once.</summary>
    public Guid EventId { get; init; } = Guid.CreateVersion7();

    /// <summary>When the fact happened (UTC).</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The name a fact travels under, with its version: <c>ordering.delivery-accepted.v1</c>. Never the CLR type's name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
