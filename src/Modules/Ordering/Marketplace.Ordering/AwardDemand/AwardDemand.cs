using FluentValidation;
using Marketplace.Catalog.Contracts;
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

/// <summary>授予: the buyer takes one or more offers, whole or in part. Each becomes a draft of an order at the offered price, which the buyer then submits.</summary>
internal static class AwardDemand
{
    /// <param name="Quantity">Packs taken of what was offered; all when nothing is said.</param>
    internal sealed record Choice(Guid OfferId, int? Quantity = null);

    internal sealed record Request(
        IReadOnlyList<Choice> Choices, Delivery Delivery, string ChannelCode, string SalesModeCode, PaymentMode PaymentMode, Guid? BudgetUnitId = null, int? PaymentDays = null);

    internal sealed record Drafted(Guid Id, string Number, OrderState State, Guid SupplierId, string SupplierName, long GoodsFen, long FreightFen, long TotalFen);

    internal sealed record Response(IReadOnlyList<Drafted> Orders);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Choices).Must(choices => choices is { Count: >= 1 and <= 20 } && choices.All(choice => choice is not null && choice.Quantity is null or >= 1)
                    && choices.Select(choice => choice.OfferId).Distinct().Count() == choices.Count)
                .Because("choices", "请选1到20个报价，每个数量至少1。", "Choose 1 to 20 offers, each of at least 1.");
            RuleFor(request => request.Delivery).NotNull().SetValidator(new DeliveryValidator());
            RuleFor(request => request.PaymentMode).IsInEnum();
            RuleFor(request => request.PaymentDays).InclusiveBetween(1, OrderDeadlines.LongestPaymentDays)
                .Because("payment-days", "付款期限要在1到60天之间。请改天数。", "The days to pay must be between 1 and 60. Change them.");
        }
    }

    private static readonly Problem AlreadyAwarded = Problem.Conflict("demand-closed", "这条求购已授予或撤回。", "This demand is awarded or withdrawn already.");

    private static readonly Problem TooMany = Problem.Invalid(
        "more-than-offered", "数量超过了报价。请改到报价以内。", "More than was offered. Take at most what was offered.", "choices");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/demands/{demandId:guid}/award", Handle)
        .WithName("AwardDemand").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid demandId, Request request, Actor actor, OrderingDb db, PurchaseTerms terms, Basket basket, OrderNumbers numbers, TimeProvider clock, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM demand WHERE id = {demandId} FOR UPDATE", cancellation);
        var own = actor.OrganisationsAs(Role.Buyer);
        var demand = await db.Set<Demand>().SingleOrDefaultAsync(row => row.Id == demandId && own.Contains(row.BuyerId), cancellation);
        if (demand is null) return Problems.NotFound;
        if (demand.State != DemandState.Open) return AlreadyAwarded;
        var offers = await db.Set<DemandOffer>().Where(row => row.DemandId == demandId).ToListAsync(cancellation);
        var taken = request.Choices.Select(choice => (Offer: offers.Find(row => row.Id == choice.OfferId), choice.Quantity)).ToList();
        if (taken.Exists(choice => choice.Offer is null)) return Problems.NotFound;
        if (taken.Exists(choice => choice.Quantity > choice.Offer!.Quantity)) return TooMany;
        var (buyer, refusal) = await terms.Check(
            new Terms(demand.BuyerId, request.BudgetUnitId, request.ChannelCode, request.SalesModeCode, request.Delivery.RegionCode), actor, cancellation);
        if (buyer is null) return refusal!;
        var chosen = taken.ToDictionary(choice => choice.Offer!.PackId, choice => choice.Offer!);
        var (baskets, unpriced) = await basket.Price(
            [.. taken.Select(choice => new WishedLine(choice.Offer!.PackId, choice.Quantity ?? choice.Offer.Quantity))], request.Delivery.RegionCode.Value, cancellation);
        if (unpriced is not null) return unpriced;
        var agreed = baskets.Select(priced => priced with { Lines = [.. priced.Lines.Select(line => line with { Price = new PackPriceOn(chosen[line.Offer.PackId].UnitPriceFen, chosen[line.Offer.PackId].UnitPriceFen, null) })] }).ToList();
        if (await terms.CheckRecognition(request.ChannelCode, agreed, cancellation) is { } unrecognised) return unrecognised;
        var draft = new DraftTerms(
            buyer, request.BudgetUnitId ?? buyer.Id, request.ChannelCode, request.SalesModeCode, request.PaymentMode, request.PaymentDays, null, demand.WantedOn, demand.Note, request.Delivery);
        var orders = agreed.Zip(await numbers.Take(agreed.Count, cancellation), (priced, number) => OrderDraft.Of(draft, priced, number, actor.PersonId, clock)).ToList();
        db.AddRange(orders);
        demand.State = DemandState.Awarded;
        foreach (var offer in offers)
        {
            offer.State = chosen.ContainsValue(offer) ? DemandOfferState.Awarded : DemandOfferState.NotChosen;
            offer.OrderId = chosen.ContainsValue(offer) ? orders.Find(order => order.SupplierId == offer.SupplierId)!.Id : null;
        }

        return TypedResults.Ok(new Response([.. orders.Select(order => new Drafted(
            order.Id, order.Number, order.State, order.SupplierId, order.SupplierName, order.GoodsFen, order.FreightFen, order.TotalFen))]));
    }
}
