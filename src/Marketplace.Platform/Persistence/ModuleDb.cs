using System.Text.Json;
using Marketplace.Kernel;
using Marketplace.Platform.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Platform.Persistence;

/// <summary>
/// A module's unit of work over its own schema. Facts published here are rows of the same transaction as the change they tell.
/// Enums are stored by name, columns are snake_case of the property.
/// </summary>
public abstract class ModuleDb(DbContextOptions options, string schema) : DbContext(options)
{
    private readonly List<AuditEntry> audit = [];

    public string Schema { get; } = schema;

    internal IReadOnlyList<AuditEntry> PendingAudit => audit;

    /// <summary>Tells the other modules a fact, once this transaction commits.</summary>
    public void Publish(IntegrationEvent fact) => Set<OutboxRow>().Add(OutboxRow.For(fact));

    /// <summary>
    /// Records who did what to which subject, for the audit trail. Details hold ids, figures and reasons, never personal data.
    /// </summary>
    public void Audit(string action, string? subject, object? detail = null) => audit.Add(new AuditEntry(action, subject, detail));

    internal void ForgetPendingAudit() => audit.Clear();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<RegionCode>().HaveConversion<RegionCodeColumn>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfiguration(new OutboxRowMapping());
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly, mapping => mapping != typeof(OutboxRowMapping));
        SnakeCase.Apply(modelBuilder);
        LeaveDeletingToTheProgram(modelBuilder);
    }

    /// <summary>No foreign key cascades in the database: what goes is removed by a use case that knows it, loaded children with their parent.</summary>
    private static void LeaveDeletingToTheProgram(ModelBuilder model)
    {
        foreach (var key in model.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()))
        {
            if (key.DeleteBehavior == DeleteBehavior.Cascade && !key.IsOwnership) key.DeleteBehavior = DeleteBehavior.ClientCascade;
        }
    }
}

/// <summary>One thing done, waiting to be written with the change itself.</summary>
internal sealed record AuditEntry(string Action, string? Subject, object? Detail)
{
    internal string DetailJson => Detail is null ? "{}" : JsonSerializer.Serialize(Detail, Detail.GetType(), JsonSerializerOptions.Web);
}
