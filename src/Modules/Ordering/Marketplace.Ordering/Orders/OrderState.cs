namespace Marketplace.Ordering.Orders;

/// <summary>Where an order stands. Part of a shipment on its way is <see cref="Shipped"/> too; the lines tell how much.</summary>
internal enum OrderState
{
    /// <summary>草稿: an awarded demand the buyer has not submitted yet.</summary>
    Draft,

    /// <summary>待审批</summary>
    PendingApproval,

    /// <summary>已提交: waits for the supplier.</summary>
    Submitted,

    /// <summary>已签约: price and freight are fixed.</summary>
    ContractSigned,

    /// <summary>待付款, prepaid orders only.</summary>
    AwaitingPayment,

    /// <summary>已付款: in escrow. Prepaid orders ship from here; postpaid ones wait here for the release.</summary>
    Paid,

    /// <summary>已发货, in full or in part.</summary>
    Shipped,

    /// <summary>已送达</summary>
    Delivered,

    /// <summary>验收中</summary>
    Inspecting,

    /// <summary>已验收</summary>
    Accepted,

    /// <summary>部分验收</summary>
    PartlyAccepted,

    /// <summary>已拒收: every pack.</summary>
    Rejected,

    /// <summary>已验票</summary>
    InvoiceVerified,

    /// <summary>待付货款, postpaid orders only.</summary>
    PaymentDue,

    /// <summary>已完成: the money was released to the supplier and the households.</summary>
    Completed,

    /// <summary>已评价</summary>
    Rated,

    Cancelled,

    /// <summary>已过期: a due date passed.</summary>
    Expired,

    /// <summary>已退货</summary>
    Returned,

    /// <summary>已换货</summary>
    Replaced,

    /// <summary>已退款</summary>
    Refunded,

    /// <summary>已关闭</summary>
    Closed,
}

/// <summary>What can be done to an order.</summary>
internal enum OrderAct
{
    RequestApproval,
    Submit,
    Approve,
    Decline,
    Confirm,
    Refuse,
    AskPayment,
    ExtendPayment,
    ReceivePayment,
    Ship,
    MarkDelivered,
    BeginInspection,
    Accept,
    AcceptPartly,
    Reject,
    DeemAccepted,
    VerifyInvoice,
    DemandPayment,
    Release,
    Rate,
    Cancel,
    Overrule,
    Expire,
    ReturnGoods,
    ReplaceGoods,
    Refund,
    Close,
}

/// <summary>In which capacity someone acts on an order.</summary>
internal enum ActorKind
{
    Buyer,
    Approver,
    BuyerFinance,
    Supplier,
    Operator,

    /// <summary>The product itself: a due date passed, a fact arrived from another module.</summary>
    System,
}

/// <summary>One allowed step.</summary>
internal sealed record Transition(OrderState From, OrderAct Act, OrderState To, params IReadOnlyList<ActorKind> By);

