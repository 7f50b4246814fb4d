using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.CurateCampaign;

/// <summary>办活动: a city official puts goods of the city together for a time, such as 渝货进山东.</summary>
internal static class CurateCampaign
{
    /// <param name="PartnerProvince">Six digits of the province the goods go to.</param>
    internal sealed record Body(
        string Name, DateOnly StartsOn, DateOnly EndsOn, IReadOnlyList<Guid> ProductIds, string? NameEn = null, string? Slogan = null, string? PartnerProvince = null,
        Guid? BannerFileId = null, string? BannerPath = null, bool IsPublic = true);

    internal sealed record ChangeRequest(uint Version, Body Campaign);

    internal sealed class Validator : AbstractValidator<Body>
    {
        public Validator()
        {
            RuleFor(body => body.Name).NotEmpty().MaximumLength(60);
            RuleFor(body => body.NameEn).MaximumLength(120);
            RuleFor(body => body.Slogan).MaximumLength(200);
            RuleFor(body => body.EndsOn).GreaterThanOrEqualTo(body => body.StartsOn)
                .Because("dates-reversed", "结束早于开始。请改正。", "The end is before the start. Correct it.");
            RuleFor(body => body.ProductIds).NotNull().Must(ids => ids is null || ids.Count <= 500).Because("too-many", "商品太多。最多500个。", "Too many products. Use at most 500.");
            RuleFor(body => body.BannerPath).Must(path => path is null || (path.Length <= 100 && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '.') && !path.Contains("..", StringComparison.Ordinal) && path[0] != '/'))
                .Because("picture-wrong", "图片不对。请重新上传。", "The picture is not right. Upload it again.");
        }
    }

    internal sealed class ChangeValidator : AbstractValidator<ChangeRequest>
    {
        public ChangeValidator() => RuleFor(request => request.Campaign).NotNull().SetValidator(new Validator());
    }

    internal sealed record Response(Guid CampaignId, uint Version);

    private static readonly Problem ProductsUnknown = Problem.Invalid(
        "products-unknown", "有的商品找不到，或不在您的辖区。请重新选。", "Some products do not exist or lie outside your region. Choose again.", "productIds");

    private static readonly Problem ProvinceUnknown = Problem.Invalid(
        "region-unknown", "没有这个省份。请从列表里选。", "There is no such province. Pick from the list.", "partnerProvince");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/campaigns", Start).WithName("StartCampaign").WithTags("Catalog").Requires(CatalogPermissions.CurateCampaign).Writes<CatalogDb>();
        api.MapPut("/campaigns/{campaignId:guid}", Change).WithName("ChangeCampaign").WithTags("Catalog").Requires(CatalogPermissions.CurateCampaign).Writes<CatalogDb>();
    }

    private static async Task<Results<Ok<Response>, Problem>> Start(
        Body request, Actor actor, CatalogDb db, IRegionDirectory regions, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.RegionsAs(Role.CityOfficial) is not [var region, ..]) return Problems.Forbidden;
        var campaign = new Campaign { RegionCode = region.Value };
        if (await Apply(request, campaign, actor, db, regions, files, clock, cancellation) is { } problem) return problem;
        db.Add(campaign);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(campaign.Id, db.Entry(campaign).Property<uint>("Version").CurrentValue));
    }

    private static async Task<Results<Ok<Response>, Problem>> Change(
        Guid campaignId, ChangeRequest request, Actor actor, CatalogDb db, IRegionDirectory regions, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        var scopes = actor.RegionsAs(Role.CityOfficial);
        var campaign = await db.Set<Campaign>().WithinRegions(row => row.RegionCode, scopes).SingleOrDefaultAsync(row => row.Id == campaignId, cancellation);
        if (campaign is null) return Problems.NotFound;
        db.Entry(campaign).Property<uint>("Version").OriginalValue = request.Version;
        if (await Apply(request.Campaign, campaign, actor, db, regions, files, clock, cancellation) is { } problem) return problem;
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(campaign.Id, db.Entry(campaign).Property<uint>("Version").CurrentValue));
    }

    private static async Task<Problem?> Apply(
        Body body, Campaign campaign, Actor actor, CatalogDb db, IRegionDirectory regions, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (body.PartnerProvince is { } province && !(RegionCode.TryParse(province, out var code) && code.Level == RegionLevel.Province && regions.Find(code) is not null))
            return ProvinceUnknown;
        var ids = body.ProductIds.Distinct().ToArray();
        var inside = await db.Set<Product>().WithinRegions(row => row.OriginCode, actor.RegionsAs(Role.CityOfficial)).CountAsync(row => ids.Contains(row.Id), cancellation);
        if (inside != ids.Length) return ProductsUnknown;
        if (body.BannerFileId is { } file && campaign.BannerFileId != file)
        {
            var found = await files.Find([file], cancellation);
            if (!found.TryGetValue(file, out var stored) || stored.UploadedBy != actor.PersonId || !stored.ContentType.StartsWith("image/", StringComparison.Ordinal)) return CatalogProblems.FileUnknown;
        }

        (campaign.Name, campaign.NameEn, campaign.Slogan) = (body.Name.Trim(), body.NameEn?.Trim(), body.Slogan?.Trim());
        (campaign.StartsOn, campaign.EndsOn, campaign.PartnerProvince) = (body.StartsOn, body.EndsOn, body.PartnerProvince);
        (campaign.BannerFileId, campaign.BannerPath, campaign.IsPublic) = (body.BannerFileId, body.BannerPath, body.IsPublic);
        campaign.ProductIds = ids;
        (campaign.ChangedBy, campaign.ChangedAt) = (actor.PersonId, clock.GetUtcNow());
        return null;
    }
}
