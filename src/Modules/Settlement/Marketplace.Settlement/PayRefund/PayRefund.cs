using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.ReceiveWebhook;
using Marketplace.Settlement.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.PayRefund;

/// <summary>退款出账: money that came by transfer, or that the gateway would not send back, leaves the custody account; finance enters the bank's serial number.</summary>
internal static class PayRefund
{
    internal sealed record Request(string BankSerial);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.BankSerial).NotEmpty().MaximumLength(64);
    }

    internal sealed record Query(string? State, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<RefundState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal sealed record Row(Guid Id, Guid OrderId, string OrderNumber, string BuyerName, Guid PaymentId, long AmountFen, string Reason, RefundState State, DateTimeOffset CreatedAt);

    private static readonly Problem NotByHand = Problem.Conflict("refund-not-by-hand",
        "这笔退款已完成，或正由支付机构原路退回。", "This refund is done, or the gateway is sending it back.");

    private static readonly Problem SerialUsed = Problem.Conflict("bank-serial-used", "这个银行流水号已用在别的退款上。", "This bank serial number is used for another refund.");

    private static readonly Problem CustodyShort = Problem.Conflict("custody-short",
        "监管账户余额不够。请先登记支付机构的结算到账。", "The custody account does not hold enough. Record the gateway's settlement first.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/refunds", List).WithName("ListRefunds").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapPost("/refunds/{refundId:guid}/payment", Pay).WithName("PayRefund").WithTags("Settlement")
            .Requires(SettlementPermissions.PayRefunds).Writes<SettlementDb>(needsKey: true);
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var rows = db.Set<Refund>().AsNoTracking();
        if (Choice.Of<RefundState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id < last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>(await ToRows([.. found.Take(size)], db, organisations, cancellation), found.Count > size ? Paging.Cursor(found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Row>, Problem>> Pay(
        Guid refundId, Request request, Actor actor, SettlementDb db, Journal journal, GatewayEffects effects, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var refund = await db.Set<Refund>().SingleOrDefaultAsync(row => row.Id == refundId, cancellation);
        if (refund is null) return Problems.NotFound;
        await effects.Lock(refund.OrderId, cancellation);
        await db.Entry(refund).ReloadAsync(cancellation);
        if (refund.State is not (RefundState.AwaitingFinance or RefundState.Failed)) return NotByHand;
        var serial = "bank:" + request.BankSerial.Trim();
        if (await db.Set<Refund>().AnyAsync(row => row.ProviderId == serial, cancellation)) return SerialUsed;
        await journal.Hold(cancellation);
        if (-await journal.CreditOf(AccountId.Custody, cancellation) < refund.AmountFen) return CustodyShort;
        refund.SentByBank(serial);
        await effects.RefundSucceeded(refund, AccountId.Custody, actor.PersonId, cancellation);
        return TypedResults.Ok((await ToRows([refund], db, organisations, cancellation))[0]);
    }

    private static async Task<IReadOnlyList<Row>> ToRows(List<Refund> refunds, SettlementDb db, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var ids = refunds.Select(row => row.OrderId).Distinct().ToList();
        var orders = await db.Set<Obligation>().AsNoTracking().Where(row => ids.Contains(row.OrderId)).Select(row => new { row.OrderId, row.Number, row.BuyerId })
            .ToDictionaryAsync(row => row.OrderId, cancellation);
        var buyers = await organisations.FindMany([.. orders.Values.Select(row => row.BuyerId).Distinct()], cancellation);
        return refunds.ConvertAll(row =>
        {
            var order = orders[row.OrderId];
            return new Row(row.Id, row.OrderId, order.Number, buyers.GetValueOrDefault(order.BuyerId)?.Name ?? string.Empty, row.PaymentId, row.AmountFen, row.Reason, row.State, row.CreatedAt);
        });
    }
}
