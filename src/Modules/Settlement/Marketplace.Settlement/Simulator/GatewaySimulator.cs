using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Settlement.Simulator;

/// <summary>
/// Stands in for Stripe in development and tests: remembers what it was told by key, answers repeats alike, and reports through the same
/// signed webhooks, delivered at least once. Production refuses it.
/// </summary>
internal sealed class GatewaySimulator(IServiceScopeFactory scopes, TimeProvider clock) : IPaymentGateway
{
    internal const string WebhookSecret = "whsec_simulator_only";

    public string Name => "simulator";

    public async Task<GatewayPayment> CreatePayment(Guid paymentId, Guid orderId, long amountFen, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        var (id, secret) = ("pi_sim_" + Random(), "secret_" + Random());
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO settlement.simulated_payment (provider_id, payment_id, amount_fen, status, client_secret)
            VALUES ({id}, {paymentId}, {amountFen}, 'requires_payment_method', {secret}) ON CONFLICT (payment_id) DO NOTHING
            """, cancellation);
        return await db.Database.SqlQuery<GatewayPayment>($"""
            SELECT provider_id AS "ProviderId", status AS "Status", client_secret AS "ClientSecret", amount_fen AS "AmountFen", NULL AS "Failure"
            FROM settlement.simulated_payment WHERE payment_id = {paymentId}
            """).SingleAsync(cancellation);
    }

    public async Task<GatewayPayment?> FindPayment(Guid paymentId, string? providerId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SettlementDb>().Database.SqlQuery<GatewayPayment>($"""
            SELECT provider_id AS "ProviderId", status AS "Status", client_secret AS "ClientSecret", amount_fen AS "AmountFen", NULL AS "Failure"
            FROM settlement.simulated_payment WHERE payment_id = {paymentId}
            """).ToListAsync(cancellation)).SingleOrDefault();
    }

    public async Task<GatewayRefund?> FindRefund(Guid refundId, string? providerId, string paymentProviderId, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SettlementDb>().Database.SqlQuery<GatewayRefund>($"""
            SELECT provider_id AS "ProviderId", 'succeeded' AS "Status", amount_fen AS "AmountFen" FROM settlement.simulated_refund WHERE refund_id = {refundId}
            """).ToListAsync(cancellation)).SingleOrDefault();
    }

    public async Task<GatewayRefund> CreateRefund(Guid refundId, string paymentProviderId, long amountFen, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var id = "re_sim_" + Random();
        var isNew = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO settlement.simulated_refund (provider_id, refund_id, payment, amount_fen) VALUES ({id}, {refundId}, {paymentProviderId}, {amountFen})
            ON CONFLICT (refund_id) DO NOTHING
            """, cancellation) == 1;
        if (isNew)
        {
            // The table's check refuses more than was charged, as the real gateway does.
            await db.Database.ExecuteSqlAsync($"UPDATE settlement.simulated_payment SET refunded_fen = refunded_fen + {amountFen} WHERE provider_id = {paymentProviderId}", cancellation);
            await Report(db, "refund.updated", new { id, @object = "refund", amount = amountFen, currency = "cny", status = "succeeded", payment_intent = paymentProviderId, metadata = new { refund_id = refundId } }, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        var known = await db.Database.SqlQuery<string>($"SELECT provider_id AS \"Value\" FROM settlement.simulated_refund WHERE refund_id = {refundId}").SingleAsync(cancellation);
        return new GatewayRefund(known, "pending", amountFen);
    }

    /// <summary>Queues a webhook in Stripe's shape.</summary>
    internal async Task Report(SettlementDb db, string type, object item, CancellationToken cancellation)
    {
        var id = "evt_sim_" + Random();
        var now = clock.GetUtcNow();
        var body = JsonSerializer.Serialize(new { id, @object = "event", api_version = StripeGateway.ApiVersion, created = now.ToUnixTimeSeconds(), type, livemode = false, data = new { @object = item } });
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO settlement.simulated_delivery (event_id, body, next_attempt_at) VALUES ({id}, {body}, {now})", cancellation);
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
