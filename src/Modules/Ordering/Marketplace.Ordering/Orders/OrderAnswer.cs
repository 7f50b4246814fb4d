using FluentValidation;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Ordering.Orders;

/// <summary>Whose move it is, as screens show it.</summary>
internal sealed record MoveView(ActorKind By, string Act, DateTimeOffset? DueAt)
{
    public static MoveView? Of(Order order) => order.MoveBy is { } by ? new MoveView(by, order.MoveAct!, order.DueAt) : null;
}

/// <summary>Where an order stands after an act on it.</summary>
internal sealed record OrderAnswer(Guid Id, string Number, OrderState State, bool IsPartlyShipped, long GoodsFen, long FreightFen, long TotalFen, MoveView? NextMove)
{
    public static Ok<OrderAnswer> Ok(Order order) => TypedResults.Ok(new OrderAnswer(
        order.Id, order.Number, order.State, order.IsPartlyShipped, order.GoodsFen, order.FreightFen, order.TotalFen, MoveView.Of(order)));
}

/// <summary>An act that needs saying why.</summary>
internal sealed record Because(string Reason);

internal sealed class BecauseValidator : AbstractValidator<Because>
{
    public BecauseValidator() => RuleFor(because => because.Reason).NotEmpty().MaximumLength(500)
        .Because("reason-needed", "请写明原因,500字以内。", "Say why, in up to 500 characters.");
}
