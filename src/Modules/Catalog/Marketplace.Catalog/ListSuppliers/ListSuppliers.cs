using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
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
    internal sealed record Query(string? State, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<SupplierState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    /// <summary>A row of the queue.</summary>
    internal sealed record Item(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string RegionName, SupplierState State,
        DateTimeOffset AppliedAt, DateTimeOffset ChangedAt, uint Version, bool IsDemonstration);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/suppliers", Handle)
        .WithName("ListSuppliers").WithTags("Catalog").Requires(CatalogPermissions.SeeSuppliers).Reads();

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        var state = Choice.Of<SupplierState>(query.State);
        var rows = Visible(db, actor).Where(row => state == null || row.State == state);
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is { } after && DateTimeOffset.TryParse(after[0], null, System.Globalization.DateTimeStyles.RoundtripKind, out var at) && Guid.TryParse(after[1], out var id))
            rows = rows.Where(row => row.AppliedAt > at || (row.AppliedAt == at && row.Id > id));
        var size = Paging.Size(query.Size);
        var page = await rows.OrderBy(row => row.AppliedAt).ThenBy(row => row.Id).Take(size + 1)
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).AsNoTracking().ToListAsync(cancellation);
        var items = page.Take(size).Select(found => new Item(
            found.Row.Id, found.Row.Name, found.Row.NameEn, found.Row.Kind, found.Row.RegionCode, regions.FullNameOf(found.Row.RegionCode), found.Row.State,
            found.Row.AppliedAt, found.Row.ChangedAt, found.Version, found.Row.IsDemonstration)).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].AppliedAt.ToUniversalTime().ToString("O"), items[^1].SupplierId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next, total));
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
