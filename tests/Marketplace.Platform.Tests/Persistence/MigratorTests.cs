using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Platform.Tests.Persistence;

public sealed class MigratorTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    [Fact]
    public async Task Eight_hosts_that_start_at_once_on_a_new_database_migrate_it_once()
    {
        await using var database = await Fresh();
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Migrate(database.ConnectionString))));
        var files = host.Services.GetServices<ModuleDatabase>().Sum(module => Migrator.FilesOf(module).Count);
        Assert.Equal(files, applied.Sum());
        Assert.Equal(7, applied.Count(count => count == 0));
        Assert.Equal(0, await Migrate(database.ConnectionString));
    }

    [Fact]
    public async Task A_published_migration_that_was_edited_stops_the_start()
    {
        await using var database = await Migrated();
        await database.Scalar<object>("UPDATE probe.migration SET checksum = 'edited' WHERE number = 1");
        var refused = await Assert.ThrowsAsync<MigrationChangedException>(() => Migrate(database.ConnectionString));
        Assert.Contains("0001_probe", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_build_stops_the_start()
    {
        await using var database = await Migrated();
        await database.Scalar<object>("INSERT INTO probe.migration (number, name, checksum) SELECT max(number) + 1, 'later', 'x' FROM probe.migration");
        var refused = await Assert.ThrowsAsync<MigrationGapException>(() => Migrate(database.ConnectionString));
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 1 3", "", "not numbered without gaps")]
    [InlineData("0 1 1 2", "", "not numbered without gaps")]
    [InlineData("0 1 2", "0 2", "comes too late")]
    [InlineData("0 1 2", "0 1", null)]
    [InlineData("0 1 2", "0 1 2 3", "newer version")]
    public void Numbers_must_follow_each_other(string files, string applied, string? refusal)
    {
        static int[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        var gap = MigrationGapException.Find("Probe", [.. Numbers(files).Select(number => new MigrationFile(number, $"{number:0000}_x", string.Empty, string.Empty))], Numbers(applied));
        if (refusal is null) Assert.Null(gap);
        else Assert.Contains(refusal, gap!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_is_tried_again()
    {
        await using var database = await Fresh();
        await database.Scalar<object>("CREATE SCHEMA probe; CREATE TABLE probe.effect (mine int)");
        await Assert.ThrowsAsync<PostgresException>(() => Migrate(database.ConnectionString));
        Assert.Null(await database.Scalar<string>("SELECT to_regclass('probe.note')::text"));
        await database.Scalar<object>("DROP TABLE probe.effect");
        Assert.True(await Migrate(database.ConnectionString) > 0);
    }

    [Fact]
    public async Task A_module_cannot_read_another_s_schema_nor_rewrite_its_audit_trail()
    {
        await using var connection = await host.Services.GetRequiredKeyedService<NpgsqlDataSource>("probe").OpenConnectionAsync();
        foreach (var sql in new[] { "SELECT 1 FROM files.file", "UPDATE probe.audit SET action = ''", "DELETE FROM probe.audit", "TRUNCATE probe.audit", "CREATE TABLE probe.mine (id int)", "DROP TABLE probe.note" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.True(refused.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {refused.Message}");
        }
    }

    private static async Task<TestDatabase> Fresh()
    {
        var database = await TestDatabase.Create();
        await database.Scalar<object>("DROP SCHEMA IF EXISTS probe CASCADE; DROP SCHEMA IF EXISTS files CASCADE");
        return database;
    }

    private async Task<TestDatabase> Migrated()
    {
        var database = await Fresh();
        await Migrate(database.ConnectionString);
        return database;
    }

    private async Task<int> Migrate(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        host.Configure(builder, connectionString);
        await using var app = builder.Build();
        return await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
    }
}
