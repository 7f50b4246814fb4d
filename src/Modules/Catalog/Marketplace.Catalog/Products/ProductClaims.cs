using Marketplace.Catalog.Data;
using Marketplace.Catalog.Indications;
using Marketplace.Catalog.Suppliers;
using Marketplace.Catalog.Taxes;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>What a product says of itself that not everyone may say: its protected name and how it is taxed.</summary>
internal sealed class ProductClaims(CatalogDb db, IFileStore files, TimeProvider clock)
{
    private static readonly Problem IndicationUnknown = Problem.Invalid("indication-not-of-this-place",
        "这个产地不能用这个地理标志。请核对名称和产地，或去掉地理标志。", "Goods of this place may not carry this geographical indication. Check name and origin, or remove it.", "indication.name");

    private static readonly Problem CertificateNeeded = Problem.Invalid("indication-certificate-needed",
        "没有填地理标志证书编号。请填登记证书或使用授权的编号。", "The certificate's number is missing. Enter that of the registration or of the permission to use it.", "indication.certificateNumber");

    private static readonly Problem TaxUnknown = Problem.Invalid("tax-not-allowed",
        "这种税务处理不适用于您的单位或这类商品。请从列表里选。", "This tax treatment is not for your kind of seller or these goods. Pick from the list.", "taxCode");

    private List<TaxTreatment>? treatments;

    /// <returns>What is wrong, or nothing when the product now makes the claims handed in.</returns>
    internal async Task<Problem?> Put(ProductBody body, Product product, Supplier supplier, Actor actor, CancellationToken cancellation)
    {
        if (await PutIndication(body, product, actor, cancellation) is { } wrongName) return wrongName;
        if (body.TaxCode is not null)
        {
            // A treatment that ended since stays readable on the product, but cannot be chosen anew.
            treatments ??= await db.Set<TaxTreatment>().AsNoTracking().On(clock.Today()).ToListAsync(cancellation);
            var known = treatments.Find(row => row.Code == body.TaxCode);
            if (known?.IsFor(supplier.Kind, product.HouseholdId is not null, body.CategoryCode) != true) return TaxUnknown;
        }

        product.TaxCode = body.TaxCode;
        (product.ColdMinCelsius, product.ColdMaxCelsius) = (body.ColdChain?.MinCelsius, body.ColdChain?.MaxCelsius);
        return null;
    }

    private async Task<Problem?> PutIndication(ProductBody body, Product product, Actor actor, CancellationToken cancellation)
    {
        var claim = body.Indication;
        // A name from before certificates were asked for may stay as it is while the origin stays.
        var isAsBefore = claim is not null && product.Indication == claim.Name && product.OriginCode == body.OriginCode;
        if (claim is not null && !isAsBefore && !await db.Set<GeographicalIndication>().For(body.OriginCode, clock.Today()).AnyAsync(row => row.Name == claim.Name, cancellation))
            return IndicationUnknown;
        var number = string.IsNullOrWhiteSpace(claim?.CertificateNumber) ? null : claim.CertificateNumber.Trim();
        if (claim is not null && number is null && !(isAsBefore && product.IndicationNumber is null)) return CertificateNeeded;
        if (claim?.FileId is { } file && file != product.IndicationFileId && !await files.Holds(file, actor, cancellation)) return CatalogProblems.FileUnknown;
        (product.Indication, product.IndicationNumber, product.IndicationFileId) = (claim?.Name, number, claim?.FileId);
        return null;
    }
}

internal static class OwnFiles
{
    /// <summary>Whether the file exists and this person uploaded it: nobody takes over another's papers.</summary>
    internal static async Task<bool> Holds(this IFileStore files, Guid id, Actor actor, CancellationToken cancellation) =>
        (await files.Find([id], cancellation)).TryGetValue(id, out var file) && file.UploadedBy == actor.PersonId;
}
