using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Prices;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Recognitions;

/// <summary>自动核对: what the platform knows of an application's claims, beside the papers.</summary>
internal enum RecognitionCheck
{
    /// <summary>供应商正常经营.</summary>
    SupplierActive,

    /// <summary>营业执照核过，在有效期内.</summary>
    Licence,

    /// <summary>产地在供应商注册的区县内，否则要有代理合同.</summary>
    Origin,

    /// <summary>产地写到乡镇或村.</summary>
    OriginDetail,

    /// <summary>联结农户.</summary>
    Households,

    /// <summary>批次.</summary>
    Lots,

    /// <summary>检测报告.</summary>
    Tests,

    /// <summary>价格不高出参考价.</summary>
    Price,

    /// <summary>佐证材料.</summary>
    Evidence,

    /// <summary>商品图.</summary>
    Pictures,
}

/// <summary>Asks each check of the product as it stands now. A check never decides; it says where to look.</summary>
internal sealed class RecognitionChecks(CatalogDb db, IHouseholdDirectory households, PriceWatch prices, TimeProvider clock)
{
    private const string Licence = "business-licence";
    private const string AgencyContract = "agency-contract";

    /// <param name="IsMet">Nothing when the platform cannot tell.</param>
    /// <param name="Detail">A number, day or name that the check found, in any language.</param>
    internal sealed record Result(RecognitionCheck Check, bool? IsMet, string? Detail = null);

    internal async Task<IReadOnlyList<Result>> Of(Recognition recognition, Product product, Supplier supplier, CancellationToken cancellation)
    {
        var today = clock.Today();
        var papers = await db.Set<SupplierPaper>().AsNoTracking()
            .Where(row => row.SupplierId == supplier.Id && row.State == PaperState.Checked && (row.ValidTo == null || row.ValidTo >= today))
            .OrderByDescending(row => row.HandedAt).Select(row => new { row.Kind, row.Number, row.ValidTo }).Take(100).ToListAsync(cancellation);
        var licence = papers.Find(row => row.Kind == Licence);
        var contract = papers.Find(row => row.Kind == AgencyContract);
        var isLocal = supplier.County.Contains(product.Origin);
        var helped = await households.LinkedTo(supplier.Id, today, cancellation);
        var lots = await db.Set<Lot>().AsNoTracking().Where(row => row.ProductId == product.Id).GroupBy(_ => 1)
            .Select(group => new { Count = group.Count(), Tested = group.Count(lot => lot.Tests.Count > 0), Last = group.Max(lot => lot.HarvestedOn) }).SingleOrDefaultAsync(cancellation);
        return
        [
            new(RecognitionCheck.SupplierActive, supplier.State == SupplierState.Active),
            new(RecognitionCheck.Licence, licence is not null, licence?.Number ?? Day(licence?.ValidTo)),
            new(RecognitionCheck.Origin, isLocal || contract is not null, isLocal ? null : contract?.Number ?? Day(contract?.ValidTo)),
            new(RecognitionCheck.OriginDetail, product.Origin.Town is not null),
            new(RecognitionCheck.Households, product.HouseholdId is not null || helped.Count > 0, product.HouseholdName ?? Number(helped.Count)),
            new(RecognitionCheck.Lots, lots is not null, lots is null ? null : $"{lots.Count} · {lots.Last:yyyy-MM-dd}"),
            new(RecognitionCheck.Tests, lots?.Tested > 0, Number(lots?.Tested ?? 0)),
            await PriceOf(product, cancellation),
            new(RecognitionCheck.Evidence, recognition.Evidence.Count > 0, Number(recognition.Evidence.Count)),
            new(RecognitionCheck.Pictures, product.Pictures.Count > 0, Number(product.Pictures.Count)),
        ];
    }

    private async Task<Result> PriceOf(Product product, CancellationToken cancellation)
    {
        var band = await prices.BandOf(product.Name, product.Synonyms, product.CategoryCode, product.OriginCode, cancellation);
        if (band is null || PricedProduct.Dearest(product) is not { } dearest) return new Result(RecognitionCheck.Price, null);
        var above = (int)(band.AboveBasisPoints(dearest.FenPerKg) / 100);
        return new Result(RecognitionCheck.Price, !band.IsFarAbove(dearest.FenPerKg), $"{(above > 0 ? "+" : string.Empty)}{Number(above)}% · {band.Name} · {band.PricedOn:yyyy-MM-dd}");
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
