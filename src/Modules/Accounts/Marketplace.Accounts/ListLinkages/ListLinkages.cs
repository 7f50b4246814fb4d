using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ListLinkages;

/// <summary>联农带农名单: the households linked to a supplier with their parts, masked; also as xlsx.</summary>
internal static class ListLinkages
{
    private static readonly Dictionary<LinkageKind, string> Kinds = new()
    {
        [LinkageKind.Contract] = "订单",
        [LinkageKind.Purchase] = "收购",
        [LinkageKind.Dividend] = "分红",
        [LinkageKind.Wage] = "务工",
        [LinkageKind.LandRent] = "土地流转",
    };

    /// <param name="Village">A village, or a town or county around it.</param>
    /// <param name="InForce">Only those in force today when true, only the others when false.</param>
    /// <param name="Sort"><c>share</c> for the largest part first, <c>newest</c> for the latest recorded first; else as they were recorded.</param>
    internal sealed record Query(string? Kind, string? Village, bool? InForce, string? Sort, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Kind).Must(Choice.IsNoneOr<LinkageKind>).Because("unknown-choice", "没有这种带动方式。请从列表里选。", "There is no such kind of link. Pick from the list.");
            RuleFor(query => query.Sort).Must(sort => string.IsNullOrEmpty(sort) || sort is "share" or "newest").Because("unknown-choice", "没有这种排序。请从列表里选。", "There is no such order. Pick from the list.");
            RuleFor(query => query.Village).Must(code => string.IsNullOrEmpty(code) || RegionCode.TryParse(code, out _))
                .Because("region-unknown", "没有这个区划代码。请查区县代码表。", "There is no such division. Look it up in the list of codes.");
        }
    }

    /// <param name="IsInForce">Whether it counts today.</param>
    internal sealed record Row(
        Guid Id, Guid HouseholdId, string MaskedName, string VillageCode, string VillageName, LinkageKind Kind, int ShareBasisPoints, DateOnly ValidFrom, DateOnly? ValidTo, bool IsInForce);

    private sealed class Found
    {
        public required BenefitLinkage Link { get; init; }

        public required string NameMask { get; init; }

        public required string RegionCode { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api)
    {
        var permission = Permission.For("accounts.list-linkages", [.. HouseholdScope.Regional, Role.Supplier, Role.Operator, Role.Finance]);
        api.MapGet("/suppliers/{supplierId:guid}/linkages", Handle).WithName("ListLinkages").WithTags("Accounts").Requires(permission).Reads();
        api.MapGet("/suppliers/{supplierId:guid}/linkages.xlsx", Export).WithName("ExportLinkages").WithTags("Accounts").Requires(permission).Reads();
    }

    private static async Task<Results<Ok<Page<Row>>, Problem>> Handle(
        Guid supplierId, [AsParameters] Query query, Actor actor, AccountsDb db, RegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        if (!await MayRead(supplierId, actor, db, cancellation)) return Problems.NotFound;
        var rows = Asked(supplierId, query, db, clock.Today());
        var (total, size) = (await rows.LongCountAsync(cancellation), Paging.Size(query.Size));
        var page = await Sorted(After(rows, query), query).Take(size + 1).ToListAsync(cancellation);
        var next = page.Count > size ? Paging.Cursor(page[size - 1].Link.ShareBasisPoints.ToString(CultureInfo.InvariantCulture), page[size - 1].Link.Id.ToString()) : null;
        return TypedResults.Ok(new Page<Row>([.. page.Take(size).Select(row => RowOf(row, regions, clock.Today()))], next, total));
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> Export(
        Guid supplierId, [AsParameters] Query query, Actor actor, AccountsDb db, RegionDirectory regions, TimeProvider clock, HttpContext http, CancellationToken cancellation)
    {
        if (!await MayRead(supplierId, actor, db, cancellation)) return Problems.NotFound;
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "联农带农", ["农户", "村", "带动方式", "分成", "自", "至", "现行"], [14, 44, 14, 10, 12, 12, 8]))
        {
            await foreach (var found in Sorted(Asked(supplierId, query, db, clock.Today()), query).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var row = RowOf(found, regions, clock.Today());
                sheet.Row(row.MaskedName, row.VillageName, Kinds[row.Kind], new Percent(row.ShareBasisPoints / 100m), row.ValidFrom, row.ValidTo, row.IsInForce ? "是" : null);
            }
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, $"联农带农-{clock.Today():yyyyMMdd}.xlsx");
    }

    private static async Task<bool> MayRead(Guid supplierId, Actor actor, AccountsDb db, CancellationToken cancellation)
    {
        var supplier = await db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == supplierId, cancellation);
        return supplier is not null && (actor.HasAny([Role.Operator, Role.Finance]) || actor.OrganisationsAs(Role.Supplier).Contains(supplierId)
            || actor.ActsInRegion(RegionCode.Parse(supplier.RegionCode), HouseholdScope.Regional));
    }

    private static IQueryable<Found> Asked(Guid supplierId, Query query, AccountsDb db, DateOnly today)
    {
        var links = db.Set<BenefitLinkage>().AsNoTracking().Where(link => link.SupplierId == supplierId);
        if (Choice.Of<LinkageKind>(query.Kind) is { } kind) links = links.Where(link => link.Kind == kind);
        if (query.InForce is { } wanted) links = links.Where(link => (link.ValidFrom <= today && (link.ValidTo == null || link.ValidTo >= today)) == wanted);
        var households = db.Set<Household>().AsQueryable();
        if (query.Village is { Length: > 0 } village)
        {
            var prefix = RegionCode.Parse(village).Prefix;
            households = households.Where(household => household.RegionCode.StartsWith(prefix));
        }

        return links.Join(households, link => link.HouseholdId, household => household.Id,
            (link, household) => new Found { Link = link, NameMask = household.NameMask, RegionCode = household.RegionCode });
    }

    private static IQueryable<Found> Sorted(IQueryable<Found> rows, Query query) => query.Sort switch
    {
        "share" => rows.OrderByDescending(row => row.Link.ShareBasisPoints).ThenBy(row => row.Link.Id),
        "newest" => rows.OrderByDescending(row => row.Link.Id),
        _ => rows.OrderBy(row => row.Link.Id),
    };

    private static IQueryable<Found> After(IQueryable<Found> rows, Query query)
    {
        if (Paging.Read(query.Cursor, 2) is not [var key, var last] || !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var share) || !Guid.TryParse(last, out var id)) return rows;
        return query.Sort switch
        {
            "share" => rows.Where(row => row.Link.ShareBasisPoints < share || (row.Link.ShareBasisPoints == share && row.Link.Id > id)),
            "newest" => rows.Where(row => row.Link.Id < id),
            _ => rows.Where(row => row.Link.Id > id),
        };
    }

    private static Row RowOf(Found row, RegionDirectory regions, DateOnly today) => new(
        row.Link.Id, row.Link.HouseholdId, row.NameMask, row.RegionCode, regions.Find(RegionCode.Parse(row.RegionCode))?.FullName ?? row.RegionCode, row.Link.Kind, row.Link.ShareBasisPoints,
        row.Link.ValidFrom, row.Link.ValidTo, row.Link.ValidFrom <= today && (row.Link.ValidTo is null || row.Link.ValidTo >= today));
}
