using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ShowOwnFreight;

/// <summary>我的运费: what freight the supplier set, from when on, beside the platform's tariff and the provinces of each zone.</summary>
internal static class ShowOwnFreight
{
    /// <summary>The platform's tariff of a zone with the provinces in it; the usual zone holds all that are not named.</summary>
    internal sealed record ZoneView(int Zone, IReadOnlyList<string> Provinces, long FirstKgFen, long ExtraKgFen, long PerTonneFen, int DaysFrom, int DaysTo);

    internal sealed record TableView(DateOnly ValidFrom, bool IsInForce, IReadOnlyList<SetFreight.SetFreight.ZoneBody> Zones);

    /// <param name="Tables">The one in force and those to come, at most ten.</param>
    internal sealed record Response(IReadOnlyList<ZoneView> Platform, IReadOnlyList<TableView> Tables);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/freight/own", Handle)
        .WithName("ShowOwnFreight").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid? organisationId, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, [FromServices] IRegionDirectory regions, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, OrderingPermissions.Sellers) is not { } supplier) return OrderProblems.NoOrganisation;
        if (await organisations.Find(supplier, cancellation) is not { } card) return OrderProblems.NoOrganisation;
        var today = clock.Today();
        var tables = await db.Set<SupplierFreight>().AsNoTracking().Where(row => row.SupplierId == supplier && row.ValidFrom > today).OrderBy(row => row.ValidFrom).Take(9)
            .Include(row => row.Zones).ToListAsync(cancellation);
        var inForce = await db.Set<SupplierFreight>().AsNoTracking().Where(row => row.SupplierId == supplier && row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom)
            .Include(row => row.Zones).FirstOrDefaultAsync(cancellation);
        return TypedResults.Ok(new Response(
            await Platform(card.Region.Value[..2], db, regions, today, cancellation),
            [.. (inForce is null ? tables : tables.Prepend(inForce)).Select(table => new TableView(table.ValidFrom, table == inForce, [.. table.Zones.OrderBy(zone => zone.Zone)
                .Select(zone => new SetFreight.SetFreight.ZoneBody(zone.Zone, zone.FirstGrams, zone.FirstFen, zone.ExtraGrams, zone.ExtraFen, zone.FreeFromFen, zone.FreeFromGrams))]))]));
    }

    private static async Task<List<ZoneView>> Platform(string province, OrderingDb db, IRegionDirectory regions, DateOnly today, CancellationToken cancellation)
    {
        var named = await db.Set<FreightZone>().AsNoTracking().Where(row => row.FromProvince == province).ToListAsync(cancellation);
        named.Add(new FreightZone { FromProvince = province, ToProvince = province, Zone = 1 });
        var rates = await db.Set<FreightRate>().AsNoTracking().Where(row => row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today)).ToListAsync(cancellation);
        return [.. rates.GroupBy(rate => rate.Zone).Select(group => group.MaxBy(rate => rate.ValidFrom)!).OrderBy(rate => rate.Zone).Select(rate => new ZoneView(
            rate.Zone,
            [.. named.Where(row => row.Zone == rate.Zone).Select(row => regions.Find(RegionCode.Parse(row.ToProvince + "0000"))?.Name ?? row.ToProvince)],
            rate.FirstKgFen, rate.ExtraKgFen, rate.PerTonneFen, rate.DaysFrom, rate.DaysTo))];
    }
}
