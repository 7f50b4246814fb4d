using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Grades;
using Marketplace.Catalog.Indications;
using Marketplace.Catalog.Suppliers;
using Marketplace.Catalog.Taxes;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowListingChoices;

/// <summary>上架可选项: what goods of this kind and place may be called, graded and taxed as today. In one answer, for a phone asks once.</summary>
internal static class ShowListingChoices
{
    internal sealed record Query(string CategoryCode, string OriginCode, Guid SupplierId, bool? IsForHousehold = null);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.CategoryCode).NotEmpty().MaximumLength(50);
            RuleFor(query => query.OriginCode).Must(text => RegionCode.TryParse(text, out var code) && code.County is not null)
                .Because("region-unknown", "没有这个产地代码。请查区县代码表，选到区县或更细。", "There is no such place of origin. Look it up in the list of codes, down to the county at least.");
        }
    }

    internal sealed record IndicationChoice(string Name, string Kind);

    /// <param name="RateBasisPoints">None when exempt.</param>
    internal sealed record TaxChoice(string Code, string Name, string NameEn, int? RateBasisPoints, string Basis);

    internal sealed record GradeChoice(string Code, string Name, string NameEn);

    internal sealed record Response(IReadOnlyList<IndicationChoice> Indications, IReadOnlyList<TaxChoice> Taxes, IReadOnlyList<GradeChoice> Grades);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/listing-choices", Handle)
        .WithName("ShowListingChoices").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle([AsParameters] Query query, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        if (await db.Set<Supplier>().AsNoTracking().Where(row => row.Id == query.SupplierId).Select(row => (OrganisationKind?)row.Kind).SingleOrDefaultAsync(cancellation) is not { } kind)
            return Problems.NotFound;
        var indications = await db.Set<GeographicalIndication>().AsNoTracking().For(query.OriginCode, today).OrderBy(row => row.Name).Take(100)
            .Select(row => new IndicationChoice(row.Name, row.Kind)).ToListAsync(cancellation);
        var taxes = (await db.Set<TaxTreatment>().AsNoTracking().On(today).OrderBy(row => row.Position).ToListAsync(cancellation))
            .Where(row => row.IsFor(kind, query.IsForHousehold == true, query.CategoryCode))
            .Select(row => new TaxChoice(row.Code, row.Name, row.NameEn, row.RateBasisPoints, row.Basis));
        var grades = (await db.Set<Grade>().ListFor(query.CategoryCode, today, cancellation)).Select(row => new GradeChoice(row.Code, row.Name, row.NameEn));
        return TypedResults.Ok(new Response(indications, [.. taxes], [.. grades]));
    }
}
