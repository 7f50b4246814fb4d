using Marketplace.Settlement.Contracts;
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

    public int Attempts { get; internal set; }

    internal static Refund Of(Payment payment, long amountFen, string reason, DateTimeOffset now) => new()
    {
        OrderId = payment.OrderId,
        PaymentId = payment.Id,
        AmountFen = amountFen,
        Reason = reason,
        State = payment.Method == PaymentMethod.Card ? RefundState.Pending : RefundState.AwaitingFinance,
        CreatedAt = now,
        ChangedAt = now,
    };

    internal void Known(string providerId, DateTimeOffset now)
    {
        ProviderId ??= providerId;
        if (State != RefundState.Pending) return;
        State = RefundState.Processing;
        ChangedAt = now;
    }

    /// <summary>The bank's serial number stands for the way it went; it replaces a gateway's that failed.</summary>
    internal void SentByBank(string serial) => ProviderId = serial;

    /// <summary>The gateway will not send it; finance sends it by transfer.</summary>
    internal void Fail(DateTimeOffset now)
    {
        if (State is not (RefundState.Pending or RefundState.Processing)) return;
        State = RefundState.Failed;
        ChangedAt = now;
    }

    /// <returns>Whether it became done now.</returns>
    internal bool Succeed(DateTimeOffset now)
    {
        if (State == RefundState.Succeeded) return false;
        State = RefundState.Succeeded;
        ChangedAt = now;
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
