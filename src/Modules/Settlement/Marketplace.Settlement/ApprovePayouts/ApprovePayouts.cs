using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Payouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ApprovePayouts;

/// <summary>付款复核: a second person lets a batch leave or sends it back. Whoever proposed it cannot, in whichever role.</summary>
internal static class ApprovePayouts
{
    internal sealed record Request(bool Approve, string? Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().When(request => !request.Approve).MaximumLength(200);
    }

    internal sealed record Query(string? State, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<PayoutState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal sealed record Row(Guid Id, string Number, PayoutState State, long TotalFen, int Items, DateTimeOffset ProposedAt, Guid ProposedBy, Guid? CheckedBy);

    /// <param name="Name">The organisation, or the masked holder of the household's account.</param>
    internal sealed record ItemRow(Guid Id, Guid PartyId, string Name, string? AccountMasked, long AmountFen, PayoutItemState State, string? Failure, string? BankSerial);

    internal sealed record Detail(Row Batch, IReadOnlyList<ItemRow> Items);

    private static readonly Problem SamePerson = Problem.Forbidden("same-person", "提案人不能自己复核。请换一位复核员。", "Whoever proposed this cannot check it. Ask another checker.");

    private static readonly Problem Decided = Problem.Conflict("already-decided", "这一批已有人复核过。请刷新。", "This batch has been checked already. Reload.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/payout-batches", List).WithName("ListPayoutBatches").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapGet("/payout-batches/{batchId:guid}", Show).WithName("ShowPayoutBatch").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapPost("/payout-batches/{batchId:guid}/approval", Decide).WithName("ApprovePayouts").WithTags("Settlement")
            .Requires(SettlementPermissions.CheckPayouts).Writes<SettlementDb>(needsKey: true);
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, CancellationToken cancellation)
    {
        var rows = db.Set<PayoutBatch>().AsNoTracking();
        if (Choice.Of<PayoutState>(query.State) is { } state) rows = rows.Where(row => row.State == state);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id < last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1)
            .Select(row => new Row(row.Id, row.Number, row.State, row.TotalFen, row.Items.Count, row.ProposedAt, row.ProposedBy, row.CheckedBy)).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. found.Take(size)], found.Count > size ? Paging.Cursor(found[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid batchId, SettlementDb db, IPayeeDirectory payees, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var batch = await db.Set<PayoutBatch>().AsNoTracking().Include(row => row.Items).SingleOrDefaultAsync(row => row.Id == batchId, cancellation);
        if (batch is null) return Problems.NotFound;
        var row = new Row(batch.Id, batch.Number, batch.State, batch.TotalFen, batch.Items.Count, batch.ProposedAt, batch.ProposedBy, batch.CheckedBy);
        var parties = batch.Items.Select(item => item.PartyId).Distinct().ToList();
        var accounts = await payees.FindMany(parties, cancellation);
        var names = await organisations.FindMany(parties, cancellation);
        return TypedResults.Ok(new Detail(row, [.. batch.Items.OrderBy(item => item.Id).Select(item =>
        {
            var account = accounts.GetValueOrDefault(item.PartyId);
            var name = names.GetValueOrDefault(item.PartyId)?.Name ?? account?.HolderMasked ?? "农户";
            return new ItemRow(item.Id, item.PartyId, name, account?.AccountMasked, item.AmountFen, item.State, item.Failure, item.BankSerial);
        })]));
    }

    private static async Task<Results<NoContent, Problem>> Decide(
        Guid batchId, Request request, Actor actor, SettlementDb db, Journal journal, TimeProvider clock, CancellationToken cancellation)
    {
        var batch = await PayoutBatch.Lock(db, batchId, cancellation);
        if (batch is null) return Problems.NotFound;
        if (batch.ProposedBy == actor.PersonId) return SamePerson;
        if (batch.State != PayoutState.Proposed) return Decided;
        batch.State = request.Approve ? PayoutState.Approved : PayoutState.Refused;
        batch.CheckedBy = actor.PersonId;
        batch.CheckedAt = clock.GetUtcNow();
        db.Audit(request.Approve ? "payout-approved" : "payout-refused", batch.Id.ToString(), new { batch.TotalFen, request.Reason });
        if (request.Approve) return TypedResults.NoContent();
        foreach (var item in batch.Items)
        {
            item.State = PayoutItemState.Failed;
            item.Failure = "refused";
            await journal.Append(PayoutEntries.Returned(item, batch.Number, actor.PersonId), cancellation);
        }

        return TypedResults.NoContent();
    }
}
