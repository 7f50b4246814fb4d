using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Contracts;
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

namespace Marketplace.Ordering.ListOrders;

/// <summary>订单列表: the orders a person may see, newest first unless asked otherwise.</summary>
internal static class ListOrders
{
    internal sealed record Row(
        Guid Id, string Number, OrderState State, bool IsPartlyShipped, MoveView? NextMove, Guid BuyerId, string BuyerName, Guid SupplierId, string SupplierName,
        string FirstProduct, int LineCount, int Packs, long MassGrams, string ChannelCode, string SalesModeCode, PaymentMode PaymentMode, long GoodsFen, long FreightFen, long TotalFen,
        long RefundedFen, Guid BudgetUnitId, string? BudgetUnitName, int BudgetYear, DateTimeOffset CreatedAt, DateOnly? WishedOn, DateOnly? AcceptedOn, bool IsDisputed, bool IsDemonstration)
    {
        public static Row Of(Order order, string? budgetUnit = null) => new(
            order.Id, order.Number, order.State, order.IsPartlyShipped, MoveView.Of(order), order.BuyerId, order.BuyerName, order.SupplierId, order.SupplierName,
            order.Lines.MinBy(line => line.Position)!.ProductName, order.Lines.Count, order.Lines.Sum(line => line.Quantity), order.MassGrams, order.ChannelCode, order.SalesModeCode,
            order.PaymentMode, order.GoodsFen, order.FreightFen, order.TotalFen, order.RefundedFen, order.BudgetUnitId,
            budgetUnit ?? (order.BudgetUnitId == order.BuyerId ? order.BuyerName : null), order.BudgetYear, order.CreatedAt, order.WishedOn, order.AcceptedOn, order.IsDisputed, order.IsDemonstration);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders", Handle)
        .WithName("ListOrders").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeOrders)
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle(
        [AsParameters] OrderQuery query, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var size = Paging.Size(query.Size);
        var found = await db.Asked(query, actor).After(query.Sort, query.Cursor).Sorted(query.Sort).Take(size + 1)
            .Include(order => order.Lines).AsSplitQuery().ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var units = await organisations.FindMany([.. page.Where(order => order.BudgetUnitId != order.BuyerId).Select(order => order.BudgetUnitId).Distinct()], cancellation);
        var next = found.Count > size ? OrderFilter.CursorAt(page[^1], query.Sort) : null;
        return TypedResults.Ok(new Page<Row>([.. page.Select(order => Row.Of(order, units.GetValueOrDefault(order.BudgetUnitId)?.Name))], next));
    }
}
