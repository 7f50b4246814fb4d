using FluentValidation;
using Marketplace.Accounts.Contracts;
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

namespace Marketplace.Ordering.SaveAddress;

/// <summary>保存地址: writes an address of the organisation under the id the client chose, new or known.</summary>
internal static class SaveAddress
{
    internal sealed record Request(Delivery Delivery, string? Label = null, bool IsUsual = false, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Delivery).NotNull().SetValidator(new DeliveryValidator());
            RuleFor(request => request.Label).MaximumLength(40);
        }
    }

    private static readonly Problem Full = Problem.Conflict("address-book-full", "收货地址最多50个。请先删掉不用的。", "At most 50 addresses. Remove some first.");

    private static readonly Problem AlreadyKept = Problem.Conflict("address-known", "这个地址已经在地址簿里。", "This address is in the book already.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/addresses/{addressId:guid}", Handle)
        .WithName("SaveAddress").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(
        Guid addressId, Request request, Actor actor, OrderingDb db, [FromServices] IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.Buyer) is not { } buyer) return OrderProblems.NoOrganisation;
        var delivery = request.Delivery;
        if (regions.Find(delivery.RegionCode) is null) return OrderProblems.UnknownRegion;
        var book = db.Set<BuyerAddress>().Where(row => row.BuyerId == buyer);
        if (await book.AnyAsync(row => row.Id != addressId && row.Recipient == delivery.Recipient && row.Phone == delivery.Phone
            && row.Region == delivery.RegionCode.Value && row.Address == delivery.Address, cancellation)) return AlreadyKept;
        var known = await db.Set<BuyerAddress>().SingleOrDefaultAsync(row => row.Id == addressId, cancellation);
        if (known is not null && known.BuyerId != buyer) return Problems.NotFound;
        if (known is null)
        {
            if (await book.CountAsync(cancellation) >= BuyerAddress.Most) return Full;
            known = new BuyerAddress { Id = addressId, BuyerId = buyer, Recipient = delivery.Recipient, Phone = delivery.Phone, Region = delivery.RegionCode.Value, Address = delivery.Address };
            db.Add(known);
        }

        if (request.IsUsual) await book.Where(row => row.IsUsual && row.Id != addressId).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsUsual, false), cancellation);
        (known.Label, known.Recipient, known.Phone, known.Region, known.Address) = (request.Label, delivery.Recipient, delivery.Phone, delivery.RegionCode.Value, delivery.Address);
        (known.IsUsual, known.UsedAt, known.SavedBy) = (request.IsUsual, clock.GetUtcNow(), actor.PersonId);
        return TypedResults.NoContent();
    }
}
