using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.PostDemand;

/// <summary>发求购: a buyer says what it looks for.</summary>
internal static class PostDemand
{
    internal sealed record Request(
        string Title, long MassGrams, RegionCode DeliveryRegionCode, DateOnly WantedOn, DateOnly ClosesOn, string? CategoryCode = null, long? HighestFenPerKg = null, string? Note = null, Guid? OrganisationId = null);

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Title).NotEmpty().MaximumLength(100);
            RuleFor(request => request.MassGrams).InclusiveBetween(1000, 10_000_000_000)
                .Because("mass", "数量要在1公斤到1万吨之间。请改数量。", "The quantity must be between 1 kg and 10,000 t. Change it.");
            RuleFor(request => request.HighestFenPerKg).InclusiveBetween(1, 100_000_000)
                .Because("price", "每公斤最高价不对。请改价格。", "The highest price per kilogram is not right. Change it.");
            RuleFor(request => request.ClosesOn).Must(date => date >= clock.Today() && date <= clock.Today().AddYears(1))
                .Because("closing-date", "截止日要在今天到一年之内。请改日期。", "The closing date must be between today and a year from now. Change it.");
            RuleFor(request => request.WantedOn).Must((request, date) => date >= request.ClosesOn)
                .Because("wanted-date", "送达日不能早于截止日。请改日期。", "The date of delivery cannot be before the closing date. Change it.");
            RuleFor(request => request.CategoryCode).MaximumLength(60);
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/demands", Handle)
        .WithName("PostDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Created<Response>, Problem>> Handle(
        Request request, Actor actor, OrderingDb db, [FromServices] IOrganisationDirectory organisations, [FromServices] IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, Role.Buyer) is not { } buyerId || await organisations.Find(buyerId, cancellation) is not { } buyer) return OrderProblems.NoOrganisation;
        if (regions.Find(request.DeliveryRegionCode) is null) return OrderProblems.UnknownRegion;
        var demand = new Demand
        {
            BuyerId = buyerId,
            BuyerName = buyer.Name,
            Title = request.Title,
            CategoryCode = request.CategoryCode,
            MassGrams = request.MassGrams,
            HighestFenPerKg = request.HighestFenPerKg,
            DeliveryRegion = request.DeliveryRegionCode.Value,
            WantedOn = request.WantedOn,
            ClosesOn = request.ClosesOn,
            Note = request.Note,
            PostedBy = actor.PersonId,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(demand);
        return TypedResults.Created($"/api/demands/{demand.Id}", new Response(demand.Id));
    }
}
