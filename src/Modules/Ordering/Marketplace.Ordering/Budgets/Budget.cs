using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Ordering.Budgets;

/// <summary>预算: what one unit may spend in a year, what open orders have committed of it and what accepted goods have consumed.</summary>
internal sealed class Budget
{
    public Guid UnitId { get; init; }

    public int Year { get; init; }

    /// <summary>Fen; nothing means no limit.</summary>
    public long? LimitFen { get; set; }

    public long CommittedFen { get; init; }

    public long ConsumedFen { get; init; }

    public long? LeftFen => LimitFen - CommittedFen - ConsumedFen;
}

/// <summary>One change of a budget, by an order or of its limit. Never changed.</summary>
internal sealed class BudgetEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid UnitId { get; init; }

    public int Year { get; init; }

    /// <summary>Nothing when the limit changed.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>commit, release, consume, limit.</summary>
    public required string Kind { get; init; }

    public long CommittedChange { get; init; }

    public long ConsumedChange { get; init; }

    /// <summary>The new limit; nothing lifts it.</summary>
    public long? LimitFen { get; init; }

    /// <summary>Who changed the limit.</summary>
    public Guid? PersonId { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class BudgetMapping : IEntityTypeConfiguration<Budget>
{
    public void Configure(EntityTypeBuilder<Budget> builder)
    {
        builder.ToTable("budget");
        builder.HasKey(budget => new { budget.UnitId, budget.Year });
        builder.Ignore(budget => budget.LeftFen);
    }
}

internal sealed class BudgetEntryMapping : IEntityTypeConfiguration<BudgetEntry>
{
    public void Configure(EntityTypeBuilder<BudgetEntry> builder)
    {
        builder.ToTable("budget_entry");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.HasOne<Orders.Order>().WithMany().HasForeignKey(entry => entry.OrderId).OnDelete(DeleteBehavior.NoAction);
    }
}
