using Marketplace.Kernel;

namespace Marketplace.Ordering.Orders;

/// <summary>How long each side has.</summary>
internal static class OrderDeadlines
{
    public static readonly TimeSpan Approval = TimeSpan.FromDays(15);

    public static readonly TimeSpan Confirmation = TimeSpan.FromDays(7);

    /// <summary>Postpaid orders must leave within this time of the contract.</summary>
    public static readonly TimeSpan FirstShipment = TimeSpan.FromDays(60);

    /// <summary>Of a pre-sale it runs from the promised day, which may lie a season ahead.</summary>
    public static DateTimeOffset FirstShipmentOf(Order order, DateTimeOffset contractedAt)
    {
        var usual = contractedAt + FirstShipment;
        return order.ShipBy is { } day && ChinaTime.StartOf(day.AddDays(1)).ToUniversalTime() + FirstShipment is var promised && promised > usual ? promised : usual;
    }

    public static readonly TimeSpan Prepayment = TimeSpan.FromDays(30);

    /// <summary>The supplier may grant it once.</summary>
    public static readonly TimeSpan PrepaymentExtension = TimeSpan.FromDays(15);

    /// <summary>After these days without an inspection the goods count as accepted.</summary>
    public static readonly TimeSpan Inspection = TimeSpan.FromDays(10);

    /// <summary>Days to pay after acceptance when the order says nothing.</summary>
    public const int UsualPaymentDays = 10;

    /// <summary>The longest a postpaying buyer may take, by contract.</summary>
    public const int LongestPaymentDays = 60;
}