/// <summary>All steps there are. What is not here is refused.</summary>
internal static class OrderTransitions
{
    public static readonly IReadOnlyList<Transition> All =
    [
        new(OrderState.Draft, OrderAct.RequestApproval, OrderState.PendingApproval, ActorKind.Buyer),
        new(OrderState.Draft, OrderAct.Submit, OrderState.Submitted, ActorKind.Buyer),
        new(OrderState.Draft, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),

        new(OrderState.PendingApproval, OrderAct.Approve, OrderState.Submitted, ActorKind.Approver),
        new(OrderState.PendingApproval, OrderAct.Decline, OrderState.Cancelled, ActorKind.Approver),
        new(OrderState.PendingApproval, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),
        new(OrderState.PendingApproval, OrderAct.Expire, OrderState.Expired, ActorKind.System),

        new(OrderState.Submitted, OrderAct.Confirm, OrderState.ContractSigned, ActorKind.Supplier),
        new(OrderState.Submitted, OrderAct.Refuse, OrderState.Cancelled, ActorKind.Supplier),
        new(OrderState.Submitted, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),
        new(OrderState.Submitted, OrderAct.Expire, OrderState.Expired, ActorKind.System),

        new(OrderState.ContractSigned, OrderAct.AskPayment, OrderState.AwaitingPayment, ActorKind.System),
        new(OrderState.ContractSigned, OrderAct.Ship, OrderState.Shipped, ActorKind.Supplier),
        new(OrderState.ContractSigned, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),
        new(OrderState.ContractSigned, OrderAct.Expire, OrderState.Expired, ActorKind.System),

        new(OrderState.AwaitingPayment, OrderAct.ReceivePayment, OrderState.Paid, ActorKind.System),
        new(OrderState.AwaitingPayment, OrderAct.ExtendPayment, OrderState.AwaitingPayment, ActorKind.Supplier),
        new(OrderState.AwaitingPayment, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),
        new(OrderState.AwaitingPayment, OrderAct.Expire, OrderState.Expired, ActorKind.System),

        new(OrderState.Paid, OrderAct.Ship, OrderState.Shipped, ActorKind.Supplier),
        new(OrderState.Paid, OrderAct.Cancel, OrderState.Cancelled, ActorKind.Buyer),
        new(OrderState.Paid, OrderAct.Overrule, OrderState.Cancelled, ActorKind.Operator),
        new(OrderState.Paid, OrderAct.Release, OrderState.Completed, ActorKind.System),

        new(OrderState.Shipped, OrderAct.Ship, OrderState.Shipped, ActorKind.Supplier),
        new(OrderState.Shipped, OrderAct.MarkDelivered, OrderState.Delivered, ActorKind.Buyer, ActorKind.Supplier),
        new(OrderState.Delivered, OrderAct.BeginInspection, OrderState.Inspecting, ActorKind.Buyer, ActorKind.System),

        new(OrderState.Inspecting, OrderAct.Accept, OrderState.Accepted, ActorKind.Buyer),
        new(OrderState.Inspecting, OrderAct.AcceptPartly, OrderState.PartlyAccepted, ActorKind.Buyer),
        new(OrderState.Inspecting, OrderAct.Reject, OrderState.Rejected, ActorKind.Buyer),
        new(OrderState.Inspecting, OrderAct.DeemAccepted, OrderState.Accepted, ActorKind.System),

        new(OrderState.Accepted, OrderAct.VerifyInvoice, OrderState.InvoiceVerified, ActorKind.Buyer, ActorKind.BuyerFinance),
        new(OrderState.Accepted, OrderAct.DemandPayment, OrderState.PaymentDue, ActorKind.System),
        new(OrderState.Accepted, OrderAct.Release, OrderState.Completed, ActorKind.System),
        new(OrderState.PartlyAccepted, OrderAct.VerifyInvoice, OrderState.InvoiceVerified, ActorKind.Buyer, ActorKind.BuyerFinance),
        new(OrderState.PartlyAccepted, OrderAct.DemandPayment, OrderState.PaymentDue, ActorKind.System),
        new(OrderState.PartlyAccepted, OrderAct.Release, OrderState.Completed, ActorKind.System),
        new(OrderState.InvoiceVerified, OrderAct.DemandPayment, OrderState.PaymentDue, ActorKind.System),
        new(OrderState.InvoiceVerified, OrderAct.Release, OrderState.Completed, ActorKind.System),
        new(OrderState.PaymentDue, OrderAct.VerifyInvoice, OrderState.PaymentDue, ActorKind.Buyer, ActorKind.BuyerFinance),
        new(OrderState.PaymentDue, OrderAct.ReceivePayment, OrderState.Paid, ActorKind.System),
        new(OrderState.PaymentDue, OrderAct.Release, OrderState.Completed, ActorKind.System),
        new(OrderState.Completed, OrderAct.Rate, OrderState.Rated, ActorKind.Buyer),

        new(OrderState.Rejected, OrderAct.ReturnGoods, OrderState.Returned, ActorKind.Supplier),
        new(OrderState.Rejected, OrderAct.ReplaceGoods, OrderState.Replaced, ActorKind.Supplier),
        new(OrderState.Rejected, OrderAct.Refund, OrderState.Refunded, ActorKind.System),
        new(OrderState.Returned, OrderAct.Refund, OrderState.Refunded, ActorKind.System),
        new(OrderState.Returned, OrderAct.Close, OrderState.Closed, ActorKind.Buyer, ActorKind.Operator),
        new(OrderState.Replaced, OrderAct.Close, OrderState.Closed, ActorKind.Buyer, ActorKind.Operator),
        new(OrderState.Refunded, OrderAct.Close, OrderState.Closed, ActorKind.Buyer, ActorKind.Operator),
    ];

    private static readonly Dictionary<(OrderState, OrderAct), Transition> ByStep = All.ToDictionary(step => (step.From, step.Act));

    /// <returns>The step, or nothing when the act is not possible in that state.</returns>
    public static Transition? Find(OrderState from, OrderAct act) => ByStep.GetValueOrDefault((from, act));

    /// <summary>States nothing leads out of.</summary>
    public static bool IsFinal(OrderState state) => All.All(step => step.From != state);
}
