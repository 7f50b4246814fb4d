using System.Globalization;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListStockMovements;

/// <summary>出入库记录: why one lot's stock changed, newest first.</summary>
internal static class ListStockMovements
{
    /// <param name="CorrectionsOnly">Without what orders did.</param>
    internal sealed record Query(bool CorrectionsOnly = false, string? Cursor = null, int? Size = null);

    /// <param name="Asked">By how much a correction said the lot was wrong; orders keep what they hold of it.</param>
    internal sealed record Item(
        long Id, DateTimeOffset At, string Kind, string? Reason, int? Asked, int OnHandChange, int AvailableChange, int ReservedChange, Guid? OrderId, string? Note, string? ByName);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/stock/lots/{lotId:guid}/movements", Handle)
        .WithName("ListStockMovements").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    /// <summary>What changed a lot; the caller looks whose it is.</summary>
    internal static IQueryable<StockMovement> Asked(this OrderingDb db, Guid lotId, bool correctionsOnly)
    {
        var rows = db.Set<StockMovement>().AsNoTracking().Where(row => row.LotId == lotId);
        return correctionsOnly ? rows.Where(row => row.OrderId == null) : rows;
    }

    private static async Task<Results<Ok<Page<Item>>, Problem>> Handle(
        Guid lotId, [AsParameters] Query query, Actor actor, OrderingDb db, OwnLots own, IPersonDirectory people, CancellationToken cancellation)
    {
        if (!await (await own.Of(actor, cancellation)).AnyAsync(lot => lot.LotId == lotId, cancellation)) return Problems.NotFound;
        var size = Paging.Size(query.Size);
        var rows = db.Asked(lotId, query.CorrectionsOnly);
        if (Paging.Read(query.Cursor, 1) is { } key && long.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out var last)) rows = rows.Where(row => row.Id < last);
        var page = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        var shown = page.Take(size).ToList();
        var names = await people.NamesOf([.. shown.Where(row => row.ByPerson != null).Select(row => row.ByPerson!.Value).Distinct()], cancellation);
        return TypedResults.Ok(new Page<Item>(
            [.. shown.Select(row => new Item(row.Id, row.At, row.Kind, row.Cause, row.Asked, row.OnHandChange, row.AvailableChange, row.ReservedChange, row.OrderId, row.Reason,
                row.ByPerson is { } person ? names.GetValueOrDefault(person) : null))],
            page.Count > size ? Paging.Cursor(shown[^1].Id.ToString(CultureInfo.InvariantCulture)) : null));
    }
}
