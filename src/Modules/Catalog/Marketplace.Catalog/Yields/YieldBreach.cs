using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Catalog.Yields;

/// <summary>Where a lot above the ceiling stands with the authority.</summary>
internal enum YieldBreachState
{
    /// <summary>待处理</summary>
    Open,

    /// <summary>供应商已说明</summary>
    Explained,

    /// <summary>核查中: the supplier is being checked.</summary>
    CheckOpened,

    /// <summary>已认可: the mass is explained; recorded with a reason.</summary>
    Accepted,

    /// <summary>已停售: the lot left sale until it is accepted.</summary>
    Blocked,
}

/// <summary>What is done about a lot above the ceiling.</summary>
internal enum YieldBreachAction
{
    Explain,
    Accept,
    Block,
    OpenCheck,
}

/// <summary>超产量: a lot that plots and season cannot have yielded, with the numbers that say so. They are never changed.</summary>
internal sealed class YieldBreach
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid LotId { get; init; }

    public Guid ProductId { get; init; }

    public Guid SupplierId { get; init; }

    public string OriginCode { get; init; } = string.Empty;

    public string ProductName { get; init; } = string.Empty;

    public string CropName { get; init; } = string.Empty;

    public int Season { get; init; }

    public long LotGrams { get; init; }

    /// <summary>What the season's other lots had taken before.</summary>
    public long UsedGrams { get; init; }

    /// <summary>What the checked plots can yield.</summary>
    public long CapacityGrams { get; init; }

    public int TolerancePercent { get; init; }

    public long OverGrams { get; init; }

    /// <summary>Each plot with its ceiling, one a line.</summary>
    public string Numbers { get; init; } = string.Empty;

    /// <summary>Whether the lot waited for the authority before it went on sale.</summary>
    public bool Stopped { get; init; }

    public YieldBreachState State { get; private set; }

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset ChangedAt { get; private set; }

    public List<YieldBreachStep> Steps { get; } = [];

    internal YieldBreach Begin(Guid actor)
    {
        ChangedAt = RaisedAt;
        Steps.Add(new YieldBreachStep { BreachId = Id, ToState = YieldBreachState.Open, At = RaisedAt, ActorId = actor });
        return this;
    }

    /// <returns>The step that was added, or nothing when the move is not allowed.</returns>
    internal YieldBreachStep? Move(YieldBreachAction action, Guid actor, DateTimeOffset now, string? opinion, (Guid Id, string Name)? file)
    {
        if (Next(State, action) is not { } next) return null;
        var step = new YieldBreachStep { BreachId = Id, ToState = next, At = now, ActorId = actor, Opinion = opinion, FileId = file?.Id, FileName = file?.Name };
        Steps.Add(step);
        (State, ChangedAt) = (next, now);
        return step;
    }

    internal static YieldBreachState? Next(YieldBreachState from, YieldBreachAction action) => (from, action) switch
    {
        (YieldBreachState.Open or YieldBreachState.CheckOpened, YieldBreachAction.Explain) => YieldBreachState.Explained,
        (not YieldBreachState.Accepted, YieldBreachAction.Accept) => YieldBreachState.Accepted,
        (not YieldBreachState.Blocked, YieldBreachAction.Block) => YieldBreachState.Blocked,
        (YieldBreachState.Open or YieldBreachState.Explained, YieldBreachAction.OpenCheck) => YieldBreachState.CheckOpened,
        _ => null,
    };
}

/// <summary>One move of a breach: who, when, with which words and paper.</summary>
internal sealed class YieldBreachStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid BreachId { get; init; }

    public YieldBreachState ToState { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public string? Opinion { get; init; }

    public Guid? FileId { get; init; }

    public string? FileName { get; init; }
}

internal sealed class YieldBreachMapping : IEntityTypeConfiguration<YieldBreach>, IEntityTypeConfiguration<YieldBreachStep>
{
    public void Configure(EntityTypeBuilder<YieldBreach> builder)
    {
        builder.ToTable("yield_breach");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property<uint>("Version").IsRowVersion();
        builder.HasOne<Lot>().WithMany().HasForeignKey(row => row.LotId);
        builder.HasOne<Product>().WithMany().HasForeignKey(row => row.ProductId);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(row => row.SupplierId);
        builder.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.BreachId);
    }

    public void Configure(EntityTypeBuilder<YieldBreachStep> builder)
    {
        builder.ToTable("yield_breach_step");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
