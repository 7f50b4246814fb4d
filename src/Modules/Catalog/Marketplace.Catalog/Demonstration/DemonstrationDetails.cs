using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Kernel;

namespace Marketplace.Catalog.Demonstration;

/// <summary>What demonstration goods are told in depth: harvest, tax, cold chain, papers. All numbers and laboratories are invented and say so.</summary>
internal static class DemonstrationDetails
{
    private static readonly string[] Fresh = ["fruit", "veg", "tea"];
    private static readonly string[] Processed = ["drink", "snack", "season-sauce", "grain-oil", "grain-noodle"];
    private static readonly string[] Meat = ["meat-pork", "meat-beef", "meat-lamb", "meat-poultry", "meat-egg"];

    internal static void Describe(Product product, OrganisationKind seller)
    {
        product.IndicationNumber = product.Indication is null ? null : $"示例证号{product.OriginCode[..6]}";
        product.TaxCode = TaxOf(product, seller);
        (product.ColdMinCelsius, product.ColdMaxCelsius) = product.Storage switch
        {
            Storage.Chilled => (0, 4),
            Storage.Frozen => (-22, -18),
            _ => ((int?)null, (int?)null),
        };
        foreach (var pack in product.Packs.Where(pack => pack.Pieces is not null)) pack.SoldBy = Lies(product.CategoryCode, "meat-egg") ? SoldBy.Piece : SoldBy.Box;
        if (!Array.Exists(Fresh, branch => Lies(product.CategoryCode, branch))) return;
        if (product.Name == "奉节脐橙")
        {
            Window(product, "纽荷尔", "11-20", "01-31");
            Window(product, "奉园72-1", "12-10", "02-28");
            Window(product, "奉节晚橙", "02-15", "03-31");
        }
        else
        {
            Window(product, null, $"{product.SeasonFrom:00}-01", $"{product.SeasonTo:00}-28");
        }
    }

    internal static void Describe(Lot lot, Product product, int number)
    {
        lot.GradeCode = Lies(product.CategoryCode, "meat-egg") ? "a" : Lies(product.CategoryCode, "season") || Lies(product.CategoryCode, "snack") || Lies(product.CategoryCode, "drink") ? "superior" : "first";
        lot.Plot = product.OriginCode.Length == 12 ? $"示例地块{1 + (number % 9)}号" : null;
        lot.PlaceCode = product.OriginCode.Length == 12 ? product.OriginCode : null;
        lot.IsColdChain = product.ColdMinCelsius is not null;
        lot.CertificateNumber = $"示例{product.OriginCode[..6]}-{lot.HarvestedOn:yyMMdd}-{number:000}";
        lot.CertificateOn = lot.HarvestedOn;
        // Not every small producer has its goods tested; a third here has not.
        if (number % 3 == 2) return;
        lot.Tests.Add(new LotTest
        {
            Id = StableId.From("lot-test:" + lot.Id),
            LotId = lot.Id,
            TestedOn = lot.HarvestedOn,
            Laboratory = "示例县农产品质量检测站",
            IsPassed = true,
            Result = "农药残留速测：未检出（示例）",
            AddedAt = lot.OpenedAt,
            AddedBy = lot.OpenedBy,
        });
    }

    private static string TaxOf(Product product, OrganisationKind seller)
    {
        var category = product.CategoryCode;
        if (Array.Exists(Processed, branch => Lies(category, branch))) return category is "grain-oil" or "grain-noodle" ? "agricultural" : "general";
        if (product.HouseholdId is not null || seller is OrganisationKind.Cooperative or OrganisationKind.FamilyFarm) return "self-produced";
        if (Lies(category, "veg")) return "vegetable-trade";
        return Array.Exists(Meat, branch => branch == category) ? "meat-egg-trade" : "agricultural";
    }

    private static void Window(Product product, string? variety, string from, string to) => product.HarvestWindows.Add(new HarvestWindow
    {
        Id = StableId.From($"harvest-window:{product.Id}/{product.HarvestWindows.Count}"),
        ProductId = product.Id,
        Position = product.HarvestWindows.Count,
        Variety = variety,
        FromDay = from,
        ToDay = to,
    });

    private static bool Lies(string category, string branch) => category == branch || category.StartsWith(branch + "-", StringComparison.Ordinal);
}
