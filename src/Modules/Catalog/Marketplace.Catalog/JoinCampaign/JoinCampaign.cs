using FluentValidation;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.JoinCampaign;

/// <summary>报名参加活动: the supplier says at which discount one of its packs takes part, and the least it agrees to. The curator decides.</summary>
internal static class JoinCampaign
{
    /// <param name="Value">Hundredths of a percent, or fen, as <paramref name="Discount"/> says.</param>
    internal sealed record Request(Guid PackId, CampaignDiscount Discount, long Value, long FloorFen, int? MostPerBuyer = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Discount).IsInEnum();
            RuleFor(request => request.Value).InclusiveBetween(1, 9_000).When(request => request.Discount == CampaignDiscount.Percent)
                .Because("discount-out-of-range", "优惠要在0.01%到90%之间。请改正。", "The discount must be between 0.01 % and 90 %. Correct it.");
            RuleFor(request => request.Value).InclusiveBetween(1, 100_000_000).When(request => request.Discount == CampaignDiscount.Fixed)
                .Because("discount-out-of-range", "每件优惠要在0.01元以上。请改正。", "Take at least 0.01 yuan off a pack. Correct it.");
            RuleFor(request => request.FloorFen).InclusiveBetween(1, 100_000_000)
                .Because("floor-out-of-range", "最低价要在0.01元以上。请改正。", "The lowest price must be at least 0.01 yuan. Correct it.");
            RuleFor(request => request.MostPerBuyer).InclusiveBetween(1, 1_000_000)
                .Because("limit-out-of-range", "限购要在1到1,000,000件之间。请改正。", "The limit must be between 1 and 1,000,000 packs. Correct it.");
        }
    }

    internal sealed record Response(Guid OfferId, long CampaignPriceFen);

    private static readonly Problem NotOpen = Problem.Conflict("campaign-over", "活动已结束，不能再报名。", "The campaign has ended; nobody can join any more.");

    private static readonly Problem PackUnknown = Problem.Invalid("pack-unknown", "找不到这个规格，或不是您的商品。请重新选。", "There is no such pack among your goods. Choose again.", "packId");

    private static readonly Problem Outside = Problem.Invalid("origin-outside-campaign", "商品产地不在活动城市。请换一个商品。", "The goods do not come from the campaign's region. Choose others.", "packId");

    private static readonly Problem FloorAbovePrice = Problem.Invalid("floor-above-price", "最低价高于现在的价格。请改低。", "The lowest price is above the present one. Lower it.", "floorFen");

    private static readonly Problem NoGain = Problem.Invalid("discount-without-effect", "按这个最低价，活动价不比现在便宜。请改优惠或最低价。", "At this lowest price the campaign's price is no lower. Change the discount or the lowest price.", "value");

    private static readonly Problem Already = Problem.Conflict("already-joined", "这个规格已经报名。要改价，请先撤回再报。", "This pack takes part already. Withdraw it first to change its price.");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/campaigns/{campaignId:guid}/offers", Handle)
        .WithName("JoinCampaign").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid campaignId, Request request, Actor actor, CatalogDb db, OwnProducts own, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.Set<Campaign>().SingleOrDefaultAsync(row => row.Id == campaignId && row.IsPublic, cancellation) is not { } campaign) return Problems.NotFound;
        if (campaign.EndsOn < clock.Today()) return NotOpen;
        var productId = await db.Set<Pack>().Where(row => row.Id == request.PackId && !row.IsWithdrawn).Select(row => row.ProductId).SingleOrDefaultAsync(cancellation);
        if (await own.Find(productId, actor, cancellation) is not { } product) return PackUnknown;
        if (!RegionCode.Parse(campaign.RegionCode).Contains(product.Origin)) return Outside;
        var price = product.Packs.Single(pack => pack.Id == request.PackId).PriceTiers[0].PriceFen;
        if (request.FloorFen > price) return FloorAbovePrice;
        if (await db.Set<CampaignOffer>().AnyAsync(row => row.CampaignId == campaignId && row.PackId == request.PackId
            && (row.State == CampaignOfferState.Applied || row.State == CampaignOfferState.Approved), cancellation)) return Already;
        var offer = new CampaignOffer
        {
            CampaignId = campaignId,
            PackId = request.PackId,
            ProductId = product.Id,
            SupplierId = product.SupplierId,
            Discount = request.Discount,
            Value = request.Value,
            FloorFen = request.FloorFen,
            MostPerBuyer = request.MostPerBuyer,
            AppliedBy = actor.PersonId,
            AppliedAt = clock.GetUtcNow(),
        };
        var lowered = offer.TermsOf(campaign).PriceFen(price);
        if (lowered >= price) return NoGain;
        db.Add(offer);
        return TypedResults.Ok(new Response(offer.Id, lowered));
    }
}
