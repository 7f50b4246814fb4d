using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ShowMoney;

/// <summary>钱在哪: an order's money step by step; a supplier's money on its way; what buyers owe and since when.</summary>
internal static class ShowMoney
{
    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Step(long EntryNumber, DateTimeOffset At, string Kind, string Memo, long AmountFen);

    internal sealed record PaymentRow(Guid Id, PaymentMethod Method, long AmountFen, PaymentState State, string? Failure, DateTimeOffset CreatedAt);

    internal sealed record RefundRow(Guid Id, long AmountFen, string Reason, RefundState State, DateTimeOffset CreatedAt);

    internal sealed record OrderMoney(
        Guid OrderId, string Number, long DueFen, long OutstandingFen, long ReceivedFen, long ReturnedFen, DateOnly? DueOn, DateTimeOffset? ReleasedAt,
        IReadOnlyList<PaymentRow> Payments, IReadOnlyList<RefundRow> Refunds, IReadOnlyList<Step> Steps);

    internal sealed record OwnOrder(Guid OrderId, string Number, long AmountFen, string Stage, DateOnly? DueOn, DateOnly? AcceptedOn, DateTimeOffset? ReleasedAt);

    /// <param name="HeldFen">Received from buyers, waiting for acceptance.</param>
    /// <param name="PayableFen">Released, for the next payout.</param>
    /// <param name="InTransitFen">In a payout batch.</param>
    internal sealed record OwnMoney(long HeldFen, long ExpectedFen, long PayableFen, long InTransitFen, long PaidFen, IReadOnlyList<OwnOrder> Orders, string? NextCursor);

    internal sealed record EntryRow(long Number, DateTimeOffset At, string Kind, Guid? OrderId, string Memo, string Hash, IReadOnlyList<PostingRow> Postings);

    /// <param name="AmountFen">Positive is debit (借), negative credit (贷).</param>
    internal sealed record PostingRow(AccountKind Account, long AmountFen);

    private sealed record StepRow(long Number, DateTimeOffset At, string Kind, string Memo, long AmountFen);

