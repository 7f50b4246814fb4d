using Marketplace.Programme.Claims;
using Marketplace.Programme.Sales;
using Xunit;

namespace Marketplace.Programme.Tests.Claims;

/// <summary>Every pair of state and act, against the table of DOMAIN.md written out here a second time.</summary>
public sealed class ClaimTransitionsTests
{
    private static readonly string[] Written =
    [
        "Recorded Evidence Evidenced", "Evidenced Evidence Evidenced", "Returned Evidence Evidenced",
        "Evidenced CheckInVillage VillageChecked", "Evidenced CheckInTown TownChecked", "VillageChecked CheckInTown TownChecked",
        "TownChecked ApproveInCounty CountyApproved", "CountyApproved Count Counted", "Counted Freeze Frozen", "Counted Adjust Adjusted", "Frozen Adjust Adjusted",
        "Evidenced Return Returned", "VillageChecked Return Returned", "TownChecked Return Returned",
        "Recorded Withdraw Withdrawn", "Evidenced Withdraw Withdrawn", "Returned Withdraw Withdrawn",
    ];

    public static TheoryData<string, string> EveryPair()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var state in Enum.GetNames<ClaimState>())
            foreach (var act in Enum.GetNames<ClaimAct>())
                pairs.Add(state, act);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_move_exists_exactly_when_it_is_written(string state, string act)
    {
        var claim = In(Enum.Parse<ClaimState>(state), needsVillageCheck: false);
        var step = claim.Do(Enum.Parse<ClaimAct>(act), Guid.NewGuid(), DateTimeOffset.UnixEpoch, "原因");
        var written = Written.SingleOrDefault(move => move.StartsWith($"{state} {act} ", StringComparison.Ordinal));
        if (written is null)
        {
            Assert.Null(step);
            Assert.Equal(state, claim.State.ToString());
            return;
        }

        Assert.NotNull(step);
        Assert.Equal(written, $"{step.FromState} {step.Act} {step.ToState}");
        Assert.Equal(step.ToState, claim.State);
        Assert.Equal("原因", step.Reason);
    }

    [Fact]
    public void A_villages_own_claim_cannot_skip_the_village()
    {
        var claim = In(ClaimState.Evidenced, needsVillageCheck: true);
        Assert.Null(claim.Do(ClaimAct.CheckInTown, Guid.NewGuid(), DateTimeOffset.UnixEpoch, null));
        Assert.NotNull(claim.Do(ClaimAct.CheckInVillage, Guid.NewGuid(), DateTimeOffset.UnixEpoch, null));
        Assert.NotNull(claim.Do(ClaimAct.CheckInTown, Guid.NewGuid(), DateTimeOffset.UnixEpoch, null));
    }

    private static Claim In(ClaimState state, bool needsVillageCheck)
    {
        var claim = new Claim
        {
            Number = "SC-1",
            OriginRegion = "500236117",
            ProductName = "脐橙",
            Category = "fruit",
            SupplierName = "示例",
            BuyerName = "示例",
            BuyerRegion = "500103",
            Channel = "social",
            Mode = "aiding-unit",
            Series = SaleSeries.HelpedSale,
            SoldOn = new DateOnly(2026, 11, 1),
            AmountFen = 1,
            MassGrams = 1,
            NeedsVillageCheck = needsVillageCheck,
        };
        typeof(Claim).GetProperty(nameof(Claim.State))!.SetValue(claim, state);
        return claim;
    }
}
