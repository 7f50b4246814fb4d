using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
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

namespace Marketplace.Settlement.HouseholdMoney;

/// <summary>农户看到账: what a household is owed and was paid, shown to its agent or through its own link; it says whether the money arrived.</summary>
internal static class ShowHouseholdMoney
{
    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Paid(Guid ItemId, long AmountFen, DateTimeOffset PaidAt, string BatchNumber, HouseholdState State, string? Note);

    /// <param name="PayableFen">Released, for the next payout.</param>
    /// <param name="InTransitFen">In a payout batch.</param>
    internal sealed record Money(long PayableFen, long InTransitFen, long PaidFen, IReadOnlyList<Paid> Payments, string? NextCursor);

    internal sealed record Link(string Token, DateTimeOffset ValidTo);

    internal sealed record LinkRequest;

    internal sealed class LinkValidator : AbstractValidator<LinkRequest>;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/households/{householdId:guid}/money", OfAgent).WithName("ShowHouseholdMoney").WithTags("Settlement").Requires(SettlementPermissions.ActForHousehold).Reads();
        api.MapPost("/households/{householdId:guid}/money-link", Hand).WithName("HandOutHouseholdLink").WithTags("Settlement")
            .Requires(SettlementPermissions.ActForHousehold).Writes<SettlementDb>(answerIsSecret: true);
        api.MapGet("/household-money/{token}", OfLink).WithName("OpenHouseholdLink").WithTags("Settlement").Public().Reads();
    }

    /// <summary>Only with the household's consent in force: otherwise it is as if there were no such household.</summary>
    internal static async Task<bool> MayAct(Guid householdId, Actor actor, IHouseholdDirectory households, TimeProvider clock, CancellationToken cancellation) =>
        await households.ConsentOf(householdId, actor.PersonId, clock.Today(), cancellation) is not null;

    private static async Task<Results<Ok<Money>, Problem>> OfAgent(
        Guid householdId, [AsParameters] Query query, Actor actor, IHouseholdDirectory households, SettlementDb db, Journal journal, TimeProvider clock, CancellationToken cancellation) =>
        await MayAct(householdId, actor, households, clock, cancellation) ? TypedResults.Ok(await Of(householdId, query, db, journal, cancellation)) : Problems.NotFound;

    private static async Task<Results<Ok<Link>, Problem>> Hand(
        Guid householdId, LinkRequest request, Actor actor, IHouseholdDirectory households, HouseholdLink link, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await MayAct(householdId, actor, households, clock, cancellation)) return Problems.NotFound;
        var (token, validTo) = link.For(householdId);
        return TypedResults.Ok(new Link(token, validTo));
    }

    private static async Task<Results<Ok<Money>, Problem>> OfLink(string token, [AsParameters] Query query, HouseholdLink link, SettlementDb db, Journal journal, CancellationToken cancellation) =>
        link.Read(token) is { } household ? TypedResults.Ok(await Of(household, query, db, journal, cancellation)) : Problems.NotFound;

    private static async Task<Money> Of(Guid householdId, Query query, SettlementDb db, Journal journal, CancellationToken cancellation)
    {
        var items = db.Set<PayoutItem>().AsNoTracking().Where(item => item.PartyId == householdId && item.HouseholdState != null);
        var paid = await items.SumAsync(item => item.AmountFen, cancellation);
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) items = items.Where(item => item.Id < last);
        var size = Paging.Size(query.Size);
        var rows = await items.OrderByDescending(item => item.Id).Take(size + 1)
            .Select(item => new Paid(item.Id, item.AmountFen, item.SettledAt!.Value, db.Set<PayoutBatch>().Single(batch => batch.Id == item.BatchId).Number, item.HouseholdState!.Value, item.AnswerNote))
            .ToListAsync(cancellation);
        return new Money(
            await journal.CreditOf(AccountId.Household(householdId), cancellation), await journal.CreditOf(AccountId.InTransit(householdId), cancellation), paid,
            [.. rows.Take(size)], rows.Count > size ? Paging.Cursor(rows[size - 1].ItemId.ToString()) : null);
    }
}
