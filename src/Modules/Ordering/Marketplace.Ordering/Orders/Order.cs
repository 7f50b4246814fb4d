using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Http;

namespace Marketplace.Ordering.Orders;

/// <summary>Who acts on an order, in which capacity, when and why.</summary>
internal sealed record ActBy(ActorKind Kind, Guid PersonId, DateTimeOffset At, string? Reason = null)
{
    public static ActBy System(DateTimeOffset at, string? reason = null) => new(ActorKind.System, Guid.Empty, at, reason);
}

/// <summary>订单: what one buyer orders of one supplier. State changes only through <see cref="Do"/>.</summary>
internal sealed partial class Order
{
    private readonly List<OrderLine> lines = [];
    private readonly List<OrderHistoryEntry> history = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>PO-2026-000123</summary>
    public required string Number { get; init; }

    public Guid BuyerId { get; init; }

    public required string BuyerName { get; init; }

    public required string BuyerRegion { get; init; }

    public Guid BudgetUnitId { get; set; }

    public int BudgetYear { get; init; }

    public Guid SupplierId { get; init; }

    public required string SupplierName { get; init; }

    public required string ChannelCode { get; set; }

    public required string SalesModeCode { get; set; }

    public PaymentMode PaymentMode { get; set; }

    /// <summary>Days to pay: after the contract when prepaying, after acceptance when postpaying.</summary>
    public int PaymentDays { get; set; }

    public OrderState State { get; private set; }

    public long GoodsFen { get; private set; }

    public long FreightFen { get; set; }

    /// <summary>The most freight the buyer agreed to; the supplier may not ask more.</summary>
    public long FreightLimitFen { get; set; }

    public long MassGrams { get; private set; }

    public required string Recipient { get; set; }

    public required string Phone { get; set; }

    public required string DeliveryRegion { get; set; }

    public required string Address { get; set; }

    public DateOnly? WishedOn { get; set; }

    public string? Note { get; set; }

    public Guid SubmittedBy { get; set; }

