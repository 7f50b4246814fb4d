using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Payouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.HouseholdMoney;

/// <summary>农户确认到账: the household, or its agent, says that money arrived or did not; finance sees what did not.</summary>
internal static class AnswerPayout
{
    internal sealed record Request(bool Arrived, string? Note = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Note).MaximumLength(200);
            RuleFor(request => request.Note).NotEmpty().When(request => !request.Arrived)
                .Because("reason-needed", "没有写情况。请写明，例如“卡号换了，没到账”。", "Say what is wrong, for instance that the account has changed.");
        }
    }

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    /// <param name="Name">The masked holder of the account that was paid.</param>
    internal sealed record Dispute(Guid ItemId, Guid BatchId, string BatchNumber, Guid HouseholdId, string? Name, long AmountFen, DateTimeOffset? PaidAt, DateTimeOffset? AnsweredAt, string? Note);

    private static readonly Problem Confirmed = Problem.Conflict("already-confirmed", "这笔已确认到账。有疑问请找平台财务。", "This payment was confirmed already. Ask the platform's finance desk.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/households/{householdId:guid}/payouts/{itemId:guid}/answer", ByAgent).WithName("AnswerPayoutForHousehold").WithTags("Settlement")
            .Requires(SettlementPermissions.ActForHousehold).Writes<SettlementDb>();
        api.MapPost("/household-money/{token}/payouts/{itemId:guid}/answer", ByLink).WithName("AnswerPayout").WithTags("Settlement").Public().Writes<SettlementDb>();
        api.MapGet("/household-disputes", Disputes).WithName("ListHouseholdDisputes").WithTags("Settlement").Requires(SettlementPermissions.SeeInstructions).Reads();
    }

    private static async Task<Results<NoContent, Problem>> ByAgent(
        Guid householdId, Guid itemId, Request request, Actor actor, IHouseholdDirectory households, SettlementDb db, TimeProvider clock, CancellationToken cancellation) =>
        await ShowHouseholdMoney.MayAct(householdId, actor, households, clock, cancellation) ? await Answer(householdId, itemId, request, db, clock, cancellation) : Problems.NotFound;

    private static async Task<Results<NoContent, Problem>> ByLink(
        string token, Guid itemId, Request request, HouseholdLink link, SettlementDb db, TimeProvider clock, CancellationToken cancellation) =>
        link.Read(token) is { } household ? await Answer(household, itemId, request, db, clock, cancellation) : Problems.NotFound;

    private static async Task<Results<NoContent, Problem>> Answer(Guid householdId, Guid itemId, Request request, SettlementDb db, TimeProvider clock, CancellationToken cancellation)
    {
        // The row's lock lets one of two answers come first.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM settlement.payout_item WHERE id = {itemId} FOR UPDATE", cancellation);
        var item = await db.Set<PayoutItem>().SingleOrDefaultAsync(row => row.Id == itemId && row.PartyId == householdId && row.HouseholdState != null, cancellation);
        if (item is null) return Problems.NotFound;
        return item.Answer(request.Arrived ? HouseholdState.FarmerConfirmed : HouseholdState.Disputed, request.Note?.Trim(), clock.GetUtcNow()) ? TypedResults.NoContent() : Confirmed;
    }

    private static async Task<Ok<Page<Dispute>>> Disputes([AsParameters] Query query, SettlementDb db, IPayeeDirectory payees, CancellationToken cancellation)
    {
        var rows = db.Set<PayoutItem>().AsNoTracking().Where(item => item.HouseholdState == HouseholdState.Disputed);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(item => item.Id > last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderBy(item => item.Id).Take(size + 1).Join(db.Set<PayoutBatch>(), item => item.BatchId, batch => batch.Id, (item, batch) => new { item, batch.Number })
            .OrderBy(row => row.item.Id).ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var accounts = await payees.FindMany([.. page.Select(row => row.item.PartyId).Distinct()], cancellation);
        var disputes = page.ConvertAll(row => new Dispute(row.item.Id, row.item.BatchId, row.Number, row.item.PartyId, accounts.GetValueOrDefault(row.item.PartyId)?.HolderMasked,
            row.item.AmountFen, row.item.SettledAt, row.item.AnsweredAt, row.item.AnswerNote));
        return TypedResults.Ok(new Page<Dispute>(disputes, found.Count > size ? Paging.Cursor(disputes[^1].ItemId.ToString()) : null));
    }
}
