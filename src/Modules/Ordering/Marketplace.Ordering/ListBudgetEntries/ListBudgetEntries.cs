using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListBudgetEntries;

/// <summary>预算变动: what orders set aside, gave back and consumed of a unit's year, and how its limit changed; newest first.</summary>
internal static class ListBudgetEntries
{
    internal sealed record Query(int? Year = null, string? Cursor = null, int? Size = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Year).InclusiveBetween(2000, 2100).Because("year", "年份不对。请改年份。", "The year is not right. Change it.");
    }

    /// <param name="Kind">commit, release, consume or limit.</param>
    internal sealed record Row(
        Guid Id, DateTimeOffset At, string Kind, Guid? OrderId, string? OrderNumber, string? BuyerName, long CommittedChange, long ConsumedChange, long? LimitFen, string? PersonName);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/budgets/{unitId:guid}/entries", Handle)
        .WithName("ListBudgetEntries").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(
        Guid unitId, [AsParameters] Query query, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, [FromServices] IPersonDirectory people,
        TimeProvider clock, CancellationToken cancellation)
    {
        var (size, year, own) = (Paging.Size(query.Size), query.Year ?? clock.Today().Year, actor.OrganisationsAs(OrderingPermissions.Purchasers));
        if (await organisations.Find(unitId, cancellation) is not { } unit) return Problems.NotFound;
        var entries = db.Set<BudgetEntry>().AsNoTracking().Where(entry => entry.UnitId == unitId && entry.Year == year);
        // The unit and whoever supervises it see all; others what their own orders did to it.
        if (!own.Contains(unitId) && !(unit.SupervisingUnitId is { } above && own.Contains(above)))
            entries = entries.Where(entry => db.Set<Order>().Any(order => order.Id == entry.OrderId && own.Contains(order.BuyerId)));
        if (Paging.Read(query.Cursor, 1) is [var last] && Guid.TryParse(last, out var id)) entries = entries.Where(entry => entry.Id < id);
        var found = await entries.OrderByDescending(entry => entry.Id).Take(size + 1)
            .GroupJoin(db.Set<Order>(), entry => entry.OrderId, order => order.Id, (entry, orders) => new { entry, orders })
            .SelectMany(pair => pair.orders.DefaultIfEmpty(), (pair, order) => new { pair.entry, Number = order == null ? null : order.Number, Buyer = order == null ? null : order.BuyerName })
            .OrderByDescending(row => row.entry.Id).ToListAsync(cancellation);
        var names = await people.NamesOf([.. found.Where(row => row.entry.PersonId is not null).Select(row => row.entry.PersonId!.Value).Distinct()], cancellation);
        var page = found.Take(size).Select(row => new Row(
            row.entry.Id, row.entry.At, row.entry.Kind, row.entry.OrderId, row.Number, row.Buyer, row.entry.CommittedChange, row.entry.ConsumedChange, row.entry.LimitFen,
            row.entry.PersonId is { } person ? names.GetValueOrDefault(person) : null)).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > size ? Paging.Cursor(page[^1].Id.ToString()) : null));
    }
}