    private sealed record LedgerRow(long Number, DateTimeOffset At, string Kind, Guid? OrderId, string Memo, string Hash, string Account, long AmountFen);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/orders/{orderId:guid}/money", OfOrder).WithName("ShowOrderMoney").WithTags("Settlement").Requires(SettlementPermissions.ReadOrderMoney).Reads();
        api.MapGet("/money", OfSupplier).WithName("ShowOwnMoney").WithTags("Settlement").Requires(SettlementPermissions.ReadOwnMoney).Reads();
        api.MapGet("/ledger/entries", Entries).WithName("ListLedgerEntries").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
    }

    private static async Task<Results<Ok<OrderMoney>, Problem>> OfOrder(Guid orderId, Actor actor, SettlementDb db, IOrderLookup orders, CancellationToken cancellation)
    {
        var isPlatform = actor.HasAny([Role.Finance, Role.FinanceChecker, Role.Operator]);
        var own = actor.OrganisationsAs([.. SettlementPermissions.BuyerRoles, Role.Supplier, Role.VillageAgent]);
        var row = await db.Set<Obligation>().AsNoTracking()
            .SingleOrDefaultAsync(o => o.OrderId == orderId && (isPlatform || own.Contains(o.BuyerId) || own.Contains(o.SupplierId)), cancellation);
        if (row is null)
        {
            var order = await orders.Find(orderId, cancellation);
            return order is not null && (isPlatform || own.Contains(order.BuyerId) || own.Contains(order.SupplierId))
                ? TypedResults.Ok(NothingYet(order)) : Problems.NotFound;
        }

        var payments = await db.Set<Payment>().AsNoTracking().Where(payment => payment.OrderId == orderId).OrderBy(payment => payment.CreatedAt).Take(50).ToListAsync(cancellation);
        var refunds = await db.Set<Refund>().AsNoTracking().Where(refund => refund.OrderId == orderId).OrderBy(refund => refund.CreatedAt).Take(50).ToListAsync(cancellation);
        var steps = await db.Database.SqlQuery<StepRow>($"""
            SELECT entry.number AS "Number", entry.at AS "At", entry.kind AS "Kind", entry.memo AS "Memo",
                   (SELECT sum(amount_fen)::bigint FROM settlement.posting WHERE entry_number = entry.number AND amount_fen > 0) AS "AmountFen"
            FROM settlement.entry WHERE order_id = {orderId} ORDER BY entry.number LIMIT 100
            """).ToListAsync(cancellation);
        return TypedResults.Ok(new OrderMoney(orderId, row.Number, row.DueFen, row.OutstandingFen, row.ReceivedFen, row.ReturnedFen, row.DueOn, row.ReleasedAt,
            [.. payments.Select(payment => new PaymentRow(payment.Id, payment.Method, payment.AmountFen, payment.State, payment.Failure, payment.CreatedAt))],
            [.. refunds.Select(refund => new RefundRow(refund.Id, refund.AmountFen, refund.Reason, refund.State, refund.CreatedAt))],
            [.. steps.Select(step => new Step(step.Number, step.At, step.Kind, step.Memo, step.AmountFen))]));
    }

    /// <summary>Before the contract is signed nobody owes anything.</summary>
    private static OrderMoney NothingYet(OrderSale order) => new(order.OrderId, order.Number, 0, 0, 0, 0, null, null, [], [], []);

    private static async Task<Ok<OwnMoney>> OfSupplier([AsParameters] Query query, Actor actor, SettlementDb db, Journal journal, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier, Role.VillageAgent);
        var open = db.Set<Obligation>().AsNoTracking().Where(row => own.Contains(row.SupplierId) && row.CancelledAt == null);
        var held = await open.Where(row => row.ReleasedAt == null).SumAsync(row => row.ReceivedFen - row.ReturnedFen, cancellation);
        var owed = await open.Where(row => row.ReleasedAt == null)
            .SumAsync(row => (row.AcceptedFen ?? row.GoodsFen) + (row.FreightOwedFen ?? row.FreightFen) - row.ReceivedFen + row.ReturnedFen, cancellation);
        long payable = 0, transit = 0;
        foreach (var organisation in own)
        {
            payable += await journal.CreditOf(AccountId.Supplier(organisation), cancellation);
            transit += await journal.CreditOf(AccountId.InTransit(organisation), cancellation);
        }

        var paid = await db.Set<Payouts.PayoutItem>().Where(item => own.Contains(item.PartyId) && item.State == Payouts.PayoutItemState.Paid).SumAsync(item => item.AmountFen, cancellation);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) open = open.Where(row => row.OrderId < last);
        var size = Paging.Size(query.Size);
        var rows = await open.OrderByDescending(row => row.OrderId).Take(size + 1).ToListAsync(cancellation);
        var orders = rows.Take(size).Select(row => new OwnOrder(row.OrderId, row.Number, row.DueFen, StageOf(row), row.DueOn, row.AcceptedOn, row.ReleasedAt)).ToList();
        return TypedResults.Ok(new OwnMoney(held, Math.Max(0, owed), payable, transit, paid, orders, rows.Count > size ? Paging.Cursor(orders[^1].OrderId.ToString()) : null));
    }

    private static string StageOf(Obligation row) =>
        row.ReleasedAt is not null ? "released" : row.IsPaidInFull ? "held" : row.AcceptedOn is not null ? "payment-due" : "expected";

    private static async Task<Ok<Page<EntryRow>>> Entries([AsParameters] Query query, SettlementDb db, CancellationToken cancellation)
    {
        var before = Paging.Read(query.Cursor, 1) is [var text] && long.TryParse(text, out var number) ? number : long.MaxValue;
        var size = Paging.Size(query.Size);
        var rows = await db.Database.SqlQuery<LedgerRow>($"""
            SELECT e.number AS "Number", e.at AS "At", e.kind AS "Kind", e.order_id AS "OrderId", e.memo AS "Memo", e.hash AS "Hash", p.account_id AS "Account", p.amount_fen AS "AmountFen"
            FROM (SELECT * FROM settlement.entry WHERE number < {before} ORDER BY number DESC LIMIT {size}) e JOIN settlement.posting p ON p.entry_number = e.number
            ORDER BY e.number DESC, p.line
            """).ToListAsync(cancellation);
        var entries = rows.GroupBy(row => row.Number).Select(group => new EntryRow(group.Key, group.First().At, group.First().Kind, group.First().OrderId, group.First().Memo,
            group.First().Hash, [.. group.Select(row => new PostingRow(AccountId.Parse(row.Account).Kind, row.AmountFen))])).ToList();
        return TypedResults.Ok(new Page<EntryRow>(entries, entries.Count == size ? Paging.Cursor(entries[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null));
    }
}
