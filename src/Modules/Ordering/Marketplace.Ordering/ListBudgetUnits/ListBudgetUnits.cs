using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ListBudgetUnits;

/// <summary>预算单位: the units an organisation's orders may be booked to, its own first.</summary>
internal static class ListBudgetUnits
{
    /// <param name="Relation">own, above or below.</param>
    internal sealed record Row(Guid UnitId, string Name, string Relation);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/budget-units", Handle)
        .WithName("ListBudgetUnits").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeBudgets)
        .Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(
        Guid? organisationId, Actor actor, [FromServices] IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, OrderingPermissions.Purchasers) is not { } buyer || await organisations.Find(buyer, cancellation) is not { } own) return OrderProblems.NoOrganisation;
        var rows = new List<Row> { new(own.Id, own.Name, "own") };
        if (own.SupervisingUnitId is { } above && await organisations.Find(above, cancellation) is { } unit) rows.Add(new Row(unit.Id, unit.Name, "above"));
        rows.AddRange((await organisations.SupervisedBy(buyer, cancellation)).Select(card => new Row(card.Id, card.Name, "below")));
        return TypedResults.Ok(new Page<Row>(rows));
    }
}
