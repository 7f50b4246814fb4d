using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.MatchTransfer;

/// <summary>来账匹配: finance decides whose money a transfer is. The transfer's row lock lets one of two people win.</summary>
internal static class MatchTransfer
{
    internal sealed record Request(Guid OrderId);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.OrderId).NotEmpty();
    }

    internal sealed record Query(string? State, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<TransferState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal sealed record Row(Guid Id, string BankSerial, DateOnly ReceivedOn, string PayerName, string PayerAccount, long AmountFen, string Note, TransferState State, Guid? MatchedOrderId);

    internal sealed record Detail(Row Transfer, IReadOnlyList<TransferCandidate> Candidates, bool IsAmbiguous);

    private static readonly Problem Taken = Problem.Conflict("transfer-matched", "这笔来账刚被匹配过。请刷新。", "This transfer has just been matched. Reload.");

    private static readonly Problem OrderNotOpen = Problem.Invalid("order-not-open", "这张订单没有待收的钱。请另选。", "Nothing is outstanding on this order. Choose another.", "orderId");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transfers", List).WithName("ListTransfers").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapGet("/transfers/{transferId:guid}", Show).WithName("ShowTransfer").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapPost("/transfers/{transferId:guid}/match", Match).WithName("MatchTransfer").WithTags("Settlement")
            .Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>(needsKey: true);
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, CancellationToken cancellation)
    {
        var rows = db.Set<Transfer>().AsNoTracking();
        if (Choice.Of<TransferState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id < last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. found.Take(size).Select(ToRow)], found.Count > size ? Paging.Cursor(found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(Guid transferId, SettlementDb db, TransferCandidates candidates, CancellationToken cancellation)
    {
        var transfer = await db.Set<Transfer>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == transferId, cancellation);
        if (transfer is null) return Problems.NotFound;
        var found = transfer.State == TransferState.Unmatched ? await candidates.For(transfer, cancellation) : [];
        return TypedResults.Ok(new Detail(ToRow(transfer), found, found.Count > 1));
    }

    private static async Task<Results<Ok<Row>, Problem>> Match(
        Guid transferId, Request request, Actor actor, SettlementDb db, TransferMatching matching, CancellationToken cancellation)
    {
        var transfer = await db.Set<Transfer>().FromSql($"SELECT * FROM settlement.transfer WHERE id = {transferId} FOR UPDATE").SingleOrDefaultAsync(cancellation);
        if (transfer is null) return Problems.NotFound;
        if (transfer.State != TransferState.Unmatched) return Taken;
        return await matching.Match(transfer, request.OrderId, actor.PersonId, cancellation) ? TypedResults.Ok(ToRow(transfer)) : OrderNotOpen;
    }

    private static Row ToRow(Transfer row) =>
        new(row.Id, row.BankSerial, row.ReceivedOn, row.PayerName, row.PayerAccount, row.AmountFen, row.Note, row.State, row.MatchedOrderId);
}