    public Guid? ApprovedBy { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? ContractedAt { get; private set; }

    public bool PaymentExtended { get; private set; }

    /// <summary>The supplier said that nothing more will come.</summary>
    public bool ShippingClosed { get; set; }

    /// <summary>When the money was in escrow in full.</summary>
    public DateTimeOffset? PaidAt { get; private set; }

    public DateOnly? AcceptedOn { get; private set; }

    public DateOnly? ReleasedOn { get; private set; }

    public long RefundedFen { get; set; }

    public bool IsDisputed { get; private set; }

    public ActorKind? MoveBy { get; private set; }

    public string? MoveAct { get; private set; }

    /// <summary>When the present state's time runs out.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public bool IsDemonstration { get; init; }

    public IReadOnlyList<OrderLine> Lines => lines;

    public IReadOnlyList<OrderHistoryEntry> History => history;

    public long TotalFen => checked(GoodsFen + FreightFen);

    public bool IsShippingDone => ShippingClosed || lines.All(line => line.Open == 0);

    public bool IsPartlyShipped => State == OrderState.Shipped && !IsShippingDone;

    public void AddLine(OrderLine line)
    {
        lines.Add(line);
        GoodsFen = checked(GoodsFen + line.AmountFen);
        MassGrams = checked(MassGrams + (line.PackMassGrams * line.Quantity));
    }

    /// <summary>Notes the beginning of the order.</summary>
    public void Begin(ActBy by)
    {
        Record(by, "draft", null);
        Touch(by.At, null);
    }

    /// <summary>Takes one step of the state machine and records it.</summary>
    /// <param name="due">When the new state's time runs out.</param>
    /// <returns>The refusal when the step does not exist or is another side's.</returns>
    public Problem? Do(OrderAct act, ActBy by, DateTimeOffset? due = null)
    {
        var step = OrderTransitions.Find(State, act);
        if (step is null || !IsAllowedByMode(act)) return OrderProblems.NotNow(this);
        if (!step.By.Contains(by.Kind)) return Problems.Forbidden;
        var from = State;
        State = step.To;
        Stamp(act, by);
        Record(by, KebabCase.Of(act), from);
        Touch(by.At, due);
        return null;
    }

    /// <summary>Whether a step is open to one of these capacities now.</summary>
    public bool Can(OrderAct act, IReadOnlyCollection<ActorKind> kinds) =>
        OrderTransitions.Find(State, act) is { } step && IsAllowedByMode(act) && step.By.Any(kinds.Contains);

    /// <summary>A change that is no step of the state machine, such as a new budget unit.</summary>
    public void Remark(ActBy by, string what)
    {
        Record(by, what, State);
        Touch(by.At, DueAt);
    }

    /// <summary>Asks anew whose move it is, after the lines changed.</summary>
    public void MoveOn(DateTimeOffset at) => Touch(at, DueAt);

    public void OpenDispute(ActBy by)
    {
        IsDisputed = true;
        Remark(by, "open-dispute");
    }

    public void AnswerDispute(ActBy by)
    {
        Remark(by, "answer-dispute");
        (MoveBy, MoveAct) = (ActorKind.Operator, NextMove.OfDispute(isAnswered: true).Act);
    }

    /// <summary>Ends the dispute; the time that ran out meanwhile starts anew.</summary>
    public void EndDispute(ActBy by, DateTimeOffset? due, string act = "decide-dispute")
    {
        IsDisputed = false;
        Record(by, act, State);
        Touch(by.At, due ?? DueAt);
    }

    private bool IsAllowedByMode(OrderAct act) => act switch
    {
        OrderAct.AskPayment => PaymentMode == PaymentMode.Prepay,
        OrderAct.DemandPayment => PaymentMode == PaymentMode.Postpay,
        OrderAct.Ship => AcceptedOn is null && !IsShippingDone && (State != OrderState.ContractSigned || PaymentMode == PaymentMode.Postpay),
        OrderAct.Cancel => State != OrderState.Paid || MayBeTakenBack,
        OrderAct.Overrule => !IsShipped,
        OrderAct.MarkDelivered => IsShippingDone,
        OrderAct.ExtendPayment => !PaymentExtended,
        OrderAct.DeemAccepted => !IsDisputed,
        OrderAct.Release => AcceptedOn is not null,
        OrderAct.ReplaceGoods => PaymentMode == PaymentMode.Postpay && PaidAt is null,
        _ => true,
    };

    private void Stamp(OrderAct act, ActBy by)
    {
        switch (act)
        {
            case OrderAct.Approve:
                ApprovedBy = by.PersonId;
                break;
            case OrderAct.Confirm:
                ContractedAt = by.At;
                break;
            case OrderAct.ExtendPayment:
                PaymentExtended = true;
                break;
            case OrderAct.ReceivePayment:
                PaidAt ??= by.At;
                break;
            case OrderAct.Accept or OrderAct.AcceptPartly or OrderAct.Reject or OrderAct.DeemAccepted:
                AcceptedOn = ChinaTime.DateIn(by.At);
                IsDisputed = false;
                break;
            case OrderAct.Release:
                ReleasedOn = ChinaTime.DateIn(by.At);
                break;
        }
    }

    /// <summary>Money came before it was due, or after the order had ended: noted, no step.</summary>
    public void NotePayment(ActBy by)
    {
        PaidAt ??= by.At;
        Remark(by, "receive-payment");
    }

    private void Record(ActBy by, string act, OrderState? from) => history.Add(new OrderHistoryEntry
    {
        OrderId = Id,
        At = by.At,
        PersonId = by.PersonId,
        ActorKind = by.Kind,
        Act = act,
        FromState = from,
        ToState = State,
        Reason = by.Reason,
    });

    private void Touch(DateTimeOffset at, DateTimeOffset? due)
    {
        UpdatedAt = at;
        var move = IsDisputed ? NextMove.OfDispute(isAnswered: false) : NextMove.Of(this, due);
        (MoveBy, MoveAct, DueAt) = (move?.By, move?.Act, IsDisputed ? due : move?.DueAt);
    }
}
