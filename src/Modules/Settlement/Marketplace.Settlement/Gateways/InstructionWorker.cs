using Marketplace.Settlement.Data;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.ReceiveWebhook;
using Marketplace.Settlement.Refunds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Settlement.Gateways;

/// <summary>
/// Tells the gateway what was decided: payments to open and refunds to make. The call happens outside any transaction, with our id as
/// the provider's key; its outcome is recorded afterwards. A crash in between is harmless: the next round asks with the same key.
/// </summary>
internal sealed partial class InstructionWorker(IServiceScopeFactory scopes, ILogger<InstructionWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DoNext(stoppingToken))
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether there was anything to do.</returns>
    internal async Task<bool> DoNext(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        var gateway = scope.ServiceProvider.GetRequiredService<IPaymentGateway>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        // A lease instead of a lock: no transaction stays open while the gateway is asked.
        var lease = now.AddSeconds(30);
        var payment = (await db.Set<Payment>().FromSql($"""
            UPDATE settlement.payment SET attempts = attempts + 1, changed_at = {lease} WHERE id = (
                SELECT id FROM settlement.payment WHERE state = 'Created' AND method = 'Card' AND (attempts = 0 OR changed_at <= {now}) AND attempts < 50
                ORDER BY changed_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation)).SingleOrDefault();
        if (payment is not null)
        {
            var answer = await Ask(() => gateway.CreatePayment(payment.Id, payment.OrderId, payment.AmountFen, cancellation));
            if (answer is not null) await Record(scope, payment, answer, cancellation);
            return true;
        }

        var refund = (await db.Set<Refund>().FromSql($"""
            UPDATE settlement.refund SET attempts = attempts + 1, changed_at = {lease} WHERE id = (
                SELECT id FROM settlement.refund WHERE state = 'Pending' AND (attempts = 0 OR changed_at <= {now}) AND attempts < 50
                ORDER BY changed_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellation)).SingleOrDefault();
        if (refund is null) return false;
        var provider = await db.Set<Payment>().Where(row => row.Id == refund.PaymentId).Select(row => row.ProviderId).SingleAsync(cancellation);
        var made = await Ask(() => gateway.CreateRefund(refund.Id, provider!, refund.AmountFen, cancellation));
        if (made is not null) await Record(scope, refund, made, cancellation);
        return true;
    }

    private async Task<T?> Ask<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (GatewayUnavailableException e)
        {
            LogUnavailable(e.Message);
            return null;
        }
    }

    private static async Task Record(AsyncServiceScope scope, Payment payment, GatewayPayment answer, CancellationToken cancellation)
    {
        var effects = scope.ServiceProvider.GetRequiredService<GatewayEffects>();
        await effects.InTransaction(payment.OrderId, async () =>
        {
            await effects.PaymentKnown(payment.Id, answer, cancellation);
        }, cancellation);
    }

    private static async Task Record(AsyncServiceScope scope, Refund refund, GatewayRefund answer, CancellationToken cancellation)
    {
        var effects = scope.ServiceProvider.GetRequiredService<GatewayEffects>();
        await effects.InTransaction(refund.OrderId, async () =>
        {
            await effects.RefundKnown(refund.Id, answer, cancellation);
        }, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway's answer is unknown, it is asked again: {Why}")]
    private partial void LogUnavailable(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instructions could not be carried out now")]
    private partial void LogFailed(Exception exception);
}
