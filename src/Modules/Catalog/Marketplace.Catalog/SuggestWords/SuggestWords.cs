using FluentValidation;
using Marketplace.Catalog.Search;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Catalog.SuggestWords;

/// <summary>Product names that fit what has been typed so far.</summary>
internal static class SuggestWords
{
    internal sealed record Query(string? Q);

    internal sealed class Validator : AbstractValidator<Query>;

    internal sealed record Response(IReadOnlyList<string> Items);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/search/suggestions", Handle)
        .WithName("SuggestWords").WithTags("Catalog").Public().Reads();

    private static async Task<Ok<Response>> Handle([AsParameters] Query query, IProductSearch search, CancellationToken cancellation) =>
        TypedResults.Ok(new Response(await search.Suggest(query.Q ?? string.Empty, 8, cancellation)));
}
