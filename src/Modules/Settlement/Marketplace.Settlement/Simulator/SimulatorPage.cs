using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.Simulator;

/// <summary>What the gateway's own payment page would do: the payer enters a card, and the gateway reports.</summary>
internal static class SimulatorPage
{
    internal sealed record Request(string ClientSecret, string CardNumber);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.ClientSecret).NotEmpty().MaximumLength(100);
            RuleFor(request => request.CardNumber).NotEmpty().MaximumLength(30);
        }
    }

    internal sealed record Response(string Status);

    private sealed record Row(string ProviderId, Guid PaymentId, long AmountFen, string Status, string ClientSecret);

    /// <summary>The test card that always works; every other number is declined, as with the real gateway's test mode.</summary>
    private const string GoodCard = "4242424242424242";

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/simulator/payments/{paymentId:guid}/confirmation", Handle)
        .WithName("ConfirmSimulatedPayment").WithTags("Simulator").Requires(SettlementPermissions.Pay).Writes<SettlementDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid paymentId, Request request, SettlementDb db, GatewaySimulator simulator, CancellationToken cancellation)
    {
        var row = (await db.Database.SqlQuery<Row>($"""
            SELECT provider_id AS "ProviderId", payment_id AS "PaymentId", amount_fen AS "AmountFen", status AS "Status", client_secret AS "ClientSecret"
            FROM settlement.simulated_payment WHERE payment_id = {paymentId} AND client_secret = {request.ClientSecret} FOR UPDATE
            """).ToListAsync(cancellation)).SingleOrDefault();
        if (row is null) return Problems.NotFound;
        if (row.Status == "succeeded") return TypedResults.Ok(new Response(row.Status));
        var works = string.Concat(request.CardNumber.Where(char.IsDigit)) == GoodCard;
        var status = works ? "succeeded" : "requires_payment_method";
        await db.Database.ExecuteSqlAsync($"UPDATE settlement.simulated_payment SET status = {status} WHERE provider_id = {row.ProviderId}", cancellation);
        var item = new
        {
            id = row.ProviderId,
            @object = "payment_intent",
            amount = row.AmountFen,
            amount_received = works ? row.AmountFen : 0,
            currency = "cny",
            status,
            metadata = new { payment_id = row.PaymentId },
            last_payment_error = works ? null : new { code = "card_declined" },
        };
        await simulator.Report(db, works ? "payment_intent.succeeded" : "payment_intent.payment_failed", item, cancellation);
        return TypedResults.Ok(new Response(status));
    }
}
