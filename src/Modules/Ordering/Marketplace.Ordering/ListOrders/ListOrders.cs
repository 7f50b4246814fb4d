using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListOrders;

/// <summary>订单列表: the orders a person may see, newest first.</summary>
internal static class ListOrders
{
    /// <param name="As">"buyer" or "supplier" when a person is both.</param>
    /// <param name="State">States in kebab-case, separated by commas.</param>
    /// <param name="Search">The beginning of a number, or a part of the other side's name.</param>
    internal sealed record Query(
        string? As = null, string? State = null, DateOnly? From = null, DateOnly? To = null, string? Search = null, Guid? Counterparty = null, string? Cursor = null, int? Size = null);

    internal sealed record Row(
        Guid Id, string Number, OrderState State, bool IsPartlyShipped, MoveView? NextMove, Guid BuyerId, string BuyerName, Guid SupplierId, string SupplierName,
        string FirstProduct, int LineCount, int Packs, string ChannelCode, PaymentMode PaymentMode, long GoodsFen, long FreightFen, long TotalFen, DateTimeOffset CreatedAt, bool IsDisputed, bool IsDemonstration)
    {
        public static Row Of(Order order) => new(
            order.Id, order.Number, order.State, order.IsPartlyShipped, MoveView.Of(order), order.BuyerId, order.BuyerName, order.SupplierId, order.SupplierName,
            order.Lines.MinBy(line => line.Position)!.ProductName, order.Lines.Count, order.Lines.Sum(line => line.Quantity), order.ChannelCode, order.PaymentMode,
            order.GoodsFen, order.FreightFen, order.TotalFen, order.CreatedAt, order.IsDisputed, order.IsDemonstration);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Search).MaximumLength(60);
            RuleFor(query => query.As).Must(side => side is null or "buyer" or "supplier")
                .Because("unknown-choice", "请选采购方或供应商。", "Choose buyer or supplier.");
            RuleFor(query => query.State).Must(text => StatesIn(text) is not null)
                .Because("unknown-state", "没有这个订单状态。请从列表里选。", "There is no such state. Pick from the list.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/orders", Handle)
        .WithName("ListOrders").WithTags("Ordering")
        .Requires(OrderingPermissions.SeeOrders)
        .Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var size = Paging.Size(query.Size);
        var orders = Filter(db.SeenBy(actor), query, actor);
        if (Paging.Read(query.Cursor, 2) is [var time, var last] && long.TryParse(time, out var ticks) && Guid.TryParse(last, out var id))
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            orders = orders.Where(order => order.CreatedAt < at || (order.CreatedAt == at && order.Id.CompareTo(id) < 0));
        }

        var found = await orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Take(size + 1)
            .Include(order => order.Lines).AsSplitQuery().ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var next = found.Count > size ? Paging.Cursor(page[^1].CreatedAt.UtcTicks.ToString(), page[^1].Id.ToString()) : null;
        return TypedResults.Ok(new Page<Row>([.. page.Select(Row.Of)], next));
    }

    private static IQueryable<Order> Filter(IQueryable<Order> orders, Query query, Actor actor)
    {
        if (query.As == "buyer") orders = orders.Where(order => actor.OrganisationsAs(OrderingPermissions.Purchasers).Contains(order.BuyerId));
        if (query.As == "supplier") orders = orders.Where(order => actor.OrganisationsAs(OrderingPermissions.Sellers).Contains(order.SupplierId));
        if (StatesIn(query.State) is { Count: > 0 } states) orders = orders.Where(order => states.Contains(order.State));
        if (query.From is { } from) orders = orders.Where(order => order.CreatedAt >= ChinaTime.StartOf(from).ToUniversalTime());
        if (query.To is { } to) orders = orders.Where(order => order.CreatedAt < ChinaTime.StartOf(to.AddDays(1)).ToUniversalTime());
        if (query.Counterparty is { } other) orders = orders.Where(order => order.SupplierId == other || order.BuyerId == other);
        if (query.Search?.Trim() is { Length: > 0 } text)
            orders = orders.Where(order => order.Number.StartsWith(text.ToUpperInvariant()) || order.SupplierName.Contains(text) || order.BuyerName.Contains(text));
        return orders;
    }

    /// <returns>The states named, none for all, or nothing when one is unknown.</returns>
    private static List<OrderState>? StatesIn(string? text)
    {
        var states = new List<OrderState>();
        foreach (var word in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var named = Enum.GetValues<OrderState>().Where(state => KebabCase.Of(state) == word).ToList();
            if (named.Count == 0) return null;
            states.Add(named[0]);
        }

        return states;
    }
}
