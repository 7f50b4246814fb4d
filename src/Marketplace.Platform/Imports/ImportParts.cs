using System.Data;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Marketplace.Platform.Imports;

/// <summary>The file of an import, in sealed parts in the database: any host can read it, and it goes with the rows.</summary>
internal static class ImportParts
{
    private const int PartBytes = 512 * 1024;

    /// <returns>How many bytes there were; more than <paramref name="most"/> are not kept.</returns>
    internal static async Task<long> Keep<TDb, TRow>(TDb db, IImport<TDb, TRow> import, Guid id, Stream body, long most, CancellationToken cancellation)
        where TDb : ModuleDb
        where TRow : class, new()
    {
        var buffer = new byte[PartBytes];
        var (total, number, count) = (0L, 0, 0);
        while ((count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0)
        {
            total += count;
            if (total > most) return total;
            await using var command = new NpgsqlCommand($"INSERT INTO {db.Schema}.import_part (import_id, number, bytes) VALUES ($1, $2, $3)",
                (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction())
            {
                Parameters = { new() { Value = id }, new() { Value = number++ }, new() { Value = import.Seal(id, buffer[..count]) } },
            };
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return total;
    }

    /// <summary>The whole file on this host's disk, gone when closed.</summary>
    internal static async Task<FileStream> Gather<TDb, TRow>(TDb db, IImport<TDb, TRow> import, Guid id, CancellationToken cancellation)
        where TDb : ModuleDb
        where TRow : class, new()
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"SELECT bytes FROM {db.Schema}.import_part WHERE import_id = $1 ORDER BY number", (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Parameters = { new() { Value = id } },
        };
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        while (await reader.ReadAsync(cancellation)) await file.WriteAsync(import.Open(id, (byte[])reader[0]), cancellation);
        file.Position = 0;
        return file;
    }
}
