using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Xunit;

namespace Marketplace.Rules.Tests.Schema;

/// <summary>Every kind of drift, planted: the comparison must find each of them and nothing else.</summary>
public sealed class PlantedDriftTests
{
    private const string Right = """
        CREATE SCHEMA planted;
        CREATE TABLE planted.parent (id uuid PRIMARY KEY);
        CREATE TABLE planted.child (
            id uuid PRIMARY KEY, parent_id uuid NOT NULL REFERENCES planted.parent, name varchar(20) NOT NULL, note text,
            number bigint NOT NULL DEFAULT 7);
        CREATE UNIQUE INDEX child_name ON planted.child (name);
        CREATE INDEX child_parent ON planted.child (parent_id);
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("ALTER TABLE planted.child ALTER name TYPE varchar(30)", "child.name: EF says character varying(20), the database character varying(30)")]
    [InlineData("ALTER TABLE planted.child ALTER name TYPE text", "child.name: EF says character varying(20), the database text")]
    [InlineData("ALTER TABLE planted.child ALTER name DROP NOT NULL", "child.name: the database allows null, EF does not")]
    [InlineData("ALTER TABLE planted.child ALTER note SET NOT NULL", "child.note: EF allows null, the database does not")]
    [InlineData("ALTER TABLE planted.child ADD extra int", "child.extra: unknown to EF")]
    [InlineData("ALTER TABLE planted.child DROP note", "child.note: no such column")]
    [InlineData("ALTER TABLE planted.child ALTER number DROP DEFAULT", "child.number: EF lets the database fill it, but it has no default")]
    [InlineData("DROP INDEX planted.child_name", "child: no unique index over (name)")]
    [InlineData("DROP INDEX planted.child_name; CREATE INDEX ON planted.child (name)", "child: no unique index over (name)")]
    [InlineData("DROP INDEX planted.child_name; CREATE UNIQUE INDEX ON planted.child (name) WHERE note IS NULL", "child: no unique index over (name)")]
    [InlineData("DROP INDEX planted.child_parent", "child: no index over (parent_id)")]
    [InlineData("ALTER TABLE planted.child DROP CONSTRAINT child_parent_id_fkey", "child: no foreign key (parent_id) to parent")]
    [InlineData("ALTER TABLE planted.child DROP CONSTRAINT child_pkey, ADD PRIMARY KEY (id, name)", "child: primary key (id), the database has (id, name)")]
    [InlineData("CREATE TABLE planted.stranger (id int)", "stranger: unknown to EF")]
    [InlineData("DROP TABLE planted.child", "child: no such table")]
    public async Task Planted_drift_is_found(string drift, string told)
    {
        await using var database = await TestDatabase.Create();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var command = source.CreateCommand(Right + drift)) await command.ExecuteNonQueryAsync();
        await using var db = new PlantedDb(new DbContextOptionsBuilder<PlantedDb>().UseNpgsql(source).Options);
        var found = SchemaComparison.Differences(db.GetService<IDesignTimeModel>().Model.GetRelationalModel(), await DatabaseSchema.Read(database.ConnectionString, "planted"));
        Assert.Equal(told.Length == 0 ? [] : [told], found);
    }

    private sealed class PlantedDb(DbContextOptions<PlantedDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.HasDefaultSchema("planted");
            modelBuilder.Entity<Parent>().ToTable("parent").Property(row => row.Id).HasColumnName("id");
            modelBuilder.Entity<Child>(child =>
            {
                child.ToTable("child");
                child.Property(row => row.Id).HasColumnName("id");
                child.Property(row => row.ParentId).HasColumnName("parent_id");
                child.Property(row => row.Name).HasColumnName("name").HasMaxLength(20);
                child.Property(row => row.Note).HasColumnName("note");
                child.Property(row => row.Number).HasColumnName("number").HasDefaultValue(7L);
                child.HasIndex(row => row.Name).IsUnique();
                child.HasOne<Parent>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.NoAction);
            });
        }
    }

    private sealed class Parent
    {
        public Guid Id { get; init; }
    }

    private sealed class Child
    {
        public Guid Id { get; init; }

        public Guid ParentId { get; init; }

        public string Name { get; init; } = string.Empty;

        public string? Note { get; init; }

        public long Number { get; init; }
    }
}
