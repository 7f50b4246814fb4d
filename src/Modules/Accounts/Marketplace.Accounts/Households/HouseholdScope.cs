using Marketplace.Accounts.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Households;

/// <summary>Whose households a person reaches: agents and officials their region's, a supplier those linked to it.</summary>
internal static class HouseholdScope
{
    internal static readonly Role[] Regional = [Role.VillageAgent, Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial];

    internal static IQueryable<Household> Reachable(AccountsDb db, Actor actor)
    {
        var rows = db.Set<Household>();
        var scopes = actor.RegionsAs(Regional);
        if (scopes.Count > 0) return rows.WithinRegions(household => household.RegionCode, scopes);
        var own = actor.OrganisationsAs(Role.Supplier);
        var linked = db.Set<BenefitLinkage>().Where(link => own.Contains(link.SupplierId)).Select(link => link.HouseholdId);
        return rows.Where(household => linked.Contains(household.Id));
    }
}
