using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Plots;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Yields;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.SetYieldCeiling;

/// <summary>产量上限: what a mu, an animal or a kilogram of raw goods can yield of a crop, per region and from a date on. Added, never changed.</summary>
internal static class SetYieldCeiling
{
    /// <param name="CropName">Empty for the whole category.</param>
    internal sealed record Request(
        string RegionCode, string CategoryCode, string CropName, YieldBasis Basis, long GramsPerUnit, string Source, DateOnly ValidFrom, DateOnly? ValidTo = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.CropName).NotNull().MaximumLength(40);
            RuleFor(request => request.CategoryCode).NotEmpty().MaximumLength(50);
            RuleFor(request => request.Basis).IsInEnum();
            RuleFor(request => request.Source).NotEmpty().MaximumLength(200)
                .Because("source-needed", "没有写依据。请写文件或统计年鉴。", "The source is missing. Name the document or yearbook.");
            RuleFor(request => request.GramsPerUnit).InclusiveBetween(1, 100_000_000)
                .Because("yield-wrong", "上限要在0.001公斤到100吨之间。请改正。", "The ceiling must be between 0.001 kg and 100 t. Correct it.");
            RuleFor(request => request.ValidTo).GreaterThanOrEqualTo(request => request.ValidFrom).When(request => request.ValidTo is not null)
                .Because("dates-reversed", "结束早于开始。请改正。", "The end is before the start. Correct it.");
        }
    }

    internal sealed record Query(string? Category, string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Row(
        Guid Id, string RegionCode, string RegionName, string CategoryCode, string CategoryName, string CropName, YieldBasis Basis, long GramsPerUnit, string Source, DateOnly ValidFrom,
        DateOnly? ValidTo);

    private static readonly Problem RegionUnknown = Problem.Invalid(
        "region-unknown", "没有这个区划代码，或不归您管。请选市或区县。", "There is no such division, or it is not yours. Choose the city or a county.", "regionCode");

    private static readonly Problem CategoryUnknown = Problem.Invalid("category-unknown", "没有这个品类。请从列表里选。", "There is no such category. Pick from the list.", "categoryCode");

    private static readonly Problem Taken = Problem.Conflict("ceiling-exists", "同一天已有这个上限。请换一个日期。", "There is such a ceiling from this date already. Choose another date.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/yield-ceilings", Handle).WithName("SetYieldCeiling").WithTags("Catalog").Requires(CatalogPermissions.SetYieldCeiling).Writes<CatalogDb>();
        api.MapGet("/yield-ceilings", List).WithName("ListYieldCeilings").WithTags("Catalog").Requires(CatalogPermissions.SeePlots).Reads();
    }

    private static async Task<Results<Ok<Row>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IRegionDirectory regions, CategoryNames categories, TimeProvider clock, CancellationToken cancellation)
    {
        if (!RegionCode.TryParse(request.RegionCode, out var code) || code.Level > RegionLevel.County || regions.Find(code) is null
            || !actor.ActsInRegion(code, Role.CountyOfficial, Role.CityOfficial)) return RegionUnknown;
        if (!await db.Set<Category>().AnyAsync(row => row.Code == request.CategoryCode, cancellation)) return CategoryUnknown;
        var word = ProduceWords.Fold(request.CropName);
        if (await db.Set<YieldCeiling>().AnyAsync(row => row.CategoryCode == request.CategoryCode && row.Word == word && row.RegionCode == code.Prefix && row.Basis == request.Basis && row.ValidFrom == request.ValidFrom, cancellation))
            return Taken;
        var ceiling = new YieldCeiling
        {
            RegionCode = code.Prefix,
            CategoryCode = request.CategoryCode,
            CropName = request.CropName.Trim(),
            Word = word,
            Basis = request.Basis,
            GramsPerUnit = request.GramsPerUnit,
            Source = request.Source.Trim(),
            ValidFrom = request.ValidFrom,
            ValidTo = request.ValidTo,
            SetBy = actor.PersonId,
            SetAt = clock.GetUtcNow(),
        };
        db.Add(ceiling);
        db.Audit("yield-ceiling-set", ceiling.Id.ToString(), request);
        return TypedResults.Ok(RowOf(ceiling, regions, await categories.All(cancellation)));
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, CatalogDb db, IRegionDirectory regions, CategoryNames categories, CancellationToken cancellation)
    {
        var rows = db.Set<YieldCeiling>().AsNoTracking();
        if (!string.IsNullOrEmpty(query.Category)) rows = rows.Where(row => row.CategoryCode == query.Category || row.CategoryCode.StartsWith(query.Category + "-"));
        if (Paging.Read(query.Cursor, 1) is [var last] && Guid.TryParse(last, out var id)) rows = rows.Where(row => row.Id < id);
        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellation);
        var names = await categories.All(cancellation);
        return TypedResults.Ok(new Page<Row>([.. page.Take(size).Select(row => RowOf(row, regions, names))], page.Count > size ? Paging.Cursor(page[size - 1].Id.ToString()) : null));
    }

    private static Row RowOf(YieldCeiling row, IRegionDirectory regions, IReadOnlyDictionary<string, string> names) => new(
        row.Id, row.RegionCode, regions.NameOfPrefix(row.RegionCode), row.CategoryCode, names.GetValueOrDefault(row.CategoryCode, row.CategoryCode), row.CropName, row.Basis, row.GramsPerUnit,
        row.Source, row.ValidFrom, row.ValidTo);
}
