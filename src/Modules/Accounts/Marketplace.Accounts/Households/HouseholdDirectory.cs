using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Households;

internal sealed class HouseholdDirectory(AccountsDb db) : IHouseholdDirectory
{
    public async Task<IReadOnlyList<LinkedHousehold>> LinkedTo(Guid supplierId, DateOnly on, CancellationToken cancellation)
    {
        var rows = await db.Set<BenefitLinkage>().AsNoTracking()
            .Where(link => link.SupplierId == supplierId && link.ValidFrom <= on && (link.ValidTo == null || link.ValidTo >= on))
            .Join(db.Set<Household>(), link => link.HouseholdId, household => household.Id,
                (link, household) => new { household.Id, household.NameMask, household.RegionCode, link.ShareBasisPoints })
            .OrderBy(row => row.Id).ToListAsync(cancellation);
        // A household may be linked twice, for its crop and for its land: its parts are one.
        return [.. rows.GroupBy(row => row.Id).Select(parts =>
            new LinkedHousehold(parts.Key, parts.First().NameMask, RegionCode.Parse(parts.First().RegionCode), parts.Sum(part => part.ShareBasisPoints)))];
    }

    public async Task<HouseholdConsent?> ConsentOf(Guid householdId, Guid agentPersonId, DateOnly on, CancellationToken cancellation)
    {
        var row = await db.Set<HouseholdConsentRecord>().AsNoTracking()
            .Where(consent => consent.HouseholdId == householdId && consent.AgentPersonId == agentPersonId && consent.RevokedAt == null
                && consent.GivenOn <= on && consent.ValidTo >= on)
            .OrderByDescending(consent => consent.ValidTo)
            .Join(db.Set<Household>(), consent => consent.HouseholdId, household => household.Id,
                (consent, household) => new { consent.Id, consent.SellerOrganisationId, consent.ValidTo, household.NameMask, household.RegionCode })
            .FirstOrDefaultAsync(cancellation);
        return row is null ? null : new HouseholdConsent(row.Id, householdId, row.NameMask, RegionCode.Parse(row.RegionCode), row.SellerOrganisationId, row.ValidTo);
    }
}
