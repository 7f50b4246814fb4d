using System.Diagnostics;
using System.Text.Json;
using Marketplace.Kernel;
using Marketplace.Platform.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Messaging;

/// <summary>
/// Delivers one module's facts to every subscriber. Several hosts may drain the same outbox: rows are taken with SKIP LOCKED.
/// A failing fact backs off and is parked after <see cref="AttemptsBeforeParking"/> tries without holding up its neighbours.
/// </summary>
public sealed partial class OutboxRelay(
    ModuleOutbox outbox, NpgsqlDataSource database, IServiceScopeFactory scopes, IEnumerable<EventSubscription> subscriptions,
    OutboxWake wake, ILogger<OutboxRelay> logger) : BackgroundService
{
    public const int AttemptsBeforeParking = 12;
    private const int BatchSize = 32;
    private static readonly TimeSpan PollingInterval = TimeSpan.FromSeconds(1);
    private static readonly ActivitySource Activities = new("Marketplace.Messaging");
    private readonly ILookup<string, EventSubscription> handlers = subscriptions.ToLookup(subscription => subscription.EventName);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DeliverBatch(stoppingToken) > 0)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                LogUnavailable(outbox.Schema, e.GetType().Name);
            }

            await wake.Wait(outbox.Schema, PollingInterval, stoppingToken);
        }
    }

    /// <returns>How many facts were taken up.</returns>
    public async Task<int> DeliverBatch(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var rows = await Take(connection, cancellation);
        foreach (var row in rows)
        {
            var error = await Deliver(row, cancellation);
            await Record(connection, row, error, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return rows.Count;
    }

    private async Task<string?> Deliver(Waiting row, CancellationToken cancellation)
    {
        string? error = null;
        using var activity = Activities.StartActivity("deliver " + row.Name, ActivityKind.Consumer, row.TraceParent);
        foreach (var handler in handlers[row.Name])
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var fact = (IntegrationEvent)JsonSerializer.Deserialize(row.Payload, handler.EventType, EventJson.Options)!;
                await handler.Deliver(scope.ServiceProvider, fact, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // A handler may fail in any way; the fact is kept, backs off and is shown to an operator.
            catch (Exception e)
#pragma warning restore CA1031
            {
                error = $"{handler.Handler}: {e.GetType().Name}: {e.Message}";
                if (e is NotYetException) LogNotYet(row.Name, handler.Handler, e.Message);
                else LogFailed(e, row.Name, row.EventId, handler.Handler, row.Attempts + 1);
            }
        }

        return error;
    }

    private async Task<List<Waiting>> Take(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT event_id, name, payload::text, attempts, trace_parent FROM {outbox.Schema}.outbox
            WHERE delivered_at IS NULL AND parked_at IS NULL AND next_attempt_at <= clock_timestamp()
            ORDER BY position LIMIT {BatchSize} FOR UPDATE SKIP LOCKED
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<Waiting>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new Waiting(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4)));
        }

        return rows;
    }

    private async Task Record(NpgsqlConnection connection, Waiting row, string? error, CancellationToken cancellation)
    {
        var sql = error is null
            ? $"UPDATE {outbox.Schema}.outbox SET delivered_at = clock_timestamp(), last_error = NULL WHERE event_id = $1"
            : $"""
              UPDATE {outbox.Schema}.outbox SET attempts = attempts + 1, last_error = left($2, 2000),
                  next_attempt_at = clock_timestamp() + $3, parked_at = CASE WHEN $4 THEN clock_timestamp() END WHERE event_id = $1
              """;
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = row.EventId } } };
        if (error is not null)
        {
            var parks = row.Attempts + 1 >= AttemptsBeforeParking;
            command.Parameters.Add(new() { Value = error });
            command.Parameters.Add(new() { Value = BackOff(row.Attempts) });
            command.Parameters.Add(new() { Value = parks });
            if (parks) MessagingMeter.Parked.Add(1, new KeyValuePair<string, object?>("event", row.Name));
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>0.2 s, 0.4 s, … up to ten minutes: quick for facts out of order, patient with outages.</summary>
    private static TimeSpan BackOff(int attempts) => TimeSpan.FromSeconds(Math.Min(600, 0.2 * Math.Pow(2, attempts)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Name} {EventId} failed in {Handler}, attempt {Attempt}")]
    private partial void LogFailed(Exception exception, string name, Guid eventId, string handler, int attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Event {Name} must wait in {Handler}: {Reason}")]
    private partial void LogNotYet(string name, string handler, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of {Schema} cannot be reached now ({Reason})")]
    private partial void LogUnavailable(string schema, string reason);

    private sealed record Waiting(Guid EventId, string Name, string Payload, int Attempts, string? TraceParent);
}

internal static class MessagingMeter
{
    private static readonly System.Diagnostics.Metrics.Meter Meter = new("Marketplace.Messaging");

    internal static readonly System.Diagnostics.Metrics.Counter<long> Parked = Meter.CreateCounter<long>("marketplace.events.parked");
}
