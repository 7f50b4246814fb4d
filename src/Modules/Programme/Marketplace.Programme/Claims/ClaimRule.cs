using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Programme.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Programme.Claims;

/// <summary>核报规则: where a claim's checks begin, from a date on. What a village official enters always needs the village's check.</summary>
internal sealed class ClaimRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The digits every code of the region begins with; empty for everywhere.</summary>
    public required string RegionCode { get; init; }

    public DateOnly ValidFrom { get; init; }

    public bool TownNeedsVillageCheck { get; set; }

    public bool CountyNeedsVillageCheck { get; set; }

    public Guid SetBy { get; set; }

    public DateTimeOffset SetAt { get; set; }

    /// <summary>By the post with which the person enters it: the county's before the town's.</summary>
    internal bool NeedsVillageCheck(Actor actor, RegionCode origin)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.ActsInRegion(origin, Role.CountyOfficial)) return CountyNeedsVillageCheck;
        return !actor.ActsInRegion(origin, Role.TownOfficial) || TownNeedsVillageCheck;
    }
}

internal sealed class ClaimRuleMapping : IEntityTypeConfiguration<ClaimRule>
{
    public void Configure(EntityTypeBuilder<ClaimRule> builder)
    {
        builder.ToTable("claim_rule");
        builder.Property(rule => rule.Id).ValueGeneratedNever();
    }
}

internal static class ClaimRules
{
    /// <summary>The rule in force on a day where the goods come from. There always is one: a migration writes the rule of everywhere.</summary>
    internal static Task<ClaimRule> ClaimRuleFor(this ProgrammeDb db, string originCode, DateOnly on, CancellationToken cancellation)
    {
        string[] regions = [string.Empty, originCode[..2], originCode[..4], originCode[..6]];
        return db.Set<ClaimRule>().AsNoTracking().Where(rule => regions.Contains(rule.RegionCode) && rule.ValidFrom <= on)
            .OrderByDescending(rule => rule.RegionCode.Length).ThenByDescending(rule => rule.ValidFrom).FirstAsync(cancellation);
    }
}
