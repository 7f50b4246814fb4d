using Marketplace.Kernel;

namespace Marketplace.Ordering.Orders;

/// <summary>Whose move it is: who, what, and until when. The one place that knows.</summary>
internal sealed record NextMove(ActorKind By, string Act, DateTimeOffset? DueAt)
{
    /// <summary>The next move in an order, or nothing when nobody has to do anything.</summary>
    public static NextMove? Of(Order order, DateTimeOffset? due) => order.State switch
    {
        OrderState.Draft => new(ActorKind.Buyer, "submit", null),
        OrderState.PendingApproval => new(ActorKind.Approver, "approve", due),
        OrderState.Submitted => new(ActorKind.Supplier, "confirm", due),
        OrderState.ContractSigned => new(ActorKind.Supplier, "ship", due),
        OrderState.AwaitingPayment or OrderState.PaymentDue => new(ActorKind.BuyerFinance, "pay", due),
        OrderState.Paid when order.AcceptedOn is null => new(ActorKind.Supplier, "ship", due ?? PromiseOf(order)),
        OrderState.Shipped when order.IsShippingDone => new(ActorKind.Buyer, "confirm-arrival", due),
        OrderState.Shipped => new(ActorKind.Supplier, "ship-rest", due),
        OrderState.Delivered or OrderState.Inspecting => new(ActorKind.Buyer, "inspect", due),
        OrderState.Paid or OrderState.InvoiceVerified => new(ActorKind.System, "release", null),
        OrderState.Accepted or OrderState.PartlyAccepted => new(ActorKind.System, "release", null),
        OrderState.Rejected or OrderState.Returned when order.PaidAt is not null => new(ActorKind.System, "refund", null),
        OrderState.Rejected => new(ActorKind.Supplier, "take-back", due),
        OrderState.Returned or OrderState.Replaced or OrderState.Refunded => new(ActorKind.Buyer, "close", null),
        _ => null,
    };

    private static DateTimeOffset? PromiseOf(Order order) => order.ShipBy is { } day ? ChinaTime.StartOf(day.AddDays(1)).ToUniversalTime() : null;

    /// <summary>The move while a dispute is open: the supplier answers, then the operator decides.</summary>
    public static NextMove OfDispute(bool isAnswered) =>
        isAnswered ? new(ActorKind.Operator, "decide-dispute", null) : new(ActorKind.Supplier, "answer-dispute", null);
}
