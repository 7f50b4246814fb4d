using Marketplace.Kernel;

namespace Marketplace.Ordering.Contracts;

/// <summary>When the buyer pays.</summary>
public enum PaymentMode
{
    /// <summary>先款后货: pay first.</summary>
    Prepay,

    /// <summary>先货后款: ship first, pay within the agreed days after acceptance.</summary>
    Postpay,
}

/// <summary>One line of a contracted order.</summary>
/// <param name="AmountFen">Unit price times quantity, without freight.</param>
public sealed record ContractedLine(
    Guid LineId, Guid ProductId, Guid PackId, int Quantity, long UnitPriceFen, long AmountFen, long MassGrams);

/// <summary>Both sides are bound (签约): the price, the freight and the payment mode are fixed.</summary>
[EventName("ordering.order-contracted.v1")]
public sealed record OrderContracted : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    /// <summary>PO-2026-000123</summary>
    public required string Number { get; init; }

    public required Guid BuyerId { get; init; }

    /// <summary>The organisation whose budget (预算单位) the order is booked to.</summary>
    public required Guid BudgetUnitId { get; init; }

    public required Guid SupplierId { get; init; }

    public required PaymentMode PaymentMode { get; init; }

    public required long GoodsFen { get; init; }

    public required long FreightFen { get; init; }

    /// <summary>Days the buyer has to pay: from contract when prepaying, from acceptance when postpaying.</summary>
    public required int PaymentDays { get; init; }

    public required IReadOnlyList<ContractedLine> Lines { get; init; }
}

/// <summary>The order ended before goods were accepted; money received goes back.</summary>
[EventName("ordering.order-cancelled.v1")]
public sealed record OrderCancelled : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether <see cref="OrderContracted"/> was told before; then money may have come.</summary>
    public bool HadContract { get; init; }
}

/// <summary>What of one line was accepted and rejected.</summary>
public sealed record InspectedLine(Guid LineId, int AcceptedQuantity, int RejectedQuantity, long AcceptedFen, long RejectedFen);

/// <summary>
/// The buyer inspected the whole order (验收), or its time ran out and it counts as accepted. Comes once per order.
/// </summary>
[EventName("ordering.delivery-accepted.v1")]
public sealed record DeliveryAccepted : IntegrationEvent
{
    public required Guid OrderId { get; init; }

    public required Guid InspectionId { get; init; }

    /// <summary>Date of acceptance in China; recognition and counting are tested on it.</summary>
    public required DateOnly AcceptedOn { get; init; }

    /// <summary>Accepted by the passing of the inspection days.</summary>
    public required bool IsDeemed { get; init; }

    public required IReadOnlyList<InspectedLine> Lines { get; init; }

    public required long AcceptedFen { get; init; }

    public required long RejectedFen { get; init; }

    /// <summary>Freight owed: all of it, or nothing when every pack was rejected.</summary>
    public required long FreightFen { get; init; }
}

/// <summary>How many packs can be ordered now; Catalog shows and filters by it.</summary>
[EventName("ordering.stock-changed.v1")]
public sealed record StockChanged : IntegrationEvent
{
    public required Guid PackId { get; init; }

    public required Guid ProductId { get; init; }

    public required int Available { get; init; }

    /// <summary>Packs accepted by buyers so far, for sorting by sales.</summary>
    public required int Sold { get; init; }

    /// <summary>Grows with each change of the pack; an older fact that arrives late is dropped.</summary>
    public required long Version { get; init; }
}

/// <summary>Packs of a lot left for a buyer. Tells the prefecture only, so that no buyer can be guessed from a lot's public page.</summary>
[EventName("ordering.lot-shipped.v1")]
public sealed record LotShipped : IntegrationEvent
{
    public required Guid LotId { get; init; }

    public required int Packs { get; init; }

    public required DateOnly ShippedOn { get; init; }

    /// <summary>Digits of the prefecture or municipality the packs go to.</summary>
    public required string Destination { get; init; }
}
