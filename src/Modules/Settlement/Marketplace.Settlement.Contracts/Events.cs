using Marketplace.Kernel;

namespace Marketplace.Settlement.Contracts;

/// <summary>How money came.</summary>
public enum PaymentMethod
{
    Card,
    BankTransfer,
}

/// <summary>An order's money is in escrow in full.</summary>
[EventName("settlement.payment-received.v1")]
public sealed record PaymentReceived : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required Guid PaymentId { get; init; }

    public required long AmountFen { get; init; }

    public required PaymentMethod Method { get; init; }
}

/// <summary>Money went back to the buyer.</summary>
[EventName("settlement.refund-issued.v1")]
public sealed record RefundIssued : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required Guid RefundId { get; init; }

    public required long AmountFen { get; init; }

    public required string Reason { get; init; }
}

/// <summary>What of one line's money was released.</summary>
public sealed record ReleasedLine(Guid LineId, long AmountFen);

/// <summary>
/// The order's goods were accepted and its money received: escrow was released to supplier and households. Comes once per order.
/// From here the sale counts.
/// </summary>
[EventName("settlement.escrow-released.v1")]
public sealed record EscrowReleased : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required Guid InspectionId { get; init; }

    /// <summary>Goods released, without freight; equals the sum of the lines.</summary>
    public required long GoodsFen { get; init; }

    public required long FreightFen { get; init; }

    public required IReadOnlyList<ReleasedLine> Lines { get; init; }

    /// <summary>Date in China on which both acceptance and money were there.</summary>
    public required DateOnly ReleasedOn { get; init; }
}

/// <summary>A party's money left for its bank account.</summary>
[EventName("settlement.payout-settled.v1")]
public sealed record PayoutSettled : IntegrationEvent
{
    public required Guid BatchId { get; init; }

    public required Guid PartyId { get; init; }

    public required long AmountFen { get; init; }
}

/// <summary>The buyer compared an order's invoice with what it accepted (验票).</summary>
[EventName("settlement.invoice-verified.v1")]
public sealed record InvoiceVerified : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required Guid InvoiceId { get; init; }

    public required string Number { get; init; }

    /// <summary>Who verified it.</summary>
    public required Guid PersonId { get; init; }
}
