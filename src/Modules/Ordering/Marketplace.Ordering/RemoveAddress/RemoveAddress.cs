using Marketplace.Ordering.Addresses;
using Marketplace.Ordering.Data;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.RemoveAddress;

/// <summary>删除地址: takes an address out of the book; orders keep theirs. One that is not there is gone already.</summary>
internal static class RemoveAddress
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapDelete("/addresses/{addressId:guid}", Handle)
        .WithName("RemoveAddress").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<NoContent> Handle(Guid addressId, Actor actor, OrderingDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Buyer);
        await db.Set<BuyerAddress>().Where(row => row.Id == addressId && own.Contains(row.BuyerId)).ExecuteDeleteAsync(cancellation);
        return TypedResults.NoContent();
    }
}
