using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ListProduct;

/// <summary>上架: a supplier lists a product, or a village agent lists it for a household that consented.</summary>
internal static class ListProduct
{
    /// <param name="SupplierId">Which of the person's organisations sells; needed when there are several.</param>
    /// <param name="HouseholdId">The household the agent lists for; its consent names who sells.</param>
    internal sealed record Request(ProductBody Product, Guid? SupplierId = null, Guid? HouseholdId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Product).NotNull().SetValidator(new ProductBodyValidator());
    }

    internal sealed record PackId(Guid Id, string Name);

    internal sealed record Response(Guid ProductId, uint Version, IReadOnlyList<PackId> Packs);

    internal static readonly Problem ConsentMissing = Problem.Invalid(
        "consent-missing", "这户没有给您代办授权，或已到期。请先登记授权。", "This household has given you no consent, or it has ended. Record its consent first.", "householdId");

    internal static readonly Problem SupplierNeeded = Problem.Invalid(
        "supplier-needed", "没有选供应商，或您不能代表它。请选一个您任职的单位。", "No supplier was chosen, or you do not act for it. Choose one of yours.", "supplierId");

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/products", Handle)
        .WithName("ListProduct").WithTags("Catalog").Requires(CatalogPermissions.ListProduct).Writes<CatalogDb>();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Request request, Actor actor, CatalogDb db, IHouseholdDirectory households, ProductWriter writer, ProductIndex index, TimeProvider clock,
        CancellationToken cancellation)
    {
        HouseholdConsent? consent = null;
        if (request.HouseholdId is { } household)
        {
            if (actor.Has(Role.VillageAgent)) consent = await households.ConsentOf(household, actor.PersonId, clock.Today(), cancellation);
            if (consent is null || (request.SupplierId is { } named && named != consent.SellerOrganisationId)) return ConsentMissing;
        }

        var mine = actor.OrganisationsAs(Role.Supplier);
        var supplierId = consent?.SellerOrganisationId ?? request.SupplierId ?? (mine.Count == 1 ? mine[0] : Guid.Empty);
        if (consent is null && !mine.Contains(supplierId)) return SupplierNeeded;
        // The row is locked so that a suspension in the same moment waits, or is seen.
        var supplier = await db.Set<Supplier>().FromSql($"SELECT *, xmin FROM supplier WHERE id = {supplierId} FOR SHARE").SingleOrDefaultAsync(cancellation);
        if (supplier is not { State: SupplierState.Active }) return CatalogProblems.SupplierNotActive;
        var now = clock.GetUtcNow();
        var product = new Product
        {
            SupplierId = supplier.Id,
            HouseholdId = consent?.HouseholdId,
            HouseholdName = consent?.MaskedName,
            ListedBy = actor.PersonId,
            ListedAt = now,
            ChangedAt = now,
            IsDemonstration = supplier.IsDemonstration,
        };
        if (await writer.Apply(request.Product, product, supplier, actor, cancellation) is { } problem) return problem;
        db.Add(product);
        db.Audit("product-listed", product.Id.ToString(), new { supplierId, forHousehold = consent?.HouseholdId });
        await db.SaveChangesAsync(cancellation);
        await index.Write(product, supplier, cancellation);
        return TypedResults.Ok(Answer(db, product));
    }

    internal static Response Answer(CatalogDb db, Product product) => new(
        product.Id, db.Entry(product).Property<uint>("Version").CurrentValue,
        [.. product.Packs.Where(pack => !pack.IsWithdrawn).OrderBy(pack => pack.Position).Select(pack => new PackId(pack.Id, pack.Name))]);
}
