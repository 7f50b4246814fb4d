using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Accounts.ListRegions;

/// <summary>行政区划: what lies below a division, or divisions by name.</summary>
internal static class ListRegions
{
    internal sealed record Query(string? Parent = null, string? Q = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Q).MaximumLength(50);
    }

    internal sealed record RegionRow(string Code, string Name, RegionLevel Level, string FullName, ReliefMark? Relief, bool HasChildren);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/regions", List).WithName("ListRegions").WithTags("Accounts").Public().Reads();
        api.MapGet("/regions/{code}", Show).WithName("ShowRegion").WithTags("Accounts").Public().Reads();
    }

    private static Results<Ok<Page<RegionRow>>, Problem> List([AsParameters] Query query, RegionDirectory regions, HttpContext http)
    {
        RegionCode? parent = null;
        if (!string.IsNullOrEmpty(query.Parent))
        {
            if (regions.UnknownIn(query.Parent, "parent") is { } unknown) return unknown;
            parent = RegionCode.Parse(query.Parent);
        }

        var found = string.IsNullOrWhiteSpace(query.Q) ? regions.ShownBelow(parent) : regions.Search(query.Q.Trim(), parent, 50);
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Ok(new Page<RegionRow>([.. found.Select(region => Row(region, regions))]));
    }

    private static Results<Ok<RegionRow>, Problem> Show(string code, RegionDirectory regions) =>
        RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is { } region ? TypedResults.Ok(Row(region, regions)) : Problems.NotFound;

    private static RegionRow Row(Region region, RegionDirectory regions) =>
        new(region.Code.Value, region.Name, region.Level, region.FullName, region.Relief, regions.ChildrenOf(region.Code).Count > 0);
}
