using Marketplace.Accounts.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.SubmitOrder;

/// <summary>提交: a draft, made by an awarded demand, reserves its stock and goes to the approver or the supplier.</summary>
internal static class SubmitOrder
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/{orderId:guid}/submission", Handle)
        .WithName("SubmitOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid orderId, Actor actor, OrderingDb db, Submission submission, [FromServices] IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        if (await db.OfBuyer(orderId, actor, cancellation, Role.Buyer) is not { } order) return Problems.NotFound;
        if (order.State != OrderState.Draft) return OrderProblems.NotNow(order);
        if (await organisations.Find(order.BuyerId, cancellation) is not { } buyer) return OrderProblems.NoOrganisation;
        return await submission.Submit([order], buyer, actor.PersonId, cancellation) is { } refusal ? refusal : OrderAnswer.Ok(order);
    }
}
