using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Payees;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ShowHousehold;

/// <summary>农户: one household, masked, with its consents. An agent sees those given to itself, an official of the region all of them.</summary>
internal static class ShowHousehold
{
    internal sealed record ConsentView(
        Guid Id, string AgentName, bool IsMine, Guid SellerOrganisationId, string SellerName, string TextVersion, DateOnly GivenOn, DateOnly ValidTo,
        DateTimeOffset RecordedAt, DateTimeOffset? RevokedAt, string? RevokedReason, string? EvidenceUrl);

    /// <param name="UsableFrom">A changed account rests 72 hours.</param>
    internal sealed record AccountView(string HolderMasked, string BankName, string AccountMasked, DateTimeOffset UsableFrom);

    internal sealed record Response(
        Guid Id, string MaskedName, string? MaskedIdentity, string VillageCode, string VillageName, DateTimeOffset RegisteredAt,
        IReadOnlyList<ConsentView> Consents, AccountView? Account);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/households/{householdId:guid}", Handle)
        .WithName("ShowHousehold").WithTags("Accounts")
        .Requires(Permission.For("accounts.show-household", HouseholdScope.Regional)).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid householdId, Actor actor, AccountsDb db, RegionDirectory regions, IFileLinks links, CancellationToken cancellation)
    {
        var household = await HouseholdScope.Reachable(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == householdId, cancellation);
        if (household is null) return Problems.NotFound;
        var isOfficial = actor.HasAny([.. HouseholdScope.Regional.Where(role => role != Role.VillageAgent)]);
        var consents = await db.Set<HouseholdConsentRecord>().AsNoTracking()
            .Where(consent => consent.HouseholdId == householdId && (isOfficial || consent.AgentPersonId == actor.PersonId))
            .Join(db.Set<Organisation>(), consent => consent.SellerOrganisationId, seller => seller.Id, (consent, seller) => new { consent, Seller = seller.Name })
            .Join(db.Set<Person>(), row => row.consent.AgentPersonId, person => person.Id, (row, person) => new { row.consent, row.Seller, Agent = person.DisplayName })
            .OrderByDescending(row => row.consent.RecordedAt).Take(Paging.LargestSize).ToListAsync(cancellation);
        var account = await db.Set<PayeeAccountRecord>().AsNoTracking().SingleOrDefaultAsync(row => row.PartyId == householdId && row.SupersededAt == null, cancellation);
        return TypedResults.Ok(new Response(
            household.Id, household.NameMask, household.IdentityMask, household.RegionCode,
            regions.Find(RegionCode.Parse(household.RegionCode))?.FullName ?? household.RegionCode, household.RegisteredAt,
            [.. consents.Select(row => new ConsentView(
                row.consent.Id, row.Agent, row.consent.AgentPersonId == actor.PersonId, row.consent.SellerOrganisationId, row.Seller, row.consent.TextVersion,
                row.consent.GivenOn, row.consent.ValidTo, row.consent.RecordedAt, row.consent.RevokedAt, row.consent.RevokedReason,
                row.consent.EvidenceFileId is { } file ? links.UrlOf(file) : null))],
            account is null ? null : new AccountView(account.HolderMask, account.BankName, account.NumberMask, account.UsableFrom)));
    }
}
