using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Orders;
using Xunit;

namespace Marketplace.Ordering.Tests;

/// <summary>The state machine of the domain rules, written down a second time and compared step by step.</summary>
public sealed class OrderTransitionsTests
{
    /// <summary>from: act → to, …; every pair that is not here must be refused.</summary>
    private const string Expected = """
        Draft: RequestApproval>PendingApproval Submit>Submitted Cancel>Cancelled
        PendingApproval: Approve>Submitted Decline>Cancelled Cancel>Cancelled Expire>Expired
        Submitted: Confirm>ContractSigned Refuse>Cancelled Cancel>Cancelled Expire>Expired
        ContractSigned: AskPayment>AwaitingPayment Ship>Shipped Cancel>Cancelled Expire>Expired
        AwaitingPayment: ReceivePayment>Paid ExtendPayment>AwaitingPayment Cancel>Cancelled Expire>Expired
        Paid: Ship>Shipped Cancel>Cancelled Overrule>Cancelled Release>Completed
        Shipped: Ship>Shipped MarkDelivered>Delivered
        Delivered: BeginInspection>Inspecting
        Inspecting: Accept>Accepted AcceptPartly>PartlyAccepted Reject>Rejected DeemAccepted>Accepted
        Accepted: VerifyInvoice>InvoiceVerified DemandPayment>PaymentDue Release>Completed
        PartlyAccepted: VerifyInvoice>InvoiceVerified DemandPayment>PaymentDue Release>Completed
        Rejected: ReturnGoods>Returned ReplaceGoods>Replaced Refund>Refunded
        InvoiceVerified: DemandPayment>PaymentDue Release>Completed
        PaymentDue: VerifyInvoice>PaymentDue ReceivePayment>Paid Release>Completed
        Completed: Rate>Rated
        Returned: Refund>Refunded Close>Closed
        Replaced: Close>Closed
        Refunded: Close>Closed
        """;

