using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ShowSupplier;

/// <summary>The file of one supplier: papers and history, for those who decide about it and for itself.</summary>
internal static class ShowSupplier
{
    internal sealed record Step(SupplierState? FromState, SupplierState ToState, DateTimeOffset At, string ActorName, string? Reason);

    internal sealed record Document(string Kind, string Name, string Url, DateTimeOffset AddedAt);

    internal sealed record Response(
        Guid SupplierId, string Name, string? NameEn, OrganisationKind Kind, string RegionCode, string RegionName, string? Introduction, string? IntroductionEn,
        SupplierState State, DateTimeOffset AppliedAt, uint Version, bool IsDemonstration, IReadOnlyList<Document> Documents, IReadOnlyList<Step> Steps);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/suppliers/{supplierId:guid}", Handle)
        .WithName("ShowSupplier").WithTags("Catalog").Requires(CatalogPermissions.SeeSuppliers).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid supplierId, Actor actor, CatalogDb db, IRegionDirectory regions, IPersonDirectory people, IFileLinks links, CancellationToken cancellation)
    {
        var found = await ListSuppliers.ListSuppliers.Visible(db, actor).Where(row => row.Id == supplierId)
            .Include(row => row.Steps).Include(row => row.Documents).AsSplitQuery().AsNoTracking()
            .Select(row => new { Row = row, Version = EF.Property<uint>(row, "Version") }).SingleOrDefaultAsync(cancellation);
        if (found is null) return Problems.NotFound;
        var supplier = found.Row;
        var names = await people.NamesOf([.. supplier.Steps.Select(step => step.ActorId).Distinct()], cancellation);
        return TypedResults.Ok(new Response(
            supplier.Id, supplier.Name, supplier.NameEn, supplier.Kind, supplier.RegionCode, regions.FullNameOf(supplier.RegionCode),
            supplier.Introduction, supplier.IntroductionEn, supplier.State, supplier.AppliedAt, found.Version, supplier.IsDemonstration,
            [.. supplier.Documents.OrderBy(document => document.AddedAt).Select(document => new Document(document.Kind, document.Name, links.UrlOf(document.FileId), document.AddedAt))],
            [.. supplier.Steps.OrderBy(step => step.At).ThenBy(step => step.Id).Select(step =>
                new Step(step.FromState, step.ToState, step.At, names.GetValueOrDefault(step.ActorId, string.Empty), step.Reason))]));
    }
}
