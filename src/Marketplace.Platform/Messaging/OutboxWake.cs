using System.Collections.Concurrent;
using Marketplace.Platform.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Marketplace.Platform.Messaging;

/// <summary>
/// Hears PostgreSQL's NOTIFY on the channel <c>outbox</c> and wakes the relay of the schema it names.
/// When the listening connection is lost, polling goes on and the connection is opened again.
/// </summary>
public sealed class OutboxWake(IConfiguration configuration) : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> bells = new();

    /// <summary>Waits for the next fact in a schema, or until <paramref name="atMost"/> has passed; due retries need the latter.</summary>
    public async Task Wait(string schema, TimeSpan atMost, CancellationToken cancellation)
    {
        try
        {
            await Bell(schema).WaitAsync(atMost, cancellation);
        }
        catch (OperationCanceledException)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                await Task.Delay(RetryInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken cancellation)
    {
        var text = configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection);
        var settings = new NpgsqlConnectionStringBuilder(text) { Pooling = false, KeepAlive = 30, ApplicationName = "marketplace-wake" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, notice) => Ring(notice.Payload);
        await connection.OpenAsync(cancellation);
        await using (var command = new NpgsqlCommand("LISTEN outbox", connection)) await command.ExecuteNonQueryAsync(cancellation);
        foreach (var schema in bells.Keys) Ring(schema);
        while (true) await connection.WaitAsync(cancellation);
    }

    private void Ring(string schema)
    {
        var bell = Bell(schema);
        if (bell.CurrentCount == 0) bell.Release();
    }

    private SemaphoreSlim Bell(string schema) => bells.GetOrAdd(schema, _ => new SemaphoreSlim(0));
}
