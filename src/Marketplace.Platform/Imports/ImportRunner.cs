using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Imports;

/// <summary>
/// Works on the imports of one use case, on every host: a host takes a task by a lease, and another takes it over when the lease ends
/// without news. Two tasks go on at once, so that a few rows need not wait for a hundred thousand.
/// </summary>
internal sealed partial class ImportRunner<TDb, TImport, TRow>(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<ImportRunner<TDb, TImport, TRow>> logger) : BackgroundService
    where TDb : ModuleDb
    where TImport : class, IImport<TDb, TRow>
    where TRow : class, new()
{
    private const int Workers = 2;
    private const int MostAttempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long tidiedAt;

    private static readonly ImportEnd Broken = new("import-broken", "导入出了故障，已停下。写好的行都在。请再导入一次，不行请找平台。", "The import failed and was stopped; rows written so far stay. Import again, or call the platform.");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await Next(stopping))
                {
                }

                await Task.Delay(Pause, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                LogUnavailable(e.GetType().Name);
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    /// <returns>Whether there was a task to work on.</returns>
    private async Task<bool> Next(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var import = scope.ServiceProvider.GetRequiredService<TImport>();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var store = new ImportStore(db, Guid.CreateVersion7(), clock);
        if (await store.Claim([import.Kind], cancellation) is not { } task)
        {
            await Tidy(store, cancellation);
            return false;
        }

        await Attempt(task, db, import, store, cancellation);
        return true;
    }

    private async Task Attempt(ImportTask task, TDb db, TImport import, ImportStore store, CancellationToken cancellation)
    {
        try
        {
            await Step(task, db, import, store, cancellation);
        }
        catch (ImportLost)
        {
            if (await store.IsCancelling(task.Id, cancellation)) await store.Move(task, ImportState.Cancelled, cancellation);
        }
        catch (TableFault fault)
        {
            await store.Move(task, ImportState.Failed, cancellation, ImportEnd.Of(fault.Problem));
        }
        catch (ImportStopped stopped)
        {
            await store.Move(task, ImportState.Failed, cancellation, stopped.End);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await store.Release(task, TimeSpan.Zero, CancellationToken.None);
            throw;
        }
#pragma warning disable CA1031 // Whatever a row does to a use case must neither stop the others' imports nor be tried for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(e.GetType().Name, e.StackTrace, task.Id, task.Attempts);
            db.ChangeTracker.Clear();
            if (task.Attempts >= MostAttempts) await store.Move(task, ImportState.Failed, cancellation, Broken);
            else await store.Release(task, TimeSpan.FromSeconds(task.Attempts * 2), cancellation);
        }
    }

    /// <summary>Once an hour on each host.</summary>
    private async Task Tidy(ImportStore store, CancellationToken cancellation)
    {
        var now = clock.GetTimestamp();
        if (tidiedAt != 0 && clock.GetElapsedTime(tidiedAt, now) < TimeSpan.FromHours(1)) return;
        tidiedAt = now;
        await store.Expire(cancellation);
    }

    private static async Task Step(ImportTask task, TDb db, TImport import, ImportStore store, CancellationToken cancellation)
    {
        if (task.State == ImportState.Reading)
        {
            await using var file = await ImportParts.Gather(db, import, task.Id, cancellation);
            await new ImportReading<TDb, TRow>(db, import, store).Run(task, file, cancellation);
            return;
        }

        await new ImportWeighing<TDb, TRow>(db, import, store).Run(task, cancellation);
        await store.Move(task, task.State == ImportState.Checking ? ImportState.Checked : ImportState.Done, cancellation);
    }

    /// <summary>Without the exception's message: it may quote a row.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "Import {ImportId} failed with {Kind} at attempt {Attempt}: {Stack}")]
    private partial void LogFailed(string kind, string? stack, Guid importId, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Imports cannot be reached now ({Reason})")]
    private partial void LogUnavailable(string reason);
}
