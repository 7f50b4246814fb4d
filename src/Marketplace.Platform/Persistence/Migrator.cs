using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Persistence;

/// <summary>
/// Applies each module's numbered SQL, forward only, under one advisory lock, each file in its own transaction.
/// A file that changed after it was applied stops the start: a published migration is never edited. So does a file that comes too late,
/// a missing number, and a database that a newer build has migrated.
/// </summary>
public sealed partial class Migrator(IConfiguration configuration, IEnumerable<ModuleDatabase> databases, ILogger<Migrator> logger)
{
    private const long LockKey = 0x6D61726B6574;

    /// <returns>How many files were applied.</returns>
    /// <exception cref="MigrationChangedException">An applied file's text differs from the one in this build.</exception>
    /// <exception cref="MigrationGapException">The numbers of this build and of the database do not follow each other.</exception>
    public async Task<int> Migrate(CancellationToken cancellation)
    {
        var app = configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection)
            ?? throw new InvalidOperationException("No connection string named 'Marketplace' is configured.");
        var owner = configuration.GetConnectionString(ModuleDatabaseRegistration.OwnerConnection) ?? app;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await Run(connection, $"SELECT pg_advisory_lock({LockKey})", cancellation);
        var applied = 0;
        await Run(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS btree_gin;", cancellation);
        var appUser = new NpgsqlConnectionStringBuilder(app).Username ?? throw new InvalidOperationException("The connection string names no user.");
        foreach (var database in databases)
        {
            await Prepare(connection, database, appUser, cancellation);
            applied += await Apply(connection, database, cancellation);
        }

        return applied;
    }

    private static async Task Prepare(NpgsqlConnection connection, ModuleDatabase database, string appUser, CancellationToken cancellation)
    {
        // Roles belong to the whole cluster: another database's migration may create the same one at the same moment.
        await Run(connection, $"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{database.Role}') THEN
                    CREATE ROLE {database.Role} NOLOGIN;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$;
            DO $$ BEGIN
                IF NOT pg_has_role('{appUser}', '{database.Role}', 'MEMBER') THEN
                    GRANT {database.Role} TO "{appUser}";
                END IF;
            EXCEPTION WHEN unique_violation OR SQLSTATE 'XX000' THEN NULL;
            END $$;
            CREATE SCHEMA IF NOT EXISTS {database.Schema};
            GRANT USAGE ON SCHEMA {database.Schema} TO {database.Role};
            ALTER DEFAULT PRIVILEGES IN SCHEMA {database.Schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {database.Role};
            ALTER DEFAULT PRIVILEGES IN SCHEMA {database.Schema} GRANT USAGE, SELECT ON SEQUENCES TO {database.Role};
            ALTER DEFAULT PRIVILEGES IN SCHEMA {database.Schema} GRANT EXECUTE ON FUNCTIONS TO {database.Role};
            CREATE TABLE IF NOT EXISTS {database.Schema}.migration (
                number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
            """, cancellation);
    }

    private async Task<int> Apply(NpgsqlConnection connection, ModuleDatabase database, CancellationToken cancellation)
    {
        var known = await AppliedChecksums(connection, database.Schema, cancellation);
        var applied = 0;
        var files = FilesOf(database);
        if (MigrationGapException.Find(database.Module, files, known.Keys) is { } gap) throw gap;
        foreach (var file in files)
        {
            if (known.TryGetValue(file.Number, out var checksum))
            {
                if (checksum != file.Checksum) throw new MigrationChangedException(database.Module, file.Name);
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Run(connection, $"SET LOCAL search_path = {database.Schema}, public; " + file.Sql, cancellation);
            await using var record = new NpgsqlCommand(
                $"INSERT INTO {database.Schema}.migration (number, name, checksum) VALUES ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
            };
            await record.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            LogApplied(database.Module, file.Name);
            applied++;
        }

        return applied;
    }

    private static async Task<Dictionary<int, string>> AppliedChecksums(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        var known = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand($"SELECT number, checksum FROM {schema}.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known.Add(reader.GetInt32(0), reader.GetString(1));
        return known;
    }

    /// <summary>A module's files in order: the tables every module has, then its own <c>Data/Migrations/NNNN_name.sql</c>.</summary>
    public static IReadOnlyList<MigrationFile> FilesOf(ModuleDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return [.. Embedded(typeof(Migrator).Assembly, ".Persistence.Migrations.", database)
            .Concat(Embedded(database.Migrations, ".Data.Migrations.", database))
            .OrderBy(file => file.Number)];
    }

    private static IEnumerable<MigrationFile> Embedded(Assembly assembly, string marker, ModuleDatabase database)
    {
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var at = resource.IndexOf(marker, StringComparison.Ordinal);
            if (at < 0) continue;
            var name = resource[(at + marker.Length)..^".sql".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().Replace("{schema}", database.Schema, StringComparison.Ordinal)
                .Replace("{role}", database.Role, StringComparison.Ordinal);
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
            yield return new MigrationFile(int.Parse(name[..4], CultureInfo.InvariantCulture), name, sql, checksum);
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Module} migration {Name}")]
    private partial void LogApplied(string module, string name);
}

/// <summary>One numbered SQL file of a module.</summary>
public sealed record MigrationFile(int Number, string Name, string Sql, string Checksum);

/// <summary>An applied migration differs from this build's file of the same number.</summary>
public sealed class MigrationChangedException(string module, string file)
    : Exception($"Migration {file} of {module} was changed after it had been applied. Restore the file, or use a new data folder.");

/// <summary>The numbers of a module's files and of what the database has do not follow each other.</summary>
public sealed class MigrationGapException(string zh, string en) : Exception(en)
{
    public string Zh { get; } = zh;

    internal static MigrationGapException? Find(string module, IReadOnlyList<MigrationFile> files, IReadOnlyCollection<int> applied)
    {
        if (files.Where((file, i) => file.Number != i).FirstOrDefault() is { } odd)
            return new($"{module} 的升级文件编号不连续，从 {odd.Name} 起。请检查这个版本是否完整。", $"The migrations of {module} are not numbered without gaps from {odd.Name} on. Check that this build is whole.");
        if (applied.Any(number => number >= files.Count))
            return new($"数据库已被更新的版本升级过（{module} 第 {applied.Max()} 步）。请用那个版本启动。", $"A newer version has migrated the database ({module}, step {applied.Max()}). Start that version.");
        return files.FirstOrDefault(file => !applied.Contains(file.Number) && applied.Any(number => number > file.Number)) is { } late
            ? new($"{module} 的升级文件 {late.Name} 来得太晚，后面的步骤已经做过。请给它更大的编号。", $"Migration {late.Name} of {module} comes too late: later steps were applied. Give it a higher number.")
            : null;
    }
}
