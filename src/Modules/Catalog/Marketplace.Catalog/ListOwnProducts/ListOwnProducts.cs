using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListOwnProducts;

/// <summary>我的商品: what a supplier or agent listed, newest first.</summary>
internal static class ListOwnProducts
{
    internal sealed record Query(string? State, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<ProductState>)
            .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
    }

    internal sealed record RecognitionLine(Guid RecognitionId, RecognitionState State, bool IsReturned, DateOnly? DueOn, DateOnly? ValidFrom, DateOnly? ValidTo, RecognitionGrade Grade);

    internal sealed record Item(
        Guid ProductId, uint Version, string Name, string? NameEn, Guid SupplierId, string? ListedForName, string CategoryCode, string OriginName, ProductState State,
        DateTimeOffset ListedAt, IReadOnlyList<PackView> Packs, PictureView? Picture, RecognitionLine? Recognition);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/products/mine", Handle)
        .WithName("ListOwnProducts").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Reads();

    private static async Task<Ok<Page<Item>>> Handle(
        [AsParameters] Query query, Actor actor, CatalogDb db, OwnProducts own, IRegionDirectory regions, IFileLinks links, CancellationToken cancellation)
    {
        var state = Choice.Of<ProductState>(query.State);
        var rows = own.Of(actor).AsNoTracking().Where(row => state == null || row.State == state);
        var total = await rows.LongCountAsync(cancellation);
        if (Paging.Read(query.Cursor, 2) is { } after && long.TryParse(after[0], out var ticks) && ticks is >= 0 and <= 3_155_378_975_999_999_999 && Guid.TryParse(after[1], out var id))
        {
            var at = new DateTimeOffset(ticks, TimeSpan.Zero);
            rows = rows.Where(row => row.ListedAt < at || (row.ListedAt == at && row.Id < id));
        }

        var size = Paging.Size(query.Size);
        var page = await rows.OrderByDescending(row => row.ListedAt).ThenByDescending(row => row.Id).Take(size + 1)
            .Include(row => row.Packs).ThenInclude(pack => pack.Tiers).Include(row => row.Pictures).AsSplitQuery()
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).ToListAsync(cancellation);
        var shown = page.Take(size).ToList();
        var ids = shown.Select(found => found.Row.Id).ToList();
        var recognitions = (await db.Set<Recognition>().AsNoTracking().Where(row => ids.Contains(row.ProductId)).OrderByDescending(row => row.AppliedAt)
            .Select(row => new { row.ProductId, Line = new RecognitionLine(row.Id, row.State, row.IsReturned, row.DueOn, row.ValidFrom, row.ValidTo, row.Grade) })
            .ToListAsync(cancellation)).ToLookup(row => row.ProductId, row => row.Line);
        var items = shown.Select(found => new Item(
            found.Row.Id, found.Version, found.Row.Name, found.Row.NameEn, found.Row.SupplierId, found.Row.HouseholdName, found.Row.CategoryCode,
            regions.FullNameOf(found.Row.OriginCode), found.Row.State, found.Row.ListedAt,
            [.. found.Row.Packs.Where(pack => !pack.IsWithdrawn).OrderBy(pack => pack.Position).Select(pack => pack.View())],
            found.Row.Pictures.OrderBy(picture => picture.Position).FirstOrDefault()?.View(links), recognitions[found.Row.Id].FirstOrDefault())).ToList();
        var next = page.Count > size ? Paging.Cursor(items[^1].ListedAt.UtcTicks.ToString(), items[^1].ProductId.ToString()) : null;
        return TypedResults.Ok(new Page<Item>(items, next, total));
    }
}
