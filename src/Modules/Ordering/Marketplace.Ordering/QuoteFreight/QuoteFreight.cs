using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Ordering.QuoteFreight;

/// <summary>运费: what freight between two regions is proposed to cost. Anyone may ask.</summary>
internal static class QuoteFreight
{
    /// <param name="SupplierId">Who sells; its own freight table counts before the platform's.</param>
    /// <param name="GoodsFen">What the goods come to, for freight that is free from an amount on.</param>
    internal sealed record Query(string Origin, string Destination, long MassGrams, Guid? SupplierId = null, long? GoodsFen = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Origin).Must(text => RegionCode.TryParse(text, out _)).Because("region-unknown", "区号不对。请填6、9或12位区号。", "The region code is not right. Enter 6, 9 or 12 digits.");
            RuleFor(query => query.Destination).Must(text => RegionCode.TryParse(text, out _)).Because("region-unknown", "区号不对。请填6、9或12位区号。", "The region code is not right. Enter 6, 9 or 12 digits.");
            RuleFor(query => query.MassGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass", "重量要大于0。请改重量。", "The mass must be more than 0. Change it.");
            RuleFor(query => query.GoodsFen).InclusiveBetween(0, Money.LargestOperationFen).Because("amount", "金额不对。请改金额。", "The amount is not right. Change it.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/freight", Handle)
        .WithName("QuoteFreight").WithTags("Ordering")
        .Public()
        .Reads();

    private static async Task<Ok<FreightQuote>> Handle([AsParameters] Query query, FreightTariff tariff, CancellationToken cancellation) =>
        TypedResults.Ok(await tariff.Propose(query.Origin, query.Destination, query.MassGrams, query.GoodsFen ?? 0, query.SupplierId, cancellation));
}
