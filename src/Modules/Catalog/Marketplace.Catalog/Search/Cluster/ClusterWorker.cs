using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>
/// Keeps the cluster's indices as their rows say, as long as the host runs, and tells this host's breaker whether searches may go there.
/// Any number of hosts do the same; each index is worked on by one of them at a time.
/// </summary>
internal sealed partial class ClusterWorker(ClusterKeeper keeper, ClusterWatch watch, ILogger<ClusterWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isBusy = false;
            try
            {
                isBusy = await keeper.Tick(stoppingToken);
                await watch.Look(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                LogUnavailable(e.GetType().Name);
            }

            if (!isBusy) await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The search cluster could not be kept now ({Reason})")]
    private partial void LogUnavailable(string reason);
}
