using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ListSellers;

/// <summary>销售主体: under whose name a household's goods may be sold: the selling organisations of its county, those of its town first.</summary>
internal static class ListSellers
{
    internal sealed record Query(string Region, string? Q = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Region).Must(code => RegionCode.TryParse(code, out var region) && region.County is not null)
                .Because("region-unknown", "没有这个区划代码。请选到区县、乡镇或村。", "There is no such division. Choose the county, town or village.");
            RuleFor(query => query.Q).MaximumLength(50);
        }
    }

    internal sealed record Row(Guid Id, string Name, string? NameEn, OrganisationKind Kind, bool IsMine);

    private static readonly OrganisationKind[] Selling =
        [OrganisationKind.Cooperative, OrganisationKind.FamilyFarm, OrganisationKind.LeadingEnterprise, OrganisationKind.AgentTrader, OrganisationKind.ServiceStation];

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/sellers", Handle)
        .WithName("ListSellers").WithTags("Accounts")
        .Requires(Permission.For("accounts.list-sellers", HouseholdScope.Regional)).Reads();

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle([AsParameters] Query query, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        var region = RegionCode.Parse(query.Region);
        if (!actor.ActsInRegion(region, HouseholdScope.Regional)) return Problems.NotFound;
        var mine = actor.Posts.Where(post => post.OrganisationId is not null).Select(post => post.OrganisationId!.Value).Distinct().ToList();
        var rows = db.Set<Organisation>().AsNoTracking().WithinRegions(row => row.RegionCode, [region.County!.Value]).Where(row => Selling.Contains(row.Kind));
        if (!string.IsNullOrWhiteSpace(query.Q)) rows = rows.Where(row => row.Name.Contains(query.Q.Trim()));
        var town = region.Town?.Value ?? region.County.Value.Value;
        var found = await rows.OrderByDescending(row => mine.Contains(row.Id)).ThenByDescending(row => row.RegionCode.StartsWith(town)).ThenBy(row => row.Name)
            .Take(Paging.LargestSize).Select(row => new Row(row.Id, row.Name, row.NameEn, row.Kind, mine.Contains(row.Id))).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>(found));
    }
}
