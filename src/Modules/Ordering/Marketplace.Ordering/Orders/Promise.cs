namespace Marketplace.Ordering.Orders;

/// <summary>How a pre-sale's promise was broken.</summary>
internal enum PromiseBreach
{
    /// <summary>少收: the harvest brought less than the order was promised.</summary>
    HarvestShort,

    /// <summary>逾期: nothing had left by the promised day.</summary>
    Late,
}

/// <summary>The order's promise, when it holds goods that were not harvested yet (预售).</summary>
internal sealed partial class Order
{
    /// <summary>承诺发货日: until when the goods leave; nothing when all of them were there.</summary>
    public DateOnly? ShipBy { get; private set; }

    /// <summary>Since then the buyer may take the order back although it is paid, and gets all of it.</summary>
    public PromiseBreach? BrokenPromise { get; private set; }

    public bool IsShipped => lines.Any(line => line.Shipped > 0);

    private bool MayBeTakenBack => BrokenPromise is not null && !IsShipped && AcceptedOn is null;

    public void Promise(DateOnly shipBy) => ShipBy = shipBy;

    /// <summary>Notes the first breach; a later one changes nothing.</summary>
    public void BreakPromise(PromiseBreach breach, ActBy by)
    {
        if (BrokenPromise is not null) return;
        BrokenPromise = breach;
        Remark(by, KebabCase.Of(breach));
    }
}