    private static readonly Dictionary<(OrderState, OrderAct), OrderState> Steps = Expected.Split('\n').SelectMany(row =>
    {
        var (from, acts) = (row.Split(':')[0].Trim(), row.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return acts.Select(step => (Key: (Enum.Parse<OrderState>(from), Enum.Parse<OrderAct>(step.Split('>')[0])), To: Enum.Parse<OrderState>(step.Split('>')[1].Trim())));
    }).ToDictionary(step => step.Key, step => step.To);

    [Fact]
    public void Exactly_the_steps_of_the_domain_rules_exist()
    {
        foreach (var state in Enum.GetValues<OrderState>())
        {
            foreach (var act in Enum.GetValues<OrderAct>())
                Assert.Equal(Steps.TryGetValue((state, act), out var to) ? to : null, OrderTransitions.Find(state, act)?.To);
        }
    }

    [Fact]
    public void Every_refused_pair_leaves_the_order_as_it_was()
    {
        foreach (var (path, state) in PathsToEveryState())
        {
            foreach (var act in Enum.GetValues<OrderAct>().Where(act => !Steps.ContainsKey((state, act))))
            {
                foreach (var kind in Enum.GetValues<ActorKind>())
                {
                    var order = Walk(path);
                    var steps = order.History.Count;
                    var refusal = order.Do(act, new ActBy(kind, Guid.NewGuid(), DateTimeOffset.UnixEpoch));
                    Assert.Equal("order-not-in-state", refusal?.Code);
                    Assert.Equal((state, steps), (order.State, order.History.Count));
                }
            }
        }
    }

    [Fact]
    public void Only_the_side_whose_step_it_is_may_take_it()
    {
        foreach (var (path, state) in PathsToEveryState())
        {
            foreach (var step in OrderTransitions.All.Where(step => step.From == state))
            {
                foreach (var kind in Enum.GetValues<ActorKind>().Except(step.By))
                {
                    var order = Walk(path);
                    Assert.NotNull(order.Do(step.Act, new ActBy(kind, Guid.NewGuid(), DateTimeOffset.UnixEpoch)));
                    Assert.Equal(state, order.State);
                }
            }
        }
    }

    [Fact]
    public void Every_step_is_recorded_with_who_when_and_why()
    {
        var order = Walk([OrderAct.Submit]);
        var (person, at) = (Guid.NewGuid(), new DateTimeOffset(2026, 3, 8, 2, 0, 0, TimeSpan.Zero));
        Assert.Null(order.Do(OrderAct.Refuse, new ActBy(ActorKind.Supplier, person, at, "卖完了")));
        var entry = order.History[^1];
        Assert.Equal((person, at, "卖完了", OrderState.Submitted, OrderState.Cancelled), (entry.PersonId, entry.At, entry.Reason, entry.FromState!.Value, entry.ToState));
    }

    [Fact]
    public void Payment_modes_keep_to_their_own_way()
    {
        var prepaid = Walk([OrderAct.Submit, OrderAct.Confirm], PaymentMode.Prepay);
        Assert.NotNull(prepaid.Do(OrderAct.Ship, new ActBy(ActorKind.Supplier, Guid.NewGuid(), DateTimeOffset.UnixEpoch)));
        var postpaid = Walk([OrderAct.Submit, OrderAct.Confirm]);
        Assert.NotNull(postpaid.Do(OrderAct.AskPayment, ActBy.System(DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void States_nothing_leads_out_of_are_the_final_ones() =>
        Assert.Equal([OrderState.Rated, OrderState.Cancelled, OrderState.Expired, OrderState.Closed], Enum.GetValues<OrderState>().Where(OrderTransitions.IsFinal));

    /// <summary>A way to every state, found by trying; fails when a state cannot be reached.</summary>
    private static List<(IReadOnlyList<OrderAct> Path, OrderState State)> PathsToEveryState()
    {
        var found = new Dictionary<OrderState, IReadOnlyList<OrderAct>> { [OrderState.Draft] = [] };
        var open = new Queue<OrderState>([OrderState.Draft]);
        while (open.TryDequeue(out var state))
        {
            foreach (var step in OrderTransitions.All.Where(step => step.From == state && !found.ContainsKey(step.To)))
            {
                if (TryWalk([.. found[state], step.Act]) is null) continue;
                found[step.To] = [.. found[state], step.Act];
                open.Enqueue(step.To);
            }
        }

        Assert.Equal(Enum.GetValues<OrderState>().Length, found.Count);
        return [.. found.Select(pair => (pair.Value, pair.Key))];
    }

    private static Order Walk(IReadOnlyList<OrderAct> path, PaymentMode? mode = null) =>
        TryWalk(path, mode) ?? throw new InvalidOperationException("There is no such way: " + string.Join(", ", path));

    private static Order? TryWalk(IReadOnlyList<OrderAct> path, PaymentMode? mode = null)
    {
        var isPrepaid = path.Contains(OrderAct.AskPayment);
        var order = new Order
        {
            Number = "PO-2026-000001",
            BuyerName = "甲",
            BuyerRegion = "370102",
            SupplierName = "乙",
            ChannelCode = "social",
            SalesModeCode = "e-commerce",
            PaymentMode = mode ?? (isPrepaid ? PaymentMode.Prepay : PaymentMode.Postpay),
            Recipient = "丙",
            Phone = "13800000000",
            DeliveryRegion = "370102",
            Address = "示例路1号",
        };
        order.AddLine(new OrderLine { ProductName = "脐橙", PackName = "10公斤箱", CategoryCode = "fruit", Origin = "500236", Quantity = 2, UnitPriceFen = 100, PackMassGrams = 1 });
        order.Begin(new ActBy(ActorKind.Buyer, Guid.NewGuid(), DateTimeOffset.UnixEpoch));
        foreach (var act in path)
        {
            var step = OrderTransitions.Find(order.State, act)!;
            if (order.Do(act, new ActBy(step.By[0], Guid.NewGuid(), DateTimeOffset.UnixEpoch)) is not null) return null;
            if (act == OrderAct.Ship && path.Contains(OrderAct.MarkDelivered)) order.Lines[0].Shipped = 2;
        }

        return order;
    }
}
