using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Refunds;

/// <summary>退款状态: told to the gateway (or to finance, for transfers), then done.</summary>
internal enum RefundState
{
    /// <summary>Owed; the gateway has not been told.</summary>
    Pending,

    /// <summary>The gateway knows it.</summary>
    Processing,

    /// <summary>Money that came by transfer goes back by transfer: finance sends it.</summary>
    AwaitingFinance,

    Succeeded,

    /// <summary>The gateway refused; finance decides.</summary>
    Failed,
}

internal static class RefundTransitions
{
    internal static readonly IReadOnlySet<(RefundState From, RefundState To)> Allowed = new HashSet<(RefundState, RefundState)>
    {
        (RefundState.Pending, RefundState.Processing),
        (RefundState.Pending, RefundState.Succeeded),
        (RefundState.Pending, RefundState.Failed),
        (RefundState.Processing, RefundState.Succeeded),
        (RefundState.Processing, RefundState.Failed),
        (RefundState.AwaitingFinance, RefundState.Succeeded),
        // What the gateway would not send, finance sends by transfer.
        (RefundState.Failed, RefundState.Succeeded),
    };
}

/// <summary>Money on its way back to a buyer, the way it came.</summary>
internal sealed class Refund
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public Guid PaymentId { get; init; }

    public long AmountFen { get; init; }

    /// <summary><c>rejected</c>, <c>cancelled</c> or <c>overpaid</c>.</summary>
    public required string Reason { get; init; }

    public RefundState State { get; private set; }

    public string? ProviderId { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How often the gateway was told or asked since the last answer.</summary>
    public int Attempts { get; private set; }

    /// <summary>When the gateway is told or asked next; nothing when there is nothing to ask.</summary>
    public DateTimeOffset? NextAskAt { get; private set; }

    /// <summary>The gateway did not answer often enough: a person decides when it is asked again.</summary>
    public DateTimeOffset? ParkedAt { get; private set; }

    public string? LastError { get; private set; }

    internal static Refund Of(Payment payment, long amountFen, string reason, DateTimeOffset now) => new()
    {
        OrderId = payment.OrderId,
        PaymentId = payment.Id,
        AmountFen = amountFen,
        Reason = reason,
        State = payment.Method == PaymentMethod.Card ? RefundState.Pending : RefundState.AwaitingFinance,
        CreatedAt = now,
        ChangedAt = now,
        NextAskAt = payment.Method == PaymentMethod.Card ? now : null,
    };

    internal void Known(string providerId, DateTimeOffset now)
    {
        ProviderId ??= providerId;
        MoveTo(RefundState.Processing, now);
    }

    /// <summary>The bank's serial number stands for the way it went; it replaces a gateway's that failed.</summary>
    internal void SentByBank(string serial) => ProviderId = serial;

    /// <returns>Whether the state changed: a repeated or late report changes nothing.</returns>
    internal bool MoveTo(RefundState next, DateTimeOffset now, string? why = null)
    {
        if (!RefundTransitions.Allowed.Contains((State, next))) return false;
        State = next;
        ChangedAt = now;
        (Attempts, ParkedAt, LastError) = (0, null, why);
        NextAskAt = next == RefundState.Processing ? now + Instructions.FirstQuestion : null;
        return true;
    }
}

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refund");
        builder.Property(refund => refund.Id).ValueGeneratedNever();
    }
}
