using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Marketplace.Ordering.Data;

/// <summary>The module's tables, and its connection for the statements that EF does not write well.</summary>
internal sealed class OrderingDb(DbContextOptions<OrderingDb> options) : ModuleDb(options, "ordering")
{
    /// <summary>A batch on this unit of work's connection and transaction: one round trip, each statement with its own snapshot.</summary>
    public NpgsqlBatch Batch()
    {
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        return new NpgsqlBatch(connection, (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction());
    }
}

internal static class BatchCommands
{
    public static NpgsqlBatch Add(this NpgsqlBatch batch, string sql, params IReadOnlyList<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
        return batch;
    }
}
