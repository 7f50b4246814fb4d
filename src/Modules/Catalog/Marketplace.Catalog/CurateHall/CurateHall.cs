using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.CurateHall;

/// <summary>布置县馆: the county saves a state of its hall, looks at it, and publishes it; an earlier one can be published again.</summary>
internal static class CurateHall
{
    internal sealed class Validator : AbstractValidator<HallContent>
    {
        public Validator()
        {
            RuleFor(content => content.Intro).NotEmpty().MaximumLength(1000);
            RuleFor(content => content.IntroEn).MaximumLength(2000);
            RuleFor(content => content.Notice).MaximumLength(200);
            RuleFor(content => content.NoticeEn).MaximumLength(400);
            RuleFor(content => content.Contact).MaximumLength(200);
            RuleFor(content => content.ProductIds).Must(ids => ids is null || ids.Count <= 60).Because("too-many", "推荐商品最多60个。", "Feature at most 60 products.");
            RuleFor(content => content.Stories).Must(stories => stories is null || stories.Count <= 6).Because("too-many", "故事最多6篇。", "Tell at most 6 stories.");
            RuleForEach(content => content.Stories).NotNull().ChildRules(story =>
            {
                story.RuleFor(one => one.Title).NotEmpty().MaximumLength(60);
                story.RuleFor(one => one.TitleEn).MaximumLength(120);
                story.RuleFor(one => one.Text).NotEmpty().MaximumLength(600);
                story.RuleFor(one => one.TextEn).MaximumLength(1200);
            });
        }
    }

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>;

    internal sealed record Saved(Guid VersionId, int Number);

    /// <param name="IsShown">Whether the public sees this one now.</param>
    /// <param name="Pictures">Addresses of the pictures in it, by file.</param>
    internal sealed record VersionItem(
        Guid VersionId, int Number, string SavedByName, DateTimeOffset SavedAt, DateTimeOffset? PublishedAt, bool IsShown, HallContent Content,
        IReadOnlyDictionary<Guid, string> Pictures);

    private static readonly Problem GoodsOutside = Problem.Invalid(
        "goods-outside-county", "有的商品不在本县，或已找不到。请去掉。", "Some products are not of this county or no longer exist. Remove them.", "productIds");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/halls/{countyCode}/versions", Save).WithName("SaveHall").WithTags("Catalog").Requires(CatalogPermissions.CurateHall).Writes<CatalogDb>();
        api.MapPost("/halls/{countyCode}/versions/{versionId:guid}/publication", Publish).WithName("PublishHall").WithTags("Catalog")
            .Requires(CatalogPermissions.CurateHall).Writes<CatalogDb>();
        api.MapGet("/halls/{countyCode}/versions", List).WithName("ListHallVersions").WithTags("Catalog").Requires(CatalogPermissions.CurateHall).Reads();
    }

    private static async Task<Results<Ok<Saved>, Problem>> Save(
        string countyCode, HallContent request, Actor actor, CatalogDb db, IFileStore files, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Curates(actor, countyCode)) return Problems.NotFound;
        var goods = request.Products.Distinct().ToList();
        if (await db.Set<Product>().CountAsync(row => goods.Contains(row.Id) && row.OriginCode.StartsWith(countyCode), cancellation) != goods.Count) return GoodsOutside;
        var last = await db.Set<HallVersion>().Where(row => row.CountyCode == countyCode).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellation);
        if (!await MayUse(request.Files.Distinct().ToList(), last, actor, files, cancellation)) return CatalogProblems.FileUnknown;
        // Two that save at once get the same number: the index lets one of them in, the other is told.
        var version = new HallVersion
        {
            CountyCode = countyCode,
            Number = (last?.Number ?? 0) + 1,
            Content = request with { ProductIds = [.. (request.ProductIds ?? []).Distinct()] },
            SavedBy = actor.PersonId,
            SavedByName = actor.Name,
            SavedAt = clock.GetUtcNow(),
        };
        db.Add(version);
        return TypedResults.Ok(new Saved(version.Id, version.Number));
    }

    private static async Task<Results<NoContent, Problem>> Publish(
        string countyCode, Guid versionId, Actor actor, CatalogDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Curates(actor, countyCode)) return Problems.NotFound;
        if (await db.Set<HallVersion>().SingleOrDefaultAsync(row => row.Id == versionId && row.CountyCode == countyCode, cancellation) is not { } version) return Problems.NotFound;
        version.PublishedAt = clock.GetUtcNow();
        var hall = await db.Set<Hall>().SingleOrDefaultAsync(row => row.CountyCode == countyCode, cancellation);
        if (hall is null) db.Add(hall = new Hall { CountyCode = countyCode });
        (hall.Intro, hall.IntroEn, hall.ChangedAt, hall.ChangedBy) = (version.Content.Intro, version.Content.IntroEn, version.PublishedAt.Value, actor.PersonId);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<VersionItem>>, Problem>> List(
        string countyCode, [AsParameters] Query query, Actor actor, CatalogDb db, IFileLinks links, CancellationToken cancellation)
    {
        if (!Curates(actor, countyCode)) return Problems.NotFound;
        var before = Paging.Read(query.Cursor, 1) is [var typed] && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        var size = Paging.Size(query.Size);
        var versions = db.Set<HallVersion>().AsNoTracking().Where(row => row.CountyCode == countyCode);
        var shown = await versions.Shown().Select(row => row.Id).FirstOrDefaultAsync(cancellation);
        var rows = await versions.Where(row => row.Number < before).OrderByDescending(row => row.Number).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<VersionItem>(
            [.. rows.Take(size).Select(row => new VersionItem(
                row.Id, row.Number, row.SavedByName, row.SavedAt, row.PublishedAt, row.Id == shown, row.Content, row.Content.Files.Distinct().ToDictionary(file => file, links.UrlOf)))],
            rows.Count > size ? Paging.Cursor(rows[size - 1].Number.ToString(CultureInfo.InvariantCulture)) : null));
    }

    /// <summary>The version the public sees: that published last.</summary>
    internal static IQueryable<HallVersion> Shown(this IQueryable<HallVersion> versions) => versions.Where(row => row.PublishedAt != null).OrderByDescending(row => row.PublishedAt);

    internal static bool Curates(Actor actor, string countyCode) =>
        RegionCode.TryParse(countyCode, out var county) && county.Level == RegionLevel.County && actor.ActsInRegion(county, Role.CountyOfficial);

    /// <summary>Pictures are one's own uploads, or stood in the hall before, whoever put them there.</summary>
    private static async Task<bool> MayUse(IReadOnlyCollection<Guid> wanted, HallVersion? last, Actor actor, IFileStore files, CancellationToken cancellation)
    {
        var added = wanted.Except(last?.Content.Files ?? []).ToList();
        if (added.Count == 0) return true;
        var found = await files.Find(added, cancellation);
        return added.All(file => found.TryGetValue(file, out var stored) && stored.UploadedBy == actor.PersonId && stored.ContentType.StartsWith("image/", StringComparison.Ordinal));
    }
}
