using FluentValidation;
using Marketplace.Ordering.Budgets;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.PlaceOrder;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.ReattributeOrder;

/// <summary>改归属: books an order to another budget unit while nothing has shipped.</summary>
internal static class ReattributeOrder
{
    internal sealed record Request(Guid BudgetUnitId, string Reason);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.BudgetUnitId).NotEmpty();
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(500)
                .Because("reason-needed", "请写明原因,500字以内。", "Say why, in up to 500 characters.");
        }
    }

    private static readonly IReadOnlyList<OrderState> Open =
        [OrderState.PendingApproval, OrderState.Submitted, OrderState.ContractSigned, OrderState.AwaitingPayment, OrderState.Paid];

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/budget-unit", Handle)
        .WithName("ReattributeOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Request request, Actor actor, OrderingDb db, PurchaseTerms terms, BudgetBook budgets, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        if (!Open.Contains(order.State) || order.IsShipped) return OrderProblems.NotNow(order);
        if (await terms.MayBook(order.BuyerId, request.BudgetUnitId, cancellation) is { } foreign) return foreign;
        if (request.BudgetUnitId == order.BudgetUnitId) return OrderAnswer.Ok(order);
        if (await budgets.Move(order, request.BudgetUnitId, cancellation) is { } exceeded) return exceeded;
        order.Remark(new ActBy(ActorKind.Buyer, actor.PersonId, clock.GetUtcNow(), request.Reason), "reattribute");
        return OrderAnswer.Ok(order);
    }
}
