using System.Globalization;
using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;

namespace Marketplace.Ordering.ListOrders;

/// <summary>Which orders of those a person may see, and in which order: for the list, its sums and its export alike.</summary>
/// <param name="As">"buyer" or "supplier" when a person is both.</param>
/// <param name="State">States in kebab-case, separated by commas.</param>
/// <param name="Search">The beginning of a number, or a part of the other side's or a product's name.</param>
/// <param name="Sort">newest, oldest, largest or smallest.</param>
internal sealed record OrderQuery(
    string? As = null, string? State = null, DateOnly? From = null, DateOnly? To = null, string? Search = null, Guid? Counterparty = null, Guid? BudgetUnit = null, string? Channel = null,
    string? PaymentMode = null, bool? Disputed = null, string? Sort = null, string? Cursor = null, int? Size = null);

internal sealed class OrderQueryValidator : AbstractValidator<OrderQuery>
{
    public static readonly IReadOnlyList<string> Sorts = ["newest", "oldest", "largest", "smallest"];

    public OrderQueryValidator()
    {
        RuleFor(query => query.Search).MaximumLength(60).Must(IsText);
        RuleFor(query => query.Channel).MaximumLength(40).Must(IsText);
        RuleFor(query => query.As).Must(side => side is null or "buyer" or "supplier")
            .Because("unknown-choice", "请选采购方或供应商。", "Choose buyer or supplier.");
        RuleFor(query => query.PaymentMode).Must(mode => string.IsNullOrEmpty(mode) || mode is "prepay" or "postpay")
            .Because("unknown-choice", "请选先款后货或先货后款。", "Choose prepay or postpay.");
        RuleFor(query => query.Sort).Must(sort => string.IsNullOrEmpty(sort) || Sorts.Contains(sort))
            .Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
        RuleFor(query => query.State).Must(text => OrderFilter.StatesIn(text) is not null)
            .Because("unknown-state", "没有这个订单状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    private static bool IsText(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;
}

internal static class OrderFilter
{
    /// <summary>The orders of a question that a person may see, unsorted.</summary>
    public static IQueryable<Order> Asked(this OrderingDb db, OrderQuery query, Actor actor)
    {
        var orders = db.SeenBy(actor);
        if (query.As == "buyer") orders = orders.Where(order => actor.OrganisationsAs(OrderingPermissions.Purchasers).Contains(order.BuyerId));
        if (query.As == "supplier") orders = orders.Where(order => actor.OrganisationsAs(OrderingPermissions.Sellers).Contains(order.SupplierId));
        if (StatesIn(query.State) is { Count: > 0 } states) orders = orders.Where(order => states.Contains(order.State));
        if (query.From is { } from) orders = orders.Where(order => order.CreatedAt >= ChinaTime.StartOf(from).ToUniversalTime());
        if (query.To is { } to) orders = orders.Where(order => order.CreatedAt < ChinaTime.StartOf(to.AddDays(1)).ToUniversalTime());
        if (query.Counterparty is { } other) orders = orders.Where(order => order.SupplierId == other || order.BuyerId == other);
        if (query.BudgetUnit is { } unit) orders = orders.Where(order => order.BudgetUnitId == unit);
        if (query.Channel is { Length: > 0 } channel) orders = orders.Where(order => order.ChannelCode == channel);
        if (query.PaymentMode is { Length: > 0 } mode) orders = orders.Where(order => order.PaymentMode == (mode == "prepay" ? Contracts.PaymentMode.Prepay : Contracts.PaymentMode.Postpay));
        if (query.Disputed is { } disputed) orders = orders.Where(order => order.IsDisputed == disputed);
        if (query.Search?.Trim() is { Length: > 0 } text)
        {
            orders = orders.Where(order => order.Number.StartsWith(text.ToUpperInvariant()) || order.SupplierName.Contains(text) || order.BuyerName.Contains(text)
                || order.Lines.Any(line => line.ProductName.Contains(text)));
        }

        return orders;
    }

    public static IQueryable<Order> Sorted(this IQueryable<Order> orders, string? sort) => sort switch
    {
        "oldest" => orders.OrderBy(order => order.CreatedAt).ThenBy(order => order.Id),
        "largest" => orders.OrderByDescending(order => order.GoodsFen + order.FreightFen).ThenByDescending(order => order.Id),
        "smallest" => orders.OrderBy(order => order.GoodsFen + order.FreightFen).ThenBy(order => order.Id),
        _ => orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id),
    };

    /// <summary>What comes after a cursor of the same sort; a cursor of another is as good as none.</summary>
    public static IQueryable<Order> After(this IQueryable<Order> orders, string? sort, string? cursor)
    {
        if (Paging.Read(cursor, 2) is not [var key, var last] || !long.TryParse(key, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) || !Guid.TryParse(last, out var id)) return orders;
        if (sort == "largest") return orders.Where(order => order.GoodsFen + order.FreightFen < value || (order.GoodsFen + order.FreightFen == value && order.Id.CompareTo(id) < 0));
        if (sort == "smallest") return orders.Where(order => order.GoodsFen + order.FreightFen > value || (order.GoodsFen + order.FreightFen == value && order.Id.CompareTo(id) > 0));
        if (value < 0 || value > DateTimeOffset.MaxValue.Ticks) return orders;
        var at = new DateTimeOffset(value, TimeSpan.Zero);
        return sort == "oldest"
            ? orders.Where(order => order.CreatedAt > at || (order.CreatedAt == at && order.Id.CompareTo(id) > 0))
            : orders.Where(order => order.CreatedAt < at || (order.CreatedAt == at && order.Id.CompareTo(id) < 0));
    }

    public static string CursorAt(Order order, string? sort) => Paging.Cursor(
        (sort is "largest" or "smallest" ? order.TotalFen : order.CreatedAt.UtcTicks).ToString(CultureInfo.InvariantCulture), order.Id.ToString());

    /// <returns>The states named, none for all, or nothing when one is unknown.</returns>
    public static List<OrderState>? StatesIn(string? text)
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
