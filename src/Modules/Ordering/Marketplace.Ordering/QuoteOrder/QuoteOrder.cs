using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Carts;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Orders;
using Marketplace.Ordering.Stock;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.QuoteOrder;

/// <summary>询价: what an order would cost now, freight included, and what to know before placing it.</summary>
internal static class QuoteOrder
{
    internal sealed record Request(IReadOnlyList<WishedLine> Lines, RegionCode DeliveryRegionCode);

    /// <param name="ShipBy">预售: until when it leaves, when it is not all harvested.</param>
    /// <param name="UsualPriceFen">What a pack costs without a campaign.</param>
    internal sealed record Line(Guid PackId, Guid ProductId, string ProductName, string PackName, int Quantity, long UnitPriceFen, long AmountFen, long MassGrams, bool IsRecognised, int Available, long UsualPriceFen, string? CampaignName, DateOnly? CampaignEndsOn, int? MostPerBuyer, DateOnly? ShipBy);

    internal sealed record Quote(Guid SupplierId, string SupplierName, IReadOnlyList<Line> Lines, long GoodsFen, long FreightFen, long TotalFen, IReadOnlyList<Warning> Warnings);

    internal sealed record Response(IReadOnlyList<Quote> Orders, long TotalFen);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Lines.Count).InclusiveBetween(1, CartLine.MostLines).OverridePropertyName("lines");
            RuleForEach(request => request.Lines).NotNull().SetValidator(new WishedLineValidator());
            RuleFor(request => request.Lines).Must(lines => lines.Select(line => line?.PackId).Distinct().Count() == lines.Count)
                .Because("pack-twice", "同一规格写了两行。请合并。", "The same pack is listed twice. Merge the lines.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/orders/quote", Handle)
        .WithName("QuoteOrder").WithTags("Ordering")
        .Requires(OrderingPermissions.Buy)
        .WritesByItself("It changes nothing; it is a POST because its question is too long for an address.");

    private static async Task<Results<Ok<Response>, Problem>> Handle(Request request, OrderingDb db, Basket basket, TimeProvider clock, CancellationToken cancellation)
    {
        var (baskets, problem) = await basket.Price(request.Lines, request.DeliveryRegionCode.Value, cancellation);
        if (problem is not null) return problem;
        var available = await Availability.ShelvesOf(db, [.. request.Lines.Select(line => line.PackId)], clock.Today(), cancellation);
        var quotes = baskets.Select(priced => new Quote(
            priced.SupplierId, priced.SupplierName,
            [.. priced.Lines.Select(line => new Line(
                line.Offer.PackId, line.Offer.ProductId, line.Offer.ProductName, line.Offer.PackName, line.Quantity, line.UnitPriceFen, line.AmountFen,
                line.Offer.MassGrams * line.Quantity, line.IsRecognised, available.GetValueOrDefault(line.Offer.PackId)?.Available ?? 0, line.Price.UsualFen, line.Price.Campaign?.Name, line.Price.Campaign?.EndsOn, line.Price.Campaign?.MostPerBuyer, PromiseOf(line, available)))],
            priced.GoodsFen, priced.FreightFen, priced.GoodsFen + priced.FreightFen, Basket.WarningsOf(priced))).ToList();
        return TypedResults.Ok(new Response(quotes, quotes.Sum(quote => quote.TotalFen)));
    }

    /// <summary>Only when so many are wished that some are still to be harvested.</summary>
    private static DateOnly? PromiseOf(PricedLine line, Dictionary<Guid, Availability.Shelf> shelves) =>
        shelves.GetValueOrDefault(line.Offer.PackId) is { } shelf && line.Quantity > shelf.Harvested ? shelf.ShipBy : null;
}
