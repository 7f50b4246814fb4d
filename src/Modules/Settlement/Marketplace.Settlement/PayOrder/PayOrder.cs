using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Contracts;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.Obligations;
using Marketplace.Settlement.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Settlement.PayOrder;

/// <summary>付款: by card through the gateway, or by transfer to the custody account with the order's number as its note.</summary>
internal static class PayOrder
{
    internal sealed record Request(PaymentMethod Method);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Method).IsInEnum();
    }

    /// <param name="Reference">付款附言: finance finds the order by it.</param>
    internal sealed record TransferInstruction(string AccountName, string BankName, string AccountNumber, string Reference);

    internal sealed record Response(
        Guid? PaymentId, Guid OrderId, PaymentMethod Method, long AmountFen, string State, string? ClientSecret, bool IsSimulated, string? Failure, TransferInstruction? Transfer);

    private static readonly Problem NothingDue = Problem.Conflict("nothing-due", "这张订单现在没有要付的钱。", "Nothing is due on this order now.");

    private static readonly Problem NotYetDue = Problem.Conflict("not-yet-due", "先货后款的订单，验收后再付。", "This order is paid after acceptance.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{orderId:guid}/payments", Pay).WithName("PayOrder").WithTags("Settlement")
            .Requires(SettlementPermissions.Pay).Writes<SettlementDb>(needsKey: true);
        api.MapGet("/payments/{paymentId:guid}", Show).WithName("ShowPayment").WithTags("Settlement").Requires(SettlementPermissions.Pay).Reads();
    }

    private static async Task<Results<Ok<Response>, Problem>> Pay(
        Guid orderId, Request request, Actor actor, SettlementDb db, IPaymentGateway gateway, IConfiguration configuration, TimeProvider clock, CancellationToken cancellation)
    {
        var obligation = await SettleObligation.Lock(db, orderId, cancellation);
        if (obligation is null || !actor.OrganisationsAs(SettlementPermissions.Pay.Roles.ToArray()).Contains(obligation.BuyerId)) return Problems.NotFound;
        if (obligation.PaymentMode == Ordering.Contracts.PaymentMode.Postpay && obligation.AcceptedOn is null) return NotYetDue;
        if (obligation.OutstandingFen == 0) return NothingDue;
        if (request.Method == PaymentMethod.BankTransfer)
        {
            var account = new TransferInstruction(
                configuration["Custody:AccountName"] ?? "消费帮扶集市资金监管专户（示例）", configuration["Custody:BankName"] ?? "示例银行重庆分行",
                configuration["Custody:AccountNumber"] ?? "6200 0000 2026 1123", obligation.Number);
            return TypedResults.Ok(new Response(null, orderId, request.Method, obligation.OutstandingFen, "awaiting-transfer", null, false, null, account));
        }

        // A second click continues the first card payment instead of charging twice.
        var open = await db.Set<Payment>().Where(payment => payment.OrderId == orderId && (payment.State == PaymentState.Created || payment.State == PaymentState.Processing))
            .OrderByDescending(payment => payment.CreatedAt).FirstOrDefaultAsync(cancellation);
        if (open is not null && open.AmountFen != obligation.OutstandingFen)
        {
            open.MoveTo(PaymentState.Cancelled, clock.GetUtcNow());
            open = null;
        }

        if (open is null)
        {
            open = Payment.Card(orderId, obligation.OutstandingFen, gateway.Name, actor.PersonId, clock.GetUtcNow());
            db.Add(open);
        }

        return TypedResults.Ok(ToResponse(open));
    }

    private static async Task<Results<Ok<Response>, Problem>> Show(Guid paymentId, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(SettlementPermissions.Pay.Roles.ToArray());
        var payment = await db.Set<Payment>().AsNoTracking()
            .Where(row => row.Id == paymentId && db.Set<Obligation>().Any(obligation => obligation.OrderId == row.OrderId && own.Contains(obligation.BuyerId)))
            .SingleOrDefaultAsync(cancellation);
        return payment is null ? Problems.NotFound : TypedResults.Ok(ToResponse(payment));
    }

    private static Response ToResponse(Payment payment) => new(payment.Id, payment.OrderId, payment.Method, payment.AmountFen,
        payment.State.ToString().ToLowerInvariant(), payment.ClientSecret, payment.Gateway == "simulator", payment.Failure, null);
}
