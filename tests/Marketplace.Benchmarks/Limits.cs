using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Benchmarks;

/// <summary>What the same machine and the same PostgreSQL do at most when nothing of the product is in the way.</summary>
internal sealed class Limits : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly WebApplication kestrel;
    private readonly HttpClient client;

    private Limits(NpgsqlDataSource database, WebApplication kestrel)
    {
        this.database = database;
        this.kestrel = kestrel;
        client = new HttpClient { BaseAddress = new Uri(kestrel.Urls.Single()) };
    }

    internal static async Task<Limits> Prepare(string connectionString)
    {
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 32 }.ConnectionString);
        await using (var command = database.CreateCommand(Tables)) await command.ExecuteNonQueryAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var kestrel = builder.Build();
        kestrel.MapGet("/", () => "ok");
        await kestrel.StartAsync();
        return new Limits(database, kestrel);
    }

    internal async Task AskKestrel() => await client.GetStringAsync(new Uri("/", UriKind.Relative));

    internal async Task SelectOneRow()
    {
        await using var command = database.CreateCommand("SELECT name, available FROM bench.item WHERE id = $1");
        command.Parameters.Add(new() { Value = Random.Shared.Next(1000) });
        await command.ExecuteScalarAsync();
    }

    /// <summary>What pgbench calls TPC-B: three updates, a select and an insert, one after another, one commit.</summary>
    internal Task PgBench() => Transact(
        "UPDATE bench.item SET available = available + 1 WHERE id = $1", "SELECT available FROM bench.item WHERE id = $1",
        "UPDATE bench.teller SET balance = balance + 1 WHERE id = $1 % 100", "UPDATE bench.branch SET balance = balance + 1 WHERE id = $1 % 10",
        "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'x')");

    /// <summary>The statements an order cannot do without: claim the key, take the stock, write order, line, history, fact and audit, keep the answer.</summary>
    internal Task BareOrder() => Transact(
        "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'the key')", "UPDATE bench.item SET available = available - 1, reserved = reserved + 1 WHERE id = $1 AND available > 0",
        "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'the order')", "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'its line')",
        "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'its history')", "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'the fact')",
        "INSERT INTO bench.history (item, at, words) VALUES ($1, now(), 'the audit')", "UPDATE bench.item SET words = 'the answer' WHERE id = $1 + 1000");

    private async Task Transact(params IReadOnlyList<string> statements)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var item = Random.Shared.Next(1000);
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = item } } };
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await kestrel.DisposeAsync();
        await database.DisposeAsync();
    }

    private const string Tables = """
        CREATE SCHEMA bench;
        CREATE TABLE bench.item (id int PRIMARY KEY, name text NOT NULL, available bigint NOT NULL, reserved bigint NOT NULL DEFAULT 0, words text);
        INSERT INTO bench.item (id, name, available) SELECT i, 'item ' || i, 1000000000 FROM generate_series(0, 1999) i;
        CREATE TABLE bench.teller (id int PRIMARY KEY, balance bigint NOT NULL);
        INSERT INTO bench.teller SELECT i, 0 FROM generate_series(0, 99) i;
        CREATE TABLE bench.branch (id int PRIMARY KEY, balance bigint NOT NULL);
        INSERT INTO bench.branch SELECT i, 0 FROM generate_series(0, 9) i;
        CREATE TABLE bench.history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item int NOT NULL, at timestamptz NOT NULL, words text);
        """;
}
