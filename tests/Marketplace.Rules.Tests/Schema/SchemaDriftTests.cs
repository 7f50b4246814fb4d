using Marketplace.Platform.Persistence;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Rules.Tests.Schema;

public sealed class SchemaDriftTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    [Fact]
    public async Task EF_Core_and_the_migrated_database_agree_in_every_module()
    {
        var allowed = Exceptions.Of("schema-drift");
        var differences = new List<string>();
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var module in host.Services.GetServices<ModuleDatabase>())
        {
            var db = (DbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
            var schema = await DatabaseSchema.Read(host.Database.ConnectionString, module.Schema);
            differences.AddRange(SchemaComparison.Differences(model, schema).Select(difference => module.Schema + "." + difference)
                .Where(difference => !PlatformTables.Any(table => difference == $"{module.Schema}.{table}")));
        }

        allowed.MustExplain(differences);
    }

    [Fact]
    public async Task Every_foreign_key_has_an_index()
    {
        var bare = new List<string>();
        foreach (var module in host.Services.GetServices<ModuleDatabase>())
        {
            foreach (var table in (await DatabaseSchema.Read(host.Database.ConnectionString, module.Schema)).Values)
            {
                bare.AddRange(table.ForeignKeys
                    .Where(key => !table.Indexes.Any(index => index.Columns.Take(key.Columns.Count).ToHashSet().SetEquals(key.Columns)))
                    .Select(key => $"{module.Schema}.{table.Name} ({string.Join(", ", key.Columns)})"));
            }
        }

        Exceptions.Of("foreign-keys-without-index").MustExplain(bare);
    }

    [Fact]
    public void Migrations_are_numbered_without_gaps_or_doubles()
    {
        foreach (var module in host.Services.GetServices<ModuleDatabase>())
            Assert.Equal(Enumerable.Range(0, Migrator.FilesOf(module).Count), Migrator.FilesOf(module).Select(file => file.Number));
    }

    /// <summary>What every module has from the platform and only raw SQL touches; the outbox row has columns that only the relay knows.</summary>
    private static readonly string[] PlatformTables =
    [
        "audit: unknown to EF", "idempotency: unknown to EF", "inbox: unknown to EF", "migration: unknown to EF", "once: unknown to EF",
        "outbox.attempts: unknown to EF", "outbox.delivered_at: unknown to EF", "outbox.last_error: unknown to EF",
        "outbox.next_attempt_at: unknown to EF", "outbox.parked_at: unknown to EF", "outbox.position: unknown to EF",
    ];
}
