using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Payments;

/// <summary>支付状态. Only the moves in <see cref="PaymentTransitions"/> exist.</summary>
internal enum PaymentState
{
    /// <summary>Wished by the buyer; the gateway has not been told.</summary>
    Created,

    /// <summary>The gateway knows it and waits for the payer.</summary>
    Processing,

    Succeeded,

    Failed,

    Cancelled,
}

internal static class PaymentTransitions
{
    internal static readonly IReadOnlySet<(PaymentState From, PaymentState To)> Allowed = new HashSet<(PaymentState, PaymentState)>
    {
        (PaymentState.Created, PaymentState.Processing),
        (PaymentState.Created, PaymentState.Succeeded),
        (PaymentState.Created, PaymentState.Failed),
        (PaymentState.Created, PaymentState.Cancelled),
        (PaymentState.Processing, PaymentState.Succeeded),
        (PaymentState.Processing, PaymentState.Failed),
        (PaymentState.Processing, PaymentState.Cancelled),
        // A card that failed once may succeed at the second try of the same intent; webhooks come in any order.
        (PaymentState.Failed, PaymentState.Succeeded),
        (PaymentState.Failed, PaymentState.Processing),
        // Given up here while the payer's money was already on its way: it is booked, and what is too much goes back.
        (PaymentState.Cancelled, PaymentState.Succeeded),
    };
}

/// <summary>One wish to pay an order, by card or by transfer.</summary>
internal sealed class Payment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrderId { get; init; }

    public PaymentMethod Method { get; init; }

    public long AmountFen { get; init; }

    public PaymentState State { get; private set; }

    /// <summary>Which gateway was told: <c>stripe</c> or <c>simulator</c>; a payment stays with it.</summary>
    public string? Gateway { get; init; }

    public string? ProviderId { get; private set; }

    public string? ClientSecret { get; private set; }

    public string? Failure { get; private set; }

    public Guid CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>How often the gateway was told or asked since the last answer.</summary>
    public int Attempts { get; private set; }

    /// <summary>When the gateway is told or asked next; nothing when there is nothing to ask.</summary>
    public DateTimeOffset? NextAskAt { get; private set; }

    /// <summary>The gateway did not answer often enough: a person decides when it is asked again.</summary>
    public DateTimeOffset? ParkedAt { get; private set; }

    public string? LastError { get; private set; }

    internal static Payment Card(Guid orderId, long amountFen, string gateway, Guid createdBy, DateTimeOffset now) => new()
    {
        OrderId = orderId,
        Method = PaymentMethod.Card,
        AmountFen = amountFen,
        State = PaymentState.Created,
        Gateway = gateway,
        CreatedBy = createdBy,
        CreatedAt = now,
        ChangedAt = now,
        NextAskAt = now,
    };

    /// <summary>A transfer that finance matched is money that is there already.</summary>
    internal static Payment Transfer(Guid orderId, long amountFen, Guid matchedBy, DateTimeOffset now) => new()
    {
        OrderId = orderId,
        Method = PaymentMethod.BankTransfer,
        AmountFen = amountFen,
        State = PaymentState.Succeeded,
        CreatedBy = matchedBy,
        CreatedAt = now,
        ChangedAt = now,
    };

    internal void Known(string providerId, string? clientSecret, DateTimeOffset now)
    {
        ProviderId ??= providerId;
        ClientSecret ??= clientSecret;
        MoveTo(PaymentState.Processing, now);
    }

    /// <returns>Whether the state changed: a repeated or late report changes nothing.</returns>
    internal bool MoveTo(PaymentState next, DateTimeOffset now, string? failure = null)
    {
        if (!PaymentTransitions.Allowed.Contains((State, next))) return false;
        State = next;
        Failure = failure;
        ChangedAt = now;
        (Attempts, ParkedAt, LastError) = (0, null, null);
        NextAskAt = Instructions.IsOpen(next) ? now + Instructions.FirstQuestion : null;
        return true;
    }
}

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payment");
        builder.Property(payment => payment.Id).ValueGeneratedNever();
    }
}
