using Marketplace.Catalog.Data;
using Marketplace.Catalog.Indications;
using Marketplace.Catalog.Taxes;
using Marketplace.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Products;

/// <summary>地理标志 as the public reads it.</summary>
/// <param name="Kind">What kind of protection the name has; nothing when the name is in no list that is known here.</param>
/// <param name="Url">Where the certificate opens, when there is a file.</param>
internal sealed record IndicationView(string Name, string? Kind, string? CertificateNumber, string? Url, Guid? FileId);

/// <summary>税务处理 as the public reads it.</summary>
/// <param name="RateBasisPoints">None when exempt.</param>
internal sealed record TaxView(string Code, string Name, string NameEn, int? RateBasisPoints, string Basis);

internal static class ClaimViews
{
    internal static async Task<IndicationView?> IndicationView(this Product product, CatalogDb db, IFileLinks links, CancellationToken cancellation)
    {
        if (product.Indication is not { } name) return null;
        var kind = await db.Set<GeographicalIndication>().AsNoTracking().Where(row => row.Name == name).OrderByDescending(row => row.ValidFrom)
            .Select(row => row.Kind).FirstOrDefaultAsync(cancellation);
        return new IndicationView(name, kind, product.IndicationNumber, product.IndicationFileId is { } file ? links.UrlOf(file) : null, product.IndicationFileId);
    }

    /// <summary>With the rate of the day: a treatment is chosen once, its rate follows the law.</summary>
    internal static async Task<TaxView?> TaxView(this Product product, CatalogDb db, DateOnly on, CancellationToken cancellation) => product.TaxCode is not { } code
        ? null
        : await db.Set<TaxTreatment>().AsNoTracking().On(on).Where(row => row.Code == code)
            .Select(row => new TaxView(row.Code, row.Name, row.NameEn, row.RateBasisPoints, row.Basis)).SingleOrDefaultAsync(cancellation);

    internal static IReadOnlyList<HarvestWindowBody> WindowViews(this Product product) =>
        [.. product.HarvestWindows.OrderBy(window => window.Position).Select(window => new HarvestWindowBody(window.FromDay, window.ToDay, window.Variety))];

    internal static ColdChainBody? ColdChainView(this Product product) =>
        product is { ColdMinCelsius: { } min, ColdMaxCelsius: { } max } ? new ColdChainBody(min, max) : null;
}
