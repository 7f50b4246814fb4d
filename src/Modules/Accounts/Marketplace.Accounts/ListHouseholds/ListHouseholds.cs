using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ListHouseholds;

/// <summary>农户名单: the reachable households, masked, with the caller's own consent to act for them.</summary>
internal static class ListHouseholds
{
    /// <param name="Mine">Only households that gave the caller a consent, also one that has ended.</param>
    internal sealed record Query(string? Village, string? Cursor, int? Size, bool Mine = false);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Village).MaximumLength(12);
    }

    /// <param name="MyConsentTo">Until when the caller may act for the household, when it may.</param>
    /// <param name="SellerName">Under whose name its goods are sold, by the latest consent.</param>
    /// <param name="ConsentEndedOn">When the caller's last consent ended, when none is in force.</param>
    internal sealed record Row(
        Guid Id, string MaskedName, string? MaskedIdentity, string VillageCode, string VillageName, DateOnly? MyConsentTo, Guid? MyConsentId, string? SellerName,
        DateOnly? ConsentEndedOn);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/households", Handle)
        .WithName("ListHouseholds").WithTags("Accounts")
        .Requires(Permission.For("accounts.list-households", [.. HouseholdScope.Regional, Role.Supplier])).Reads();

    private static async Task<Ok<Page<Row>>> Handle(
        [AsParameters] Query query, Actor actor, AccountsDb db, RegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var rows = HouseholdScope.Reachable(db, actor).AsNoTracking();
        if (!string.IsNullOrEmpty(query.Village)) rows = rows.Where(row => row.RegionCode == query.Village);
        if (query.Mine) rows = rows.Where(row => db.Set<HouseholdConsentRecord>().Any(consent => consent.HouseholdId == row.Id && consent.AgentPersonId == actor.PersonId));
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) rows = rows.Where(row => row.Id > last);
        var size = Paging.Size(query.Size);
        var found = await rows.OrderBy(row => row.Id).Take(size + 1)
            .Select(row => new
            {
                row.Id,
                row.NameMask,
                row.IdentityMask,
                row.RegionCode,
                Consent = db.Set<HouseholdConsentRecord>().Where(consent => consent.HouseholdId == row.Id && consent.AgentPersonId == actor.PersonId)
                    .OrderBy(consent => consent.RevokedAt != null).ThenByDescending(consent => consent.ValidTo)
                    .Join(db.Set<Organisation>(), consent => consent.SellerOrganisationId, seller => seller.Id,
                        (consent, seller) => new { consent.Id, consent.ValidTo, consent.RevokedAt, seller.Name })
                    .FirstOrDefault(),
            }).ToListAsync(cancellation);
        var page = found.Take(size).Select(row =>
        {
            var inForce = row.Consent is { RevokedAt: null } consent && consent.ValidTo >= today;
            DateOnly? ended = row.Consent is null || inForce ? null : row.Consent.RevokedAt is { } revoked ? ChinaTime.DateIn(revoked) : row.Consent.ValidTo;
            return new Row(row.Id, row.NameMask, row.IdentityMask, row.RegionCode, regions.Find(RegionCode.Parse(row.RegionCode))?.FullName ?? row.RegionCode,
                inForce ? row.Consent!.ValidTo : null, inForce ? row.Consent!.Id : null, row.Consent?.Name, ended);
        }).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > size ? Paging.Cursor(page[^1].Id.ToString()) : null));
    }
}
