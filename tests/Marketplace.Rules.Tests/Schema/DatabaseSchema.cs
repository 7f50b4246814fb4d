using Npgsql;

namespace Marketplace.Rules.Tests.Schema;

/// <summary>What PostgreSQL really has, read from its catalogue.</summary>
internal sealed record DatabaseTable(
    string Name, IReadOnlyDictionary<string, DatabaseColumn> Columns, IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<DatabaseForeignKey> ForeignKeys, IReadOnlyList<DatabaseIndex> Indexes);

internal sealed record DatabaseColumn(string Name, string Type, bool IsNullable, string? Default, bool IsGenerated);

internal sealed record DatabaseForeignKey(string Name, IReadOnlyList<string> Columns, string Table, IReadOnlyList<string> PrincipalColumns, bool Cascades);

internal sealed record DatabaseIndex(string Name, IReadOnlyList<string> Columns, bool IsUnique, string? Filter);

internal static class DatabaseSchema
{
    internal static async Task<IReadOnlyDictionary<string, DatabaseTable>> Read(string connectionString, string schema)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var columns = await Rows(connection, Columns, schema, row => (Table: row.GetString(0), Column: new DatabaseColumn(
            row.GetString(1), row.GetString(2), !row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetBoolean(5))));
        var keys = await Rows(connection, Keys, schema, row => (Table: row.GetString(0), Columns: row.GetFieldValue<string[]>(1)));
        var foreign = await Rows(connection, ForeignKeys, schema, row => (Table: row.GetString(0), Key: new DatabaseForeignKey(
            row.GetString(1), row.GetFieldValue<string[]>(2), row.GetString(3), row.GetFieldValue<string[]>(4), row.GetBoolean(5))));
        var indexes = await Rows(connection, Indexes, schema, row => (Table: row.GetString(0), Index: new DatabaseIndex(
            row.GetString(1), row.GetFieldValue<string[]>(2), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4))));
        return columns.GroupBy(column => column.Table).ToDictionary(table => table.Key, table => new DatabaseTable(
            table.Key,
            table.ToDictionary(row => row.Column.Name, row => row.Column),
            keys.FirstOrDefault(key => key.Table == table.Key).Columns ?? [],
            [.. foreign.Where(row => row.Table == table.Key).Select(row => row.Key)],
            [.. indexes.Where(row => row.Table == table.Key).Select(row => row.Index)]));
    }

    private static async Task<List<T>> Rows<T>(NpgsqlConnection connection, string sql, string schema, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = schema } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    private const string Columns = """
        SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '' OR a.attidentity <> ''
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = $1::text::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        """;

    private static readonly string Keys = $"""
        SELECT (SELECT relname::text FROM pg_class WHERE oid = conrelid), {Of("conkey", "conrelid")}
        FROM pg_constraint WHERE connamespace = $1::text::regnamespace AND contype = 'p'
        """;

    private static readonly string ForeignKeys = $"""
        SELECT (SELECT relname::text FROM pg_class WHERE oid = conrelid), conname::text, {Of("conkey", "conrelid")},
            (SELECT relname::text FROM pg_class WHERE oid = confrelid), {Of("confkey", "confrelid")}, confdeltype = 'c'
        FROM pg_constraint WHERE connamespace = $1::text::regnamespace AND contype = 'f' AND conparentid = 0
        """;

    private static readonly string Indexes = $"""
        SELECT c.relname::text, i.relname::text,
            ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, false) FROM generate_series(1, x.indnkeyatts) n ORDER BY n),
            x.indisunique, pg_get_expr(x.indpred, x.indrelid)
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE c.relnamespace = $1::text::regnamespace
        """;

    private static string Of(string numbers, string table) =>
        $"ARRAY(SELECT a.attname::text FROM unnest({numbers}) WITH ORDINALITY k(n, i) JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.n ORDER BY k.i)";
}
