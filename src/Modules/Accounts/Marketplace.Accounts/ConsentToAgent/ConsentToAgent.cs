using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.People;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ConsentToAgent;

/// <summary>代办授权: a household's consent is recorded for one agent, limited in time, and can be withdrawn at any moment.</summary>
internal static class ConsentToAgent
{
    internal sealed record Request(
        Guid SellerOrganisationId, string TextVersion, DateOnly GivenOn, DateOnly ValidTo, Guid? AgentPersonId = null, Guid? EvidenceFileId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.GivenOn).Must(on => on <= clock.Today())
                .Because("consent-in-future", "授权日还没到。请填农户签字的日期。", "The consent's day has not come yet. Enter the day the household signed.");
            RuleFor(request => request.TextVersion).NotEmpty().MaximumLength(50);
            RuleFor(request => request.ValidTo).Must((request, to) => to >= request.GivenOn && to.DayNumber - request.GivenOn.DayNumber <= 3 * 366)
                .Because("consent-dates-wrong", "授权期限不对。要在授权日之后，最长三年。", "The consent's dates are not right. It ends after it was given, and after three years at most.");
        }
    }

    internal sealed record Revocation(string Reason);

    internal sealed class RevocationValidator : AbstractValidator<Revocation>
    {
        public RevocationValidator() => RuleFor(revocation => revocation.Reason).NotEmpty().MaximumLength(200);
    }

    internal sealed record Response(Guid ConsentId);

    private static readonly Problem AgentUnknown = Problem.Invalid("agent-unknown", "这个人不是本地的代办员。请核对。", "This person is no agent of the region. Check.", "agentPersonId");

    private static readonly Problem SellerUnknown = Problem.Invalid("seller-unknown", "没有这个销售主体，或不在本县。请从列表里选。", "There is no such selling organisation in this county. Pick one from the list.", "sellerOrganisationId");

    private static readonly Problem EvidenceUnknown = Problem.Invalid("evidence-unknown", "授权书照片没有找到。请重新上传。", "The consent's picture was not found. Upload it again.", "evidenceFileId");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/households/{householdId:guid}/consents", Record).WithName("RecordConsent").WithTags("Accounts")
            .Requires(Permission.For("accounts.record-consent", HouseholdScope.Regional)).Writes<AccountsDb>();
        api.MapPost("/households/{householdId:guid}/consents/{consentId:guid}/revocation", Revoke).WithName("RevokeConsent").WithTags("Accounts")
            .Requires(Permission.For("accounts.revoke-consent", HouseholdScope.Regional)).Writes<AccountsDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Record(
        Guid householdId, Request request, Actor actor, AccountsDb db, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        var household = await HouseholdScope.Reachable(db, actor).SingleOrDefaultAsync(row => row.Id == householdId, cancellation);
        if (household is null) return Problems.NotFound;
        var agentId = request.AgentPersonId ?? actor.PersonId;
        if (!await IsAgentOf(household.RegionCode, agentId, db, cancellation) && !(agentId == actor.PersonId && actor.Has(Role.VillageAgent))) return AgentUnknown;
        if (!await SellsFor(household.RegionCode, request.SellerOrganisationId, db, cancellation)) return SellerUnknown;
        if (request.EvidenceFileId is { } file && (await files.Find([file], cancellation)).GetValueOrDefault(file)?.UploadedBy != actor.PersonId) return EvidenceUnknown;
        var consent = new HouseholdConsentRecord
        {
            HouseholdId = householdId,
            AgentPersonId = agentId,
            SellerOrganisationId = request.SellerOrganisationId,
            TextVersion = request.TextVersion,
            GivenOn = request.GivenOn,
            ValidTo = request.ValidTo,
            EvidenceFileId = request.EvidenceFileId,
            RecordedBy = actor.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Add(consent);
        return TypedResults.Ok(new Response(consent.Id));
    }

    /// <summary>Goods are sold where they come from: by an organisation of the household's own county.</summary>
    private static async Task<bool> SellsFor(string village, Guid sellerId, AccountsDb db, CancellationToken cancellation)
    {
        var seller = await db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == sellerId, cancellation);
        return seller is not null && seller.Kind.Sells() && RegionCode.Parse(seller.RegionCode).County == RegionCode.Parse(village).County;
    }

    private static async Task<bool> IsAgentOf(string village, Guid personId, AccountsDb db, CancellationToken cancellation)
    {
        var regions = await db.Set<PostRecord>().Where(post => post.PersonId == personId && post.Role == Role.VillageAgent && post.WithdrawnAt == null)
            .Select(post => post.RegionCode).ToListAsync(cancellation);
        return regions.Any(region => region is not null && RegionCode.Parse(region).Contains(RegionCode.Parse(village)));
    }

    private static async Task<Results<NoContent, Problem>> Revoke(
        Guid householdId, Guid consentId, Revocation revocation, Actor actor, AccountsDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var reachable = HouseholdScope.Reachable(db, actor).Select(row => row.Id);
        var consent = await db.Set<HouseholdConsentRecord>().SingleOrDefaultAsync(
            row => row.Id == consentId && row.HouseholdId == householdId && row.RevokedAt == null && reachable.Contains(row.HouseholdId), cancellation);
        if (consent is null) return Problems.NotFound;
        consent.RevokedAt = clock.GetUtcNow();
        consent.RevokedReason = revocation.Reason.Trim();
        return TypedResults.NoContent();
    }
}
