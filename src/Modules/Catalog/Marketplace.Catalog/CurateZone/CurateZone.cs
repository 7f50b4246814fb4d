using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Zones;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.CurateZone;

/// <summary>办专区: a city official for its city, or the operator for the platform, says which goods a zone takes. A try-out shows what the rule finds now.</summary>
internal static class CurateZone
{
    /// <param name="Audience">Kinds of purchasers who see it; everyone when empty.</param>
    internal sealed record Body(
        string Name, DateOnly StartsOn, ZoneRule? Rule = null, string? NameEn = null, string? Intro = null, string? IntroEn = null, DateOnly? EndsOn = null,
        IReadOnlyList<Guid>? PinnedIds = null, IReadOnlyList<Guid>? ExcludedIds = null, ZoneOrder Order = ZoneOrder.Sales, bool IsPublic = false,
        IReadOnlyList<OrganisationKind>? Audience = null, int Position = 0);

    internal sealed record ChangeRequest(uint Version, Body Zone);

    internal sealed class Validator : AbstractValidator<Body>
    {
        public Validator(IRegionDirectory regions)
        {
            RuleFor(body => body.Name).NotEmpty().MaximumLength(60);
            RuleFor(body => body.NameEn).MaximumLength(120);
            RuleFor(body => body.Intro).MaximumLength(500);
            RuleFor(body => body.IntroEn).MaximumLength(1000);
            RuleFor(body => body.EndsOn).GreaterThanOrEqualTo(body => body.StartsOn).When(body => body.EndsOn is not null)
                .Because("dates-reversed", "结束早于开始。请改正。", "The end is before the start. Correct it.");
            RuleFor(body => body.PinnedIds).Must(ids => ids is null || ids.Count <= 100).Because("too-many", "置顶商品最多100个。", "Pin at most 100 products.");
            RuleFor(body => body.ExcludedIds).Must(ids => ids is null || ids.Count <= 500).Because("too-many", "排除商品最多500个。", "Leave out at most 500 products.");
            RuleFor(body => body.Order).IsInEnum();
            RuleFor(body => body.Position).InclusiveBetween(0, 10_000);
            RuleFor(body => body.Rule!.Regions).Must(codes => codes is null || (codes.Count <= 100 && codes.All(code => RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is not null)))
                .When(body => body.Rule is not null).Because("region-unknown", "有的地区没有。请从列表里选，最多100个。", "Some region does not exist. Pick from the list, 100 at most.");
            RuleFor(body => body.Rule!.Category).MaximumLength(50).When(body => body.Rule is not null);
            RuleFor(body => body.Rule!).Must(rule => rule.MinFenPerKg is null or >= 0 && (rule.MaxFenPerKg is null || rule.MaxFenPerKg >= (rule.MinFenPerKg ?? 0)))
                .When(body => body.Rule is not null).Because("price-range-wrong", "每公斤价格范围不对。请改正。", "The range of prices per kilogram is not right. Correct it.");
        }
    }

    internal sealed class ChangeValidator : AbstractValidator<ChangeRequest>
    {
        public ChangeValidator(IRegionDirectory regions) => RuleFor(request => request.Zone).NotNull().SetValidator(new Validator(regions));
    }

    internal sealed record Response(Guid ZoneId, uint Version);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/zones", Start).WithName("StartZone").WithTags("Catalog").Requires(CatalogPermissions.CurateZone).Writes<CatalogDb>();
        api.MapPut("/zones/{zoneId:guid}", Change).WithName("ChangeZone").WithTags("Catalog").Requires(CatalogPermissions.CurateZone).Writes<CatalogDb>();
        api.MapPost("/zones/trial", Try).WithName("TryZone").WithTags("Catalog").Requires(CatalogPermissions.CurateZone)
            .WritesByItself("It changes nothing; it is a POST because its question is too long for an address.");
    }

    private static async Task<Results<Ok<Response>, Problem>> Start(Body request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var region = actor.Has(Role.Operator) ? null : actor.RegionsAs(Role.CityOfficial)[0].Value;
        var zone = new Zone { RegionCode = region };
        Put(request, zone, actor, clock);
        db.Add(zone);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(zone.Id, db.Entry(zone).Property<uint>("Version").CurrentValue));
    }

    private static async Task<Results<Ok<Response>, Problem>> Change(Guid zoneId, ChangeRequest request, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (await db.Set<Zone>().Curated(actor).SingleOrDefaultAsync(row => row.Id == zoneId, cancellation) is not { } zone) return Problems.NotFound;
        db.Entry(zone).Property<uint>("Version").OriginalValue = request.Version;
        Put(request.Zone, zone, actor, clock);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(new Response(zone.Id, db.Entry(zone).Property<uint>("Version").CurrentValue));
    }

    private static async Task<Ok<Page<SearchProducts.SearchProducts.Item>>> Try(Body request, Actor actor, ZoneGoods goods, TimeProvider clock, CancellationToken cancellation)
    {
        var zone = new Zone();
        Put(request, zone, actor, clock);
        return TypedResults.Ok(await goods.Of(zone, null, 12, cancellation));
    }

    /// <summary>The zones this person curates: the operator those of the platform, a city official those of its city.</summary>
    internal static IQueryable<Zone> Curated(this IQueryable<Zone> zones, Actor actor) =>
        actor.Has(Role.Operator) ? zones.Where(row => row.RegionCode == null) : zones.Where(row => row.RegionCode != null).WithinRegions(row => row.RegionCode!, actor.RegionsAs(Role.CityOfficial));

    private static void Put(Body body, Zone zone, Actor actor, TimeProvider clock)
    {
        (zone.Name, zone.NameEn, zone.Intro, zone.IntroEn) = (body.Name.Trim(), body.NameEn?.Trim(), body.Intro?.Trim(), body.IntroEn?.Trim());
        (zone.StartsOn, zone.EndsOn, zone.IsPublic, zone.Order, zone.Position) = (body.StartsOn, body.EndsOn, body.IsPublic, body.Order, body.Position);
        zone.Rule = body.Rule ?? new ZoneRule();
        (zone.PinnedIds, zone.ExcludedIds) = ([.. (body.PinnedIds ?? []).Distinct()], [.. (body.ExcludedIds ?? []).Distinct()]);
        zone.Audience = [.. (body.Audience ?? []).Distinct().Select(kind => kind.ToString())];
        (zone.ChangedBy, zone.ChangedAt) = (actor.PersonId, clock.GetUtcNow());
    }
}
