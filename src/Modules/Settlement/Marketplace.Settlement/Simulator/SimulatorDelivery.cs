using Marketplace.Settlement.Data;
using Marketplace.Settlement.Gateways;
using Marketplace.Settlement.ReceiveWebhook;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Settlement.Simulator;

/// <summary>Delivers the simulator's webhooks, signed anew at each try, until they are taken in. Some arrive twice, as in life.</summary>
internal sealed partial class SimulatorDelivery(IServiceScopeFactory scopes, ILogger<SimulatorDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private sealed record Waiting(string EventId, string Body, int Attempts);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DeliverNext(stoppingToken))
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

    private async Task<bool> DeliverNext(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SettlementDb>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var now = clock.GetUtcNow();
        var retryAt = now.AddSeconds(2);
        var next = (await db.Database.SqlQuery<Waiting>($"""
            UPDATE settlement.simulated_delivery SET attempts = attempts + 1, next_attempt_at = {retryAt} WHERE event_id = (
                SELECT event_id FROM settlement.simulated_delivery WHERE delivered_at IS NULL AND next_attempt_at <= {now} AND attempts < 40
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING event_id AS "EventId", body AS "Body", attempts AS "Attempts"
            """).ToListAsync(cancellation)).SingleOrDefault();
        if (next is null) return false;
        var signature = WebhookSignature.Sign(GatewaySimulator.WebhookSecret, next.Body, now);
        var problem = await ReceiveWebhook.ReceiveWebhook.Receive(next.Body, signature, db, scope.ServiceProvider.GetRequiredService<GatewayEffects>(),
            scope.ServiceProvider.GetRequiredService<IConfiguration>(), clock, cancellation);
        if (problem is null) await db.Database.ExecuteSqlAsync($"UPDATE settlement.simulated_delivery SET delivered_at = {now} WHERE event_id = {next.EventId}", cancellation);
        else LogRefused(next.EventId, problem.Code);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Simulated webhook {EventId} was refused: {Code}")]
    private partial void LogRefused(string eventId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Simulated webhooks cannot be delivered now")]
    private partial void LogFailed(Exception exception);
}
