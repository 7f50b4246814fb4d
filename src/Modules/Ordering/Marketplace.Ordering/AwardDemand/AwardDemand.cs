using FluentValidation;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Demands;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.PlaceOrder;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.AwardDemand;

/// <summary>授予: the buyer takes an offer. It becomes a draft of an order at the offered price, which the buyer then submits.</summary>
internal static class AwardDemand
{
    internal sealed record Request(Guid OfferId, Delivery Delivery, string ChannelCode, string SalesModeCode, PaymentMode PaymentMode, Guid? BudgetUnitId = null, int? PaymentDays = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.OfferId).NotEmpty();
            RuleFor(request => request.Delivery).SetValidator(new DeliveryValidator());
            RuleFor(request => request.PaymentMode).IsInEnum();
            RuleFor(request => request.PaymentDays).InclusiveBetween(1, OrderDeadlines.LongestPaymentDays)
                .Because("payment-days", "付款期限要在1到60天之间。请改天数。", "The days to pay must be between 1 and 60. Change them.");
        }
    }

    private static readonly Problem AlreadyAwarded = Problem.Conflict("demand-closed", "这条求购已授予或撤回。", "This demand is awarded or withdrawn already.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/demands/{demandId:guid}/award", Handle)
        .WithName("AwardDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<OrderAnswer>, Problem>> Handle(
        Guid demandId, Request request, Actor actor, OrderingDb db, PurchaseTerms terms, Basket basket, OrderNumbers numbers, TimeProvider clock, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM demand WHERE id = {demandId} FOR UPDATE", cancellation);
        var own = actor.OrganisationsAs(Role.Buyer);
        var demand = await db.Set<Demand>().SingleOrDefaultAsync(row => row.Id == demandId && own.Contains(row.BuyerId), cancellation);
        if (demand is null) return Problems.NotFound;
        if (demand.State != DemandState.Open) return AlreadyAwarded;
        var offers = await db.Set<DemandOffer>().Where(row => row.DemandId == demandId).ToListAsync(cancellation);
        if (offers.Find(row => row.Id == request.OfferId) is not { } chosen) return Problems.NotFound;
        var (buyer, refusal) = await terms.Check(
            new Terms(demand.BuyerId, request.BudgetUnitId, request.ChannelCode, request.SalesModeCode, request.Delivery.RegionCode), actor, cancellation);
        if (buyer is null) return refusal!;
        var (baskets, unpriced) = await basket.Price([new WishedLine(chosen.PackId, chosen.Quantity)], request.Delivery.RegionCode.Value, cancellation);
        if (unpriced is not null) return unpriced;
        var agreed = baskets[0] with { Lines = [baskets[0].Lines[0] with { UnitPriceFen = chosen.UnitPriceFen }] };
        if (await terms.CheckRecognition(request.ChannelCode, [agreed], cancellation) is { } unrecognised) return unrecognised;
        var number = (await numbers.Take(1, cancellation))[0];
        var order = OrderDraft.Of(
            new DraftTerms(buyer, request.BudgetUnitId ?? buyer.Id, request.ChannelCode, request.SalesModeCode, request.PaymentMode, request.PaymentDays, null, demand.WantedOn, demand.Note, request.Delivery),
            agreed, number, actor.PersonId, clock);
        db.Add(order);
        demand.State = DemandState.Awarded;
        foreach (var offer in offers) offer.State = offer == chosen ? DemandOfferState.Awarded : DemandOfferState.NotChosen;
        chosen.OrderId = order.Id;
        return OrderAnswer.Ok(order);
    }
}
