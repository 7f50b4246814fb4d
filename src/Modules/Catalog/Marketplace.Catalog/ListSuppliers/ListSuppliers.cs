using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListSuppliers;

/// <summary>准入队列: the suppliers an official, the operator or their own people may see, oldest application first.</summary>
internal static class ListSuppliers
{
    /// <param name="PapersWaiting">Papers nobody has looked at.</param>
    /// <param name="NextEnd">The nearest last day of the papers that count.</param>
    internal sealed record Item(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string RegionName, SupplierState State,
        DateTimeOffset AppliedAt, DateTimeOffset ChangedAt, int PapersWaiting, DateOnly? NextEnd, uint Version, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/suppliers", Handle)
        .WithName("ListSuppliers").WithTags("Catalog").Requires(CatalogPermissions.SeeSuppliers).Reads();

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] SupplierQuery query, Actor actor, CatalogDb db, IRegionDirectory regions, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = Visible(db, actor).Asked(query, db, clock.Today());
        var (total, size) = (await rows.LongCountAsync(cancellation), Paging.Size(query.Size));
        var page = await rows.After(query.Sort, query.Cursor).Sorted(query.Sort).Take(size + 1).Select(row => new
        {
            Row = row,
            Version = EF.Property<uint>(row, "Version"),
            Waiting = db.Set<SupplierPaper>().Count(paper => paper.SupplierId == row.Id && paper.State == PaperState.Handed),
            NextEnd = db.Set<SupplierPaper>().Where(paper => paper.SupplierId == row.Id && paper.State == PaperState.Checked).Min(paper => paper.ValidTo),
        }).ToListAsync(cancellation);
        var items = page.Take(size).Select(found => new Item(
            found.Row.Id, found.Row.Name, found.Row.NameEn, found.Row.Kind, found.Row.RegionCode, regions.FullNameOf(found.Row.RegionCode), found.Row.State,
            found.Row.AppliedAt, found.Row.ChangedAt, found.Waiting, found.NextEnd, found.Version, found.Row.IsDemonstration)).ToList();
        return TypedResults.Ok(new Page<Item>(items, page.Count > size ? SupplierRows.CursorOf(page[size - 1].Row, query.Sort) : null, total));
    }

    /// <summary>The operator sees all, officials their region, a supplier itself.</summary>
    internal static IQueryable<Supplier> Visible(CatalogDb db, Actor actor)
    {
        if (actor.Has(Role.Operator)) return db.Set<Supplier>();
        var regions = actor.RegionsAs(CatalogPermissions.Officials);
        var own = actor.OrganisationsAs(Role.Supplier);
        return regions.Count > 0
            ? db.Set<Supplier>().WithinRegions(row => row.RegionCode, regions)
            : db.Set<Supplier>().Where(row => own.Contains(row.Id));
    }
}

internal static class RegionNames
{
    /// <summary>重庆市奉节县白帝镇; the code itself when the division is unknown.</summary>
    internal static string FullNameOf(this IRegionDirectory regions, string code) =>
        RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is { } region ? region.FullName : code;

    /// <summary>The region of a dated rule, which is known by the digits all its codes begin with.</summary>
    internal static string NameOfPrefix(this IRegionDirectory regions, string prefix) => prefix.Length == 0 ? "全国" : regions.FullNameOf(prefix.PadRight(6, '0'));
}
