using System.Globalization;
using FluentValidation;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListRecalls;

/// <summary>召回通知: which orders got packs of a lot that was recalled, for the buyer who holds them, the supplier and the county.</summary>
internal static class ListRecalls
{
    internal sealed record Query(Guid? OrderId = null, Guid? LotId = null, string? Cursor = null, int? Size = null);

    internal sealed class Validator : AbstractValidator<Query>;

    /// <param name="Held">Packs that the order waits for and that will not be sent.</param>
    /// <param name="Shipped">Packs that were sent before the recall.</param>
    internal sealed record Row(
        Guid LotId, Guid OrderId, string Number, string BuyerName, string SupplierName, string ProductName, string PackName, int Held, int Shipped, string Reason, string? Advice,
        DateTimeOffset RecalledAt);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders/recalls", Handle)
        .WithName("ListRecalls").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeOrders)
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var rows =
            from recall in db.Set<RecalledLot>().AsNoTracking()
            join taken in db.Set<Reservation>() on recall.LotId equals taken.LotId
            join line in db.Set<OrderLine>() on taken.LineId equals line.Id
            join order in db.SeenBy(actor) on taken.OrderId equals order.Id
            where taken.Held + taken.Shipped > 0 && (query.OrderId == null || taken.OrderId == query.OrderId) && (query.LotId == null || taken.LotId == query.LotId)
            select new { recall, taken, line, order };
        var size = Paging.Size(query.Size);
        if (Paging.Read(query.Cursor, 2) is { } after && Guid.TryParse(after[1], out var id)
            && DateTimeOffset.TryParseExact(after[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at))
        {
            var before = at.ToUniversalTime();
            rows = rows.Where(row => row.recall.At < before || (row.recall.At == before && row.line.Id < id));
        }

        var page = await rows.OrderByDescending(row => row.recall.At).ThenByDescending(row => row.line.Id).Take(size + 1).ToListAsync(cancellation);
        var shown = page.Take(size).ToList();
        var next = page.Count > size ? Paging.Cursor(shown[^1].recall.At.ToString("O", CultureInfo.InvariantCulture), shown[^1].line.Id.ToString()) : null;
        return TypedResults.Ok(new Page<Row>(
            [.. shown.Select(row => new Row(
                row.recall.LotId, row.order.Id, row.order.Number, row.order.BuyerName, row.order.SupplierName, row.line.ProductName, row.line.PackName, row.taken.Held, row.taken.Shipped,
                row.recall.Reason, row.recall.Advice, row.recall.At))],
            next));
    }
}
