using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Plots;

/// <summary>What the yield of a plot is reckoned by.</summary>
internal enum YieldBasis
{
    /// <summary>亩 of land or water.</summary>
    Mu,

    /// <summary>头、只: animals kept.</summary>
    Head,

    /// <summary>公斤原料: raw goods bought in for processing.</summary>
    RawKg,
}

/// <summary>Whether a plot counts.</summary>
internal enum PlotState
{
    /// <summary>已登记: waits for the town.</summary>
    Registered,

    /// <summary>已核实: counts.</summary>
    Checked,

    /// <summary>已退回: to be corrected.</summary>
    Returned,

    /// <summary>已停用: counts no more.</summary>
    Withdrawn,
}

/// <summary>地块 (or shed, or raw goods for processing): where a supplier's or household's goods of a season can have come from.</summary>
internal sealed class Plot
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid SupplierId { get; init; }

    /// <summary>Set when the plot is that of a household an agent lists for.</summary>
    public Guid? HouseholdId { get; init; }

    public string? HouseholdName { get; init; }

    public string VillageCode { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public YieldBasis Basis { get; init; }

    /// <summary>Hundredths of a mu, an animal, or a kilogram of raw goods.</summary>
    public long AmountHundredths { get; init; }

    public string CategoryCode { get; init; } = string.Empty;

    public string CropName { get; init; } = string.Empty;

    /// <summary>The year the season begins in.</summary>
    public int Season { get; init; }

    public Guid? FileId { get; init; }

    public string? FileName { get; init; }

    public PlotState State { get; private set; }

    public Guid RegisteredBy { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public bool IsDemonstration { get; init; }

    public List<PlotStep> Steps { get; } = [];

    /// <returns>Whether the move was allowed; a plot that is withdrawn stays so.</returns>
    internal bool Move(PlotState to, Guid actor, DateTimeOffset now, string? opinion)
    {
        var allowed = (State, to) switch
        {
            (PlotState.Registered, PlotState.Registered) => Steps.Count == 0,
            (PlotState.Registered, PlotState.Checked or PlotState.Returned) => true,
            (PlotState.Checked, PlotState.Returned) => true,
            (not PlotState.Withdrawn, PlotState.Withdrawn) => true,
            _ => false,
        };
        if (!allowed) return false;
        Steps.Add(new PlotStep { PlotId = Id, ToState = to, At = now, ActorId = actor, Opinion = opinion });
        (State, ChangedAt) = (to, now);
        return true;
    }
}

/// <summary>One move of a plot: who, when, why.</summary>
internal sealed class PlotStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid PlotId { get; init; }

    public PlotState ToState { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public string? Opinion { get; init; }
}

internal sealed class PlotMapping : IEntityTypeConfiguration<Plot>, IEntityTypeConfiguration<PlotStep>
{
    public void Configure(EntityTypeBuilder<Plot> builder)
    {
        builder.ToTable("plot");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasOne<Category>().WithMany().HasForeignKey(row => row.CategoryCode);
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.PlotId);
    }

    public void Configure(EntityTypeBuilder<PlotStep> builder)
    {
        builder.ToTable("plot_step");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
