using System.Text.Json;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Demonstration;

/// <summary>
/// A module's part of the demonstration data. Modules load in <see cref="Order"/>, each once, in a transaction of its own schema,
/// and agree on ids through <see cref="Kernel.StableId"/> of the keys in the demonstration files (<c>organisation:KEY</c>, <c>product:KEY</c>, …).
/// </summary>
public interface IDemonstration
{
    /// <summary>Modules that others build on come first: Accounts 10, Catalog 20, Ordering 30, Settlement 40, Programme 50.</summary>
    int Order { get; }

    Type ContextType { get; }

    Task Load(DemonstrationFiles files, CancellationToken cancellation);
}

/// <summary>An account that anyone may try the demonstration with; printed at the start.</summary>
public sealed record DemonstrationAccount(string UserName, string Password, string RoleZh, string RoleEn);

/// <summary>The demonstration files that ship with the host.</summary>
public sealed class DemonstrationFiles(string folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string PathOf(string file) => Path.Combine(folder, file);

    /// <exception cref="InvalidOperationException">The file holds nothing.</exception>
    public async Task<T> Read<T>(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(PathOf(file));
        return await JsonSerializer.DeserializeAsync<T>(stream, Json, cancellation) ?? throw new InvalidOperationException($"{file} is empty.");
    }
}

/// <summary>Loads the demonstration once; a second call, or a second host, changes nothing.</summary>
public sealed partial class DemonstrationLoader(
    IServiceScopeFactory scopes, IEnumerable<ModuleDatabase> databases, DemonstrationFiles files, ILogger<DemonstrationLoader> logger)
{
    /// <summary>The accounts to try, where the demonstration was loaded.</summary>
    public async Task<IReadOnlyList<DemonstrationAccount>> Accounts(CancellationToken cancellation)
    {
        await using var probe = scopes.CreateAsyncScope();
        foreach (var part in probe.ServiceProvider.GetServices<IDemonstration>())
        {
            if (!await IsLoaded(probe.ServiceProvider, part.ContextType, cancellation)) return [];
        }

        return [.. probe.ServiceProvider.GetServices<DemonstrationAccount>()];
    }

    /// <returns>Whether anything was loaded.</returns>
    public async Task<bool> LoadOnce(CancellationToken cancellation)
    {
        await using var probe = scopes.CreateAsyncScope();
        var loaded = false;
        var parts = probe.ServiceProvider.GetServices<IDemonstration>().Select(part => (part.Order, part.ContextType)).OrderBy(part => part.Order).ToList();
        foreach (var (order, contextType) in parts)
        {
            if (await IsLoaded(probe.ServiceProvider, contextType, cancellation)) continue;
            await using var scope = scopes.CreateAsyncScope();
            loaded |= await LoadPart(scope.ServiceProvider, order, cancellation);
        }

        return loaded;
    }

    /// <summary>Asked in plain SQL: every later start would otherwise wait for five database models that it does not need yet.</summary>
    private async Task<bool> IsLoaded(IServiceProvider services, Type contextType, CancellationToken cancellation)
    {
        var schema = databases.Single(database => database.ContextType == contextType).Schema;
        await using var command = services.GetRequiredKeyedService<NpgsqlDataSource>(schema).CreateCommand("SELECT 1 FROM once WHERE name = 'demonstration'");
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    private async Task<bool> LoadPart(IServiceProvider services, int order, CancellationToken cancellation)
    {
        var part = services.GetServices<IDemonstration>().Single(part => part.Order == order);
        var db = (ModuleDb)services.GetRequiredService(part.ContextType);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var claimed = await db.Database.ExecuteSqlRawAsync(
            $"INSERT INTO {db.Schema}.once (name) VALUES ('demonstration') ON CONFLICT DO NOTHING", cancellation);
        if (claimed == 0) return false;
        await part.Load(files, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        LogLoaded(db.Schema);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demonstration data of {Schema} loaded")]
    private partial void LogLoaded(string schema);
}
