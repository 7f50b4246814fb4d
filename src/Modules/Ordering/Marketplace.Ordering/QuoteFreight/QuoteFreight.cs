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
    internal sealed record Query(string Origin, string Destination, long MassGrams);

    internal sealed record Response(long FreightFen);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Origin).Must(text => RegionCode.TryParse(text, out _)).Because("region-unknown", "区号不对。请填6、9或12位区号。", "The region code is not right. Enter 6, 9 or 12 digits.");
            RuleFor(query => query.Destination).Must(text => RegionCode.TryParse(text, out _)).Because("region-unknown", "区号不对。请填6、9或12位区号。", "The region code is not right. Enter 6, 9 or 12 digits.");
            RuleFor(query => query.MassGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass", "重量要大于0。请改重量。", "The mass must be more than 0. Change it.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/freight", Handle)
        .WithName("QuoteFreight").WithTags("Ordering")
        .Public()
        .Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, FreightTariff tariff, CancellationToken cancellation) =>
        TypedResults.Ok(new Response(await tariff.Propose(query.Origin, query.Destination, query.MassGrams, cancellation)));
}
