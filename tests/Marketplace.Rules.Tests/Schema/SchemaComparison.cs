using Microsoft.EntityFrameworkCore.Metadata;

namespace Marketplace.Rules.Tests.Schema;

/// <summary>
/// Holds what EF Core believes against what the migrations made. Everything EF knows must be so; and what the database has beside it
/// must not surprise EF: an unknown column breaks an insert when it demands a value.
/// </summary>
internal static class SchemaComparison
{
    internal static IEnumerable<string> Differences(IRelationalModel model, IReadOnlyDictionary<string, DatabaseTable> database)
    {
        foreach (var table in model.Tables)
        {
            if (!database.TryGetValue(table.Name, out var actual)) yield return $"{table.Name}: no such table";
            else
                foreach (var difference in Differences(table, actual)) yield return $"{table.Name}{difference}";
        }

        foreach (var name in database.Keys.Except(model.Tables.Select(table => table.Name)).Order(StringComparer.Ordinal)) yield return $"{name}: unknown to EF";
    }

    private static IEnumerable<string> Differences(ITable table, DatabaseTable actual)
    {
        var columns = table.Columns.Where(column => column.Name != "xmin").ToList();
        foreach (var column in columns)
        {
            if (!actual.Columns.TryGetValue(column.Name, out var found)) yield return $".{column.Name}: no such column";
            else
                foreach (var difference in Differences(column, found)) yield return $".{column.Name}: {difference}";
        }

        foreach (var name in actual.Columns.Keys.Except(columns.Select(column => column.Name)).Order(StringComparer.Ordinal)) yield return $".{name}: unknown to EF";
        var key = table.PrimaryKey?.Columns.Select(column => column.Name).ToList() ?? [];
        if (!key.SequenceEqual(actual.PrimaryKey)) yield return $": primary key ({List(key)}), the database has ({List(actual.PrimaryKey)})";
        foreach (var constraint in table.UniqueConstraints.Where(constraint => !constraint.GetIsPrimaryKey()))
        {
            var named = constraint.Columns.Select(column => column.Name).ToList();
            if (!actual.Indexes.Any(index => index.IsUnique && index.Filter is null && index.Columns.ToHashSet().SetEquals(named))) yield return $": no unique key over ({List(named)})";
        }

        foreach (var difference in ForeignKeys(table, actual).Concat(Indexes(table, actual))) yield return difference;
    }

    private static IEnumerable<string> Differences(IColumn column, DatabaseColumn found)
    {
        if (column.StoreType != found.Type) yield return $"EF says {column.StoreType}, the database {found.Type}";
        if (column.IsNullable != found.IsNullable) yield return column.IsNullable ? "EF allows null, the database does not" : "the database allows null, EF does not";
        var hasDefault = found.Default is not null || found.IsGenerated;
        var believesDefault = column.DefaultValueSql is not null || column.DefaultValue is not null || column.ComputedColumnSql is not null
            || column.PropertyMappings.Any(mapping => mapping.Property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) && !mapping.Property.IsKey());
        if (believesDefault && !hasDefault) yield return "EF lets the database fill it, but it has no default";
    }

    private static IEnumerable<string> ForeignKeys(ITable table, DatabaseTable actual)
    {
        foreach (var key in table.ForeignKeyConstraints)
        {
            var columns = key.Columns.Select(column => column.Name).ToList();
            var found = actual.ForeignKeys.FirstOrDefault(other => other.Columns.SequenceEqual(columns) && other.Table == key.PrincipalTable.Name);
            if (found is null) yield return $": no foreign key ({List(columns)}) to {key.PrincipalTable.Name}";
            else if ((key.OnDeleteAction == Microsoft.EntityFrameworkCore.Migrations.ReferentialAction.Cascade) != found.Cascades)
                yield return $": foreign key {found.Name}: EF says {key.OnDeleteAction}, the database {(found.Cascades ? "CASCADE" : "no cascade")}";
        }
    }

    private static IEnumerable<string> Indexes(ITable table, DatabaseTable actual)
    {
        foreach (var index in table.Indexes)
        {
            var columns = index.Columns.Select(column => column.Name).ToList();
            var isImplied = index.MappedIndexes.All(mapped => ((IConventionIndex)mapped).GetConfigurationSource() == ConfigurationSource.Convention);
            var found = isImplied
                ? actual.Indexes.Any(other => other.Columns.Take(columns.Count).SequenceEqual(columns))
                : actual.Indexes.Any(other => other.Columns.Select(Bare).SequenceEqual(columns) && other.IsUnique == index.IsUnique && other.Filter is null == index.Filter is null);
            if (!found) yield return $": no {(index.IsUnique ? "unique " : string.Empty)}index over ({List(columns)}){(index.Filter is null ? string.Empty : " where " + index.Filter)}";
        }
    }

    private static string Bare(string key) => key.Replace(" DESC", string.Empty, StringComparison.Ordinal);

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}
