using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Addresses;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.ListAddresses;

/// <summary>收货地址: an organisation's addresses, the usual one first, then the last used.</summary>
internal static class ListAddresses
{
    internal sealed record Row(Guid Id, string? Label, string Recipient, string Phone, string RegionCode, string RegionName, string Address, bool IsUsual, DateTimeOffset UsedAt);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/addresses", Handle)
        .WithName("ListAddresses").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(
        Guid? organisationId, Actor actor, OrderingDb db, [FromServices] IRegionDirectory regions, CancellationToken cancellation)
    {
        if (actor.ActingFor(organisationId, Role.Buyer) is not { } buyer) return OrderProblems.NoOrganisation;
        var rows = await db.Set<BuyerAddress>().AsNoTracking().Where(row => row.BuyerId == buyer)
            .OrderByDescending(row => row.IsUsual).ThenByDescending(row => row.UsedAt).Take(BuyerAddress.Most).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. rows.Select(row => new Row(
            row.Id, row.Label, row.Recipient, row.Phone, row.Region, regions.Find(RegionCode.Parse(row.Region))?.FullName ?? row.Region, row.Address, row.IsUsual, row.UsedAt))]));
    }
}
