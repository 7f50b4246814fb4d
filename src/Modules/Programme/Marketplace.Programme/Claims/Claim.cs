using Marketplace.Accounts.Contracts;
using Marketplace.Programme.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Claims;

/// <summary>销售申报状态. Only the moves in <see cref="ClaimTransitions"/> exist.</summary>
internal enum ClaimState
{
    Recorded,

    /// <summary>佐证齐全: at least one file is attached.</summary>
    Evidenced,

    VillageChecked,

    TownChecked,

    CountyApproved,

    /// <summary>计入: its fact is in the ledger.</summary>
    Counted,

    /// <summary>A published bulletin contains it.</summary>
    Frozen,

    /// <summary>A reversing fact followed; the claim itself stays.</summary>
    Adjusted,

    /// <summary>退回: someone found it wanting; it can be evidenced anew.</summary>
    Returned,

    Withdrawn,
}

/// <summary>What a person can do to a claim.</summary>
internal enum ClaimAct
{
    Evidence,
    CheckInVillage,
    CheckInTown,
    ApproveInCounty,
    Count,
    Freeze,
    Adjust,
    Return,
    Withdraw,
}

internal static class ClaimTransitions
{
    /// <summary>Where an act leads from a state; absent pairs are refused. A village check may be waived by the rule in force.</summary>
    internal static readonly IReadOnlyDictionary<(ClaimState From, ClaimAct Act), ClaimState> Allowed = new Dictionary<(ClaimState, ClaimAct), ClaimState>
    {
        [(ClaimState.Recorded, ClaimAct.Evidence)] = ClaimState.Evidenced,
        [(ClaimState.Evidenced, ClaimAct.Evidence)] = ClaimState.Evidenced,
        [(ClaimState.Returned, ClaimAct.Evidence)] = ClaimState.Evidenced,
        [(ClaimState.Evidenced, ClaimAct.CheckInVillage)] = ClaimState.VillageChecked,
        [(ClaimState.Evidenced, ClaimAct.CheckInTown)] = ClaimState.TownChecked,
        [(ClaimState.VillageChecked, ClaimAct.CheckInTown)] = ClaimState.TownChecked,
        [(ClaimState.TownChecked, ClaimAct.ApproveInCounty)] = ClaimState.CountyApproved,
        [(ClaimState.CountyApproved, ClaimAct.Count)] = ClaimState.Counted,
        [(ClaimState.Counted, ClaimAct.Freeze)] = ClaimState.Frozen,
        [(ClaimState.Counted, ClaimAct.Adjust)] = ClaimState.Adjusted,
        [(ClaimState.Frozen, ClaimAct.Adjust)] = ClaimState.Adjusted,
        [(ClaimState.Evidenced, ClaimAct.Return)] = ClaimState.Returned,
        [(ClaimState.VillageChecked, ClaimAct.Return)] = ClaimState.Returned,
        [(ClaimState.TownChecked, ClaimAct.Return)] = ClaimState.Returned,
        [(ClaimState.Recorded, ClaimAct.Withdraw)] = ClaimState.Withdrawn,
        [(ClaimState.Evidenced, ClaimAct.Withdraw)] = ClaimState.Withdrawn,
        [(ClaimState.Returned, ClaimAct.Withdraw)] = ClaimState.Withdrawn,
    };
}

/// <summary>销售申报: a sale made off the platform, entered with its papers and checked level by level before it counts.</summary>
internal sealed class Claim
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Number { get; init; }

    public ClaimState State { get; private set; } = ClaimState.Recorded;

    public required string OriginRegion { get; init; }

    public required string ProductName { get; init; }

    public Guid? ProductId { get; init; }

    public required string Category { get; init; }

    public required string SupplierName { get; init; }

    public required string BuyerName { get; init; }

    public required string BuyerRegion { get; init; }

    public OrganisationKind? BuyerKind { get; init; }

    public required string Channel { get; init; }

    public required string Mode { get; init; }

    public SaleSeries Series { get; init; }

    public DateOnly SoldOn { get; init; }

    public long AmountFen { get; init; }

    public long MassGrams { get; init; }

    public string? InvoiceNumber { get; init; }

    public string? WaybillNumber { get; init; }

    /// <summary>Fixed at entry by the rule of that day; see <see cref="ClaimRule"/>.</summary>
    public bool NeedsVillageCheck { get; init; }

    public Guid EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>疑似重复: an earlier claim that looks alike; people compare both.</summary>
    public Guid? DuplicateOf { get; init; }

    public uint Version { get; private set; }

    /// <returns>The entry for the claim's history, or nothing when the act is not allowed now.</returns>
    internal ClaimStep? Do(ClaimAct act, Guid personId, DateTimeOffset at, string? reason)
    {
        if (act == ClaimAct.CheckInTown && State == ClaimState.Evidenced && NeedsVillageCheck) return null;
        if (!ClaimTransitions.Allowed.TryGetValue((State, act), out var next)) return null;
        var step = new ClaimStep { ClaimId = Id, Act = act, FromState = State, ToState = next, PersonId = personId, At = at, Reason = reason };
        State = next;
        return step;
    }
}

internal sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("claim");
        builder.Property(claim => claim.Id).ValueGeneratedNever();
        builder.Property(claim => claim.Version).IsRowVersion();
    }
}

/// <summary>Who did what to a claim, when and why. Append-only.</summary>
internal sealed class ClaimStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid ClaimId { get; init; }

    public ClaimAct Act { get; init; }

    public ClaimState FromState { get; init; }

    public ClaimState ToState { get; init; }

    public Guid PersonId { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Reason { get; init; }
}

internal sealed class ClaimStepMapping : IEntityTypeConfiguration<ClaimStep>
{
    public void Configure(EntityTypeBuilder<ClaimStep> builder)
    {
        builder.ToTable("claim_history");
        builder.Property(step => step.Id).ValueGeneratedNever();
    }
}
