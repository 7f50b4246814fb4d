using FluentValidation;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.DecideCampaignOffer;

/// <summary>审报名: the curator approves or refuses what a supplier offers and notes who bears the difference; the supplier may take it back.</summary>
internal static class DecideCampaignOffer
{
    internal sealed record ApproveRequest(uint Version, DifferencePayer PaidBy);

    internal sealed record RefuseRequest(uint Version, string Reason);

    internal sealed record WithdrawRequest(uint Version);

    internal sealed class ApproveValidator : AbstractValidator<ApproveRequest>
    {
        public ApproveValidator() => RuleFor(request => request.PaidBy).IsInEnum();
    }

    internal sealed class RefuseValidator : AbstractValidator<RefuseRequest>
    {
        public RefuseValidator() => RuleFor(request => request.Reason).Must(reason => reason?.Trim().Length is >= 2 and <= 300)
            .Because("reason-missing", "请写明原因，2到300字。", "Write a reason of 2 to 300 characters.");
    }

    internal sealed class WithdrawValidator : AbstractValidator<WithdrawRequest>;

    private static readonly Problem Decided = Problem.Conflict("offer-decided", "这项报名已经办过。请刷新。", "This offer was decided already. Reload.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/campaign-offers/{offerId:guid}/approval", Approve).WithName("ApproveCampaignOffer").WithTags("Catalog").Requires(CatalogPermissions.CurateCampaign).Writes<CatalogDb>();
        api.MapPost("/campaign-offers/{offerId:guid}/refusal", Refuse).WithName("RefuseCampaignOffer").WithTags("Catalog").Requires(CatalogPermissions.CurateCampaign).Writes<CatalogDb>();
        api.MapPost("/campaign-offers/{offerId:guid}/withdrawal", Withdraw).WithName("WithdrawCampaignOffer").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>();
    }

    private static async Task<Results<NoContent, Problem>> Approve(Guid offerId, ApproveRequest request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Curated(offerId, request.Version, actor, db, cancellation) is not var (offer, campaign)) return Problems.NotFound;
        if (!offer.Approve(request.PaidBy, actor.PersonId, clock.GetUtcNow())) return Decided;
        if (!campaign.ProductIds.Contains(offer.ProductId)) campaign.ProductIds = [.. campaign.ProductIds, offer.ProductId];
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Problem>> Refuse(Guid offerId, RefuseRequest request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await Curated(offerId, request.Version, actor, db, cancellation) is not var (offer, _)) return Problems.NotFound;
        return offer.Refuse(request.Reason.Trim(), actor.PersonId, clock.GetUtcNow()) ? TypedResults.NoContent() : Decided;
    }

    private static async Task<Results<NoContent, Problem>> Withdraw(
        Guid offerId, WithdrawRequest request, Actor actor, CatalogDb db, OwnProducts own, TimeProvider clock, CancellationToken cancellation)
    {
        var offer = await db.Set<CampaignOffer>().SingleOrDefaultAsync(row => row.Id == offerId, cancellation);
        if (offer is null || await own.Find(offer.ProductId, actor, cancellation) is null) return Problems.NotFound;
        db.Entry(offer).Property<uint>("Version").OriginalValue = request.Version;
        return offer.Withdraw(actor.PersonId, clock.GetUtcNow()) ? TypedResults.NoContent() : Decided;
    }

    private static async Task<(CampaignOffer Offer, Campaign Campaign)?> Curated(Guid offerId, uint version, Actor actor, CatalogDb db, CancellationToken cancellation)
    {
        if (await db.Set<CampaignOffer>().SingleOrDefaultAsync(row => row.Id == offerId, cancellation) is not { } offer) return null;
        var campaign = await db.Set<Campaign>().WithinRegions(row => row.RegionCode, actor.RegionsAs(Role.CityOfficial)).SingleOrDefaultAsync(row => row.Id == offer.CampaignId, cancellation);
        if (campaign is null) return null;
        db.Entry(offer).Property<uint>("Version").OriginalValue = version;
        return (offer, campaign);
    }
}
