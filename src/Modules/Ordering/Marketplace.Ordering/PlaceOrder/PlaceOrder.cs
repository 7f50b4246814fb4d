using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Addresses;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.SubmitOrder;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.PlaceOrder;

/// <summary>下单: checks the offers, reserves the stock and writes one order per supplier, all in one transaction.</summary>
internal static class PlaceOrder
{
    internal sealed record Request(
        IReadOnlyList<WishedLine> Lines, Delivery Delivery, string ChannelCode, string SalesModeCode, PaymentMode PaymentMode,
        Guid? OrganisationId = null, Guid? BudgetUnitId = null, int? PaymentDays = null, long? FreightLimitFen = null, DateOnly? WishedOn = null, string? Note = null,
        bool RememberAddress = false);

    internal sealed record Placed(
        Guid Id, string Number, OrderState State, Guid SupplierId, string SupplierName, long GoodsFen, long FreightFen, long TotalFen, IReadOnlyList<Warning> Warnings);

    internal sealed record Response(IReadOnlyList<Placed> Orders);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Lines.Count).InclusiveBetween(1, CartLine.MostLines).OverridePropertyName("lines")
                .Because("line-count", "订单要有1到200行。请调整。", "An order has 1 to 200 lines. Change it.");
            RuleForEach(request => request.Lines).NotNull().SetValidator(new WishedLineValidator());
            RuleFor(request => request.Lines).Must(lines => lines.Select(line => line?.PackId).Distinct().Count() == lines.Count)
                .Because("pack-twice", "同一规格写了两行。请合并。", "The same pack is listed twice. Merge the lines.");
            RuleFor(request => request.Delivery).SetValidator(new DeliveryValidator());
            RuleFor(request => request.PaymentMode).IsInEnum();
            RuleFor(request => request.PaymentDays).InclusiveBetween(1, OrderDeadlines.LongestPaymentDays)
                .Because("payment-days", "付款期限要在1到60天之间。请改天数。", "The days to pay must be between 1 and 60. Change them.");
            RuleFor(request => request.FreightLimitFen).InclusiveBetween(0, Money.LargestOperationFen);
            RuleFor(request => request.WishedOn).Must(date => date is null || (date >= clock.Today() && date <= clock.Today().AddYears(1)))
                .Because("wished-date", "希望送达日要在今天到一年之内。请改日期。", "The wished date must be between today and a year from now. Change it.");
            RuleFor(request => request.Note).MaximumLength(500);
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders", Handle)
        .WithName("PlaceOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .Writes<OrderingDb>(needsKey: true);

    private static async Task<Results<Created<Response>, Problem>> Handle(
        Request request, Actor actor, OrderingDb db, PurchaseTerms terms, Basket basket, OrderNumbers numbers, Submission submission, TimeProvider clock, CancellationToken cancellation)
    {
        var (buyer, refusal) = await terms.Check(
            new Terms(request.OrganisationId, request.BudgetUnitId, request.ChannelCode, request.SalesModeCode, request.Delivery.RegionCode), actor, cancellation);
        if (buyer is null) return refusal!;
        var (baskets, unpriced) = await basket.Price(request.Lines, request.Delivery.RegionCode.Value, cancellation);
        if (unpriced is not null) return unpriced;
        if (await terms.CheckRecognition(request.ChannelCode, baskets, cancellation) is { } unrecognised) return unrecognised;
        var taken = await numbers.Take(baskets.Count, cancellation);
        var agreed = new DraftTerms(
            buyer, request.BudgetUnitId ?? buyer.Id, request.ChannelCode, request.SalesModeCode, request.PaymentMode, request.PaymentDays, request.FreightLimitFen, request.WishedOn, request.Note, request.Delivery);
        var orders = baskets.Zip(taken, (priced, number) => OrderDraft.Of(agreed, priced, number, actor.PersonId, clock)).ToList();
        if (await submission.Submit(orders, buyer, actor.PersonId, cancellation) is { } unsubmitted) return unsubmitted;
        if (await CampaignLimits.Check(db, buyer.Id, baskets, cancellation) is { } beyond) return beyond;
        db.AddRange(orders);
        var packs = request.Lines.Select(line => line.PackId).ToList();
        await db.Set<CartLine>().Where(line => line.PersonId == actor.PersonId && line.BuyerId == buyer.Id && packs.Contains(line.PackId)).ExecuteDeleteAsync(cancellation);
        await AddressBook.Use(db, buyer.Id, request.Delivery, request.RememberAddress, actor.PersonId, clock.GetUtcNow(), cancellation);
        var placed = orders.Zip(baskets, (order, priced) => new Placed(
            order.Id, order.Number, order.State, order.SupplierId, order.SupplierName, order.GoodsFen, order.FreightFen, order.TotalFen, Basket.WarningsOf(priced))).ToList();
        return TypedResults.Created($"/api/orders/{orders[0].Id}", new Response(placed));
    }
}
