using FluentValidation;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Disputes;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListRatings;

/// <summary>验收评价: what buyers said of a product, or of all a supplier sold, after accepting it, latest first. Anyone may read it; no buyer is named.</summary>
internal static class ListRatings
{
    /// <param name="SupplierId">All that was said of a supplier's orders, where no product is named.</param>
    internal sealed record Query(Guid? ProductId = null, Guid? SupplierId = null, string? Cursor = null, int? Size = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query).Must(query => query.ProductId is not null || query.SupplierId is not null)
            .Because("product-needed", "没有写是哪个商品或供应商。", "Name a product or a supplier.");
    }

    internal sealed record Item(int Stars, string? Comment, DateTimeOffset On);

    /// <param name="AverageTenths">The mean of all stars in tenths; 0 when there are none.</param>
    internal sealed record Response(int Count, int AverageTenths, Page<Item> Items);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/ratings", Handle)
        .WithName("ListRatings").WithTags("Ordering")
        .Public()
        .Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, OrderingDb db, CancellationToken cancellation)
    {
        var rows = query.ProductId is { } product
            ? db.Set<OrderRating>().AsNoTracking().Where(rating => db.Set<OrderLine>().Any(line => line.OrderId == rating.OrderId && line.ProductId == product))
            : db.Set<OrderRating>().AsNoTracking().Where(rating => db.Set<Order>().Any(order => order.Id == rating.OrderId && order.SupplierId == query.SupplierId));
        var sums = await rows.GroupBy(_ => 1).Select(all => new { Count = all.Count(), Stars = all.Sum(rating => (long)rating.Stars) }).SingleOrDefaultAsync(cancellation);
        var size = Paging.Size(query.Size);
        if (Paging.Read(query.Cursor, 2) is { } after && long.TryParse(after[0], out var ticks) && ticks is >= 0 and <= 3_155_378_975_999_999_999 && Guid.TryParse(after[1], out var id))
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            rows = rows.Where(rating => rating.At < at || (rating.At == at && rating.OrderId < id));
        }

        var page = await rows.OrderByDescending(rating => rating.At).ThenByDescending(rating => rating.OrderId).Take(size + 1).ToListAsync(cancellation);
        var shown = page.Take(size).ToList();
        var next = page.Count > size ? Paging.Cursor(shown[^1].At.UtcTicks.ToString(), shown[^1].OrderId.ToString()) : null;
        var items = new Page<Item>([.. shown.Select(rating => new Item(rating.Stars, rating.Comment, rating.At))], next, sums?.Count ?? 0);
        return TypedResults.Ok(new Response(sums?.Count ?? 0, sums is null ? 0 : (int)(((sums.Stars * 20) + sums.Count) / (2 * sums.Count)), items));
    }
}
