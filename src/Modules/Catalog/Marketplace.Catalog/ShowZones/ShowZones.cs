using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.CurateZone;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Zones;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowZones;

/// <summary>专区: the zones one may see, and one with its goods. Some are for certain kinds of purchasers; for others they are not there.</summary>
internal static class ShowZones
{
    /// <summary>Zones are few: an operator with more would merge them.</summary>
    private const int Most = 100;

    /// <param name="Curated">Only those the person curates, whether public or not.</param>
    internal sealed record Query(bool? Curated);

    internal sealed class Validator : AbstractValidator<Query>;

    internal sealed record DetailQuery(string? Cursor, int? Size);

    internal sealed class DetailValidator : AbstractValidator<DetailQuery>;

    internal sealed record Item(
        Guid ZoneId, uint Version, string Name, string? NameEn, string? Intro, string? IntroEn, DateOnly StartsOn, DateOnly? EndsOn, bool IsPublic, bool IsOpen,
        IReadOnlyList<OrganisationKind> Audience, int Position, bool IsPlatforms);

    /// <param name="Rule">What the zone takes: buyers may know why goods are in it.</param>
    internal sealed record Detail(
        Item Zone, ZoneRule Rule, ZoneOrder Order, IReadOnlyList<Guid> PinnedIds, IReadOnlyList<Guid> ExcludedIds, Page<SearchProducts.SearchProducts.Item> Products);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/zones", List).WithName("ListZones").WithTags("Catalog").Public().Reads();
        api.MapGet("/zones/{zoneId:guid}", Show).WithName("ShowZone").WithTags("Catalog").Public().Reads();
    }

    private static async Task<Ok<Page<Item>>> List(
        [AsParameters] Query query, Actor actor, CatalogDb db, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var zones = query.Curated == true && actor.HasAny([Role.CityOfficial, Role.Operator])
            ? db.Set<Zone>().Curated(actor)
            : Seen(db.Set<Zone>(), await KindsOf(actor, organisations, cancellation), today);
        var rows = await zones.AsNoTracking().OrderBy(row => row.Position).ThenByDescending(row => row.Id).Take(Most)
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Item>([.. rows.Select(found => ItemOf(found.Row, found.Version, today))]));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(
        Guid zoneId, [AsParameters] DetailQuery query, Actor actor, CatalogDb db, ZoneGoods goods, CampaignCards campaigns, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var seen = Seen(db.Set<Zone>(), await KindsOf(actor, organisations, cancellation), today).Select(row => row.Id);
        var curated = db.Set<Zone>().Curated(actor).Select(row => row.Id);
        var found = await db.Set<Zone>().AsNoTracking().Where(row => row.Id == zoneId && (seen.Contains(row.Id) || curated.Contains(row.Id)))
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).SingleOrDefaultAsync(cancellation);
        if (found is null) return Problems.NotFound;
        var page = await goods.Of(found.Row, query.Cursor, Paging.Size(query.Size), cancellation);
        return TypedResults.Ok(new Detail(
            ItemOf(found.Row, found.Version, today), found.Row.Rule, found.Row.Order, found.Row.PinnedIds, found.Row.ExcludedIds,
            page with { Items = await campaigns.On(page.Items, cancellation) }));
    }

    private static IQueryable<Zone> Seen(IQueryable<Zone> zones, string[] kinds, DateOnly today) => zones.Where(row =>
        row.IsPublic && row.StartsOn <= today && (row.EndsOn == null || row.EndsOn >= today) && (row.Audience.Length == 0 || row.Audience.Any(kind => kinds.Contains(kind))));

    private static async Task<string[]> KindsOf(Actor actor, IOrganisationDirectory organisations, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Buyer, Role.BuyerApprover, Role.BuyerFinance);
        return own.Count == 0 ? [] : [.. (await organisations.FindMany(own, cancellation)).Values.Select(card => card.Kind.ToString())];
    }

    private static Item ItemOf(Zone row, uint version, DateOnly today) => new(
        row.Id, version, row.Name, row.NameEn, row.Intro, row.IntroEn, row.StartsOn, row.EndsOn, row.IsPublic,
        row.IsPublic && row.StartsOn <= today && (row.EndsOn is null || row.EndsOn >= today), [.. row.Audience.Select(Enum.Parse<OrganisationKind>)], row.Position, row.RegionCode is null);
}
