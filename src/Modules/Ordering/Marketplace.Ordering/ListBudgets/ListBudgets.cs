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

namespace Marketplace.Ordering.ListBudgets;

/// <summary>预算: what the budget units of an organisation may spend, have set aside and have spent in a year.</summary>
internal static class ListBudgets
{
    internal sealed record Query(Guid? OrganisationId = null, int? Year = null);

    internal sealed record Row(Guid UnitId, string? UnitName, int Year, long? LimitFen, long CommittedFen, long ConsumedFen, long? LeftFen, bool IsOwn, bool IsSupervised);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Year).InclusiveBetween(2000, 2100).Because("year", "年份不对。请改年份。", "The year is not right. Change it.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/budgets", Handle)
        .WithName("ListBudgets").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(
        [AsParameters] Query query, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(query.OrganisationId, OrderingPermissions.Purchasers) is not { } unit) return OrderProblems.NoOrganisation;
        var year = query.Year ?? clock.Today().Year;
        // Its own budget, those of the units it supervises, and those of the units its orders are booked to.
        var below = (await organisations.SupervisedBy(unit, cancellation)).Select(card => card.Id).ToList();
        var booked = db.Set<Order>().Where(order => order.BuyerId == unit && order.BudgetYear == year).Select(order => order.BudgetUnitId);
        var budgets = await db.Set<Budget>().AsNoTracking()
            .Where(budget => budget.Year == year && (budget.UnitId == unit || below.Contains(budget.UnitId) || booked.Contains(budget.UnitId)))
            .OrderBy(budget => budget.UnitId).Take(Paging.LargestSize).ToListAsync(cancellation);
        budgets.AddRange(below.Prepend(unit).Where(id => budgets.TrueForAll(budget => budget.UnitId != id)).Select(id => new Budget { UnitId = id, Year = year }));
        budgets = [.. budgets.OrderByDescending(budget => budget.UnitId == unit)];
        var names = await organisations.FindMany([.. budgets.Select(budget => budget.UnitId)], cancellation);
        return TypedResults.Ok(new Page<Row>([.. budgets.Select(budget => new Row(
            budget.UnitId, names.GetValueOrDefault(budget.UnitId)?.Name, year, budget.LimitFen, budget.CommittedFen, budget.ConsumedFen, budget.LeftFen, budget.UnitId == unit, below.Contains(budget.UnitId)))]));
    }
}
