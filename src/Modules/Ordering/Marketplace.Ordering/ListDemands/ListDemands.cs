using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListDemands;

/// <summary>求购列表: open demands for everyone who sells; a buyer's own in any state.</summary>
internal static class ListDemands
{
    internal sealed record Query(bool Own = false, string? Category = null, string? Cursor = null, int? Size = null);

    internal sealed record Row(
        Guid Id, Guid BuyerId, string BuyerName, string Title, string? CategoryCode, long MassGrams, long? HighestFenPerKg, string DeliveryRegion, DateOnly WantedOn, DateOnly ClosesOn,
        string? Note, DemandState State, DateTimeOffset CreatedAt);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Category).MaximumLength(60);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/demands", Handle)
        .WithName("ListDemands").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeDemands)
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var (size, today, own) = (Paging.Size(query.Size), clock.Today(), actor.OrganisationsAs(OrderingPermissions.Purchasers));
        var demands = query.Own
            ? db.Set<Demand>().AsNoTracking().Where(demand => own.Contains(demand.BuyerId))
            : db.Set<Demand>().AsNoTracking().Where(demand => demand.State == DemandState.Open && demand.ClosesOn >= today);
        if (query.Category is { Length: > 0 } category) demands = demands.Where(demand => demand.CategoryCode != null && demand.CategoryCode.StartsWith(category));
        if (Paging.Read(query.Cursor, 2) is [var time, var last] && long.TryParse(time, out var ticks) && Guid.TryParse(last, out var id))
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            demands = demands.Where(demand => demand.CreatedAt < at || (demand.CreatedAt == at && demand.Id.CompareTo(id) < 0));
        }

        var found = await demands.OrderByDescending(demand => demand.CreatedAt).ThenByDescending(demand => demand.Id).Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var next = found.Count > size ? Paging.Cursor(page[^1].CreatedAt.UtcTicks.ToString(), page[^1].Id.ToString()) : null;
        return TypedResults.Ok(new Page<Row>([.. page.Select(RowOf)], next));
    }

    public static Row RowOf(Demand demand) => new(
        demand.Id, demand.BuyerId, demand.BuyerName, demand.Title, demand.CategoryCode, demand.MassGrams, demand.HighestFenPerKg, demand.DeliveryRegion,
        demand.WantedOn, demand.ClosesOn, demand.Note, demand.State, demand.CreatedAt);
}
