using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ShowStock;

/// <summary>库存: how many of these packs can be ordered now. Anyone may ask.</summary>
internal static class ShowStock
{
    /// <param name="Packs">Pack ids, separated by commas.</param>
    internal sealed record Query(string Packs);

    /// <param name="Harvested">Of these, packs that are there; the others are still to be harvested.</param>
    /// <param name="ShipBy">Until when those to be harvested leave.</param>
    internal sealed record Row(Guid PackId, int Available, int Harvested, DateOnly? ShipBy);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Packs).Must(text => IdsIn(text).Count is >= 1 and <= Paging.LargestSize)
            .Because("pack-ids", "请给1到100个规格编号。", "Give 1 to 100 pack ids.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock", Handle)
        .WithName("ShowStock").WithTags("Ordering")
        .Public()
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var ids = IdsIn(query.Packs);
        var available = await Availability.ShelvesOf(db, ids, clock.Today(), cancellation);
        return TypedResults.Ok(new Page<Row>([.. ids.Select(id => available.TryGetValue(id, out var shelf) ? new Row(id, shelf.Available, shelf.Harvested, shelf.ShipBy) : new Row(id, 0, 0, null))]));
    }

    private static List<Guid> IdsIn(string? text) =>
        [.. (text ?? string.Empty).Split(',').Select(word => Guid.TryParse(word, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
}
