using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ConfirmOrder;

/// <summary>签约: the supplier takes the order and fixes the freight, which may be less than proposed but not more than the buyer agreed to.</summary>
internal static class ConfirmOrder
{
    internal sealed record Request(long? FreightFen = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.FreightFen).InclusiveBetween(0, Money.LargestOperationFen)
            .Because("freight", "运费不能是负数，也不能太大。请改运费。", "Freight cannot be negative or that large. Change it.");
    }

    private static readonly Problem FreightTooHigh = Problem.Conflict(
        "freight-above-limit", "运费超过采购方同意的上限。请降低运费，或请采购方取消后重下。", "The freight is above what the buyer agreed to. Lower it, or ask the buyer to cancel and order again.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/confirmation", Handle)
        .WithName("ConfirmOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, BudgetBook budgets, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfSupplier(orderId, actor, cancellation) is not { } order) return Problems.NotFound;
        var by = new ActBy(ActorKind.Supplier, actor.PersonId, clock.GetUtcNow());
        var freight = request.FreightFen ?? order.FreightFen;
        if (freight > order.FreightLimitFen) return FreightTooHigh.With("limitFen", order.FreightLimitFen);
        if (order.Do(OrderAct.Confirm, by, OrderDeadlines.FirstShipmentOf(order, by.At)) is { } refusal) return refusal;
        if (await SetFreight(order, freight, budgets, cancellation) is { } exceeded) return exceeded;
        if (order.PaymentMode == PaymentMode.Prepay && order.Do(OrderAct.AskPayment, ActBy.System(by.At), by.At + OrderDeadlines.Prepayment) is { } unasked) return unasked;
        db.Publish(ContractOf(order, by.At));
        return OrderAnswer.Ok(order);
    }

    private static async Task<Problem?> SetFreight(Order order, long freight, BudgetBook budgets, CancellationToken cancellation)
    {
        var change = freight - order.FreightFen;
        order.FreightFen = freight;
        if (change > 0) return await budgets.CommitMore(order, change, cancellation);
        if (change < 0) await budgets.ReleasePart(order, -change, cancellation);
        return null;
    }

    private static OrderContracted ContractOf(Order order, DateTimeOffset at) => new()
    {
        OccurredAt = at,
        OrderId = order.Id,
        Number = order.Number,
        BuyerId = order.BuyerId,
        BudgetUnitId = order.BudgetUnitId,
        SupplierId = order.SupplierId,
        PaymentMode = order.PaymentMode,
        GoodsFen = order.GoodsFen,
        FreightFen = order.FreightFen,
        PaymentDays = order.PaymentDays,
        Lines = [.. order.Lines.Select(line => new ContractedLine(
            line.Id, line.ProductId, line.PackId, line.Quantity, line.UnitPriceFen, line.AmountFen, checked(line.PackMassGrams * line.Quantity)))],
    };
}
