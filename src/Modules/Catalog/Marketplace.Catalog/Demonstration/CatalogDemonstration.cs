using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Campaigns;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Recognitions;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Demonstration;

/// <summary>The demonstration's suppliers, products, recognitions and campaign. All invented, all marked; stock is Ordering's part.</summary>
internal sealed class CatalogDemonstration(CatalogDb db, ProductIndex index, TimeProvider clock) : IDemonstration
{
    private static readonly DateTimeOffset Admitted = new(2026, 1, 8, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = StableId.From("person:agent");
    private readonly Dictionary<string, Supplier> suppliers = [];
    private readonly List<Product> products = [];
    private int lots;
    private readonly DemonstrationTraces traces = new(db, clock);

    public int Order => 20;

    public Type ContextType => typeof(CatalogDb);

    public async Task Load(DemonstrationFiles files, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(files);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var supplier in (await files.Read<DemonstrationSuppliers>("organisations.json", cancellation)).Suppliers) AddSupplier(supplier);
        var data = await files.Read<DemonstrationProducts>("products.json", cancellation);
        var recognitions = new DemonstrationRecognitions(db, clock);
        foreach (var product in data.Products) AddProduct(product, data.AsOf, recognitions);
        AddCampaign(data);
        new DemonstrationSpecials(db, clock).Add(StableId.From("campaign:luyu-winter"), products);
        new DemonstrationHalls(db).Add(products);
        new DemonstrationPresales(db, clock).Add(products);
        recognitions.AddRules();
        new DemonstrationPrices(db, clock).Add(products);
        new DemonstrationYields(db, clock).Add(products);
        await db.SaveChangesAsync(cancellation);
        foreach (var product in products) await index.Write(product, suppliers.Values.First(supplier => supplier.Id == product.SupplierId), cancellation);
    }

    private void AddSupplier(DemonstrationSupplier row)
    {
        var kind = row.Kind switch
        {
            "cooperative" => OrganisationKind.Cooperative,
            "family-farm" => OrganisationKind.FamilyFarm,
            "leading-enterprise" => OrganisationKind.LeadingEnterprise,
            "agent-trader" => OrganisationKind.AgentTrader,
            _ => OrganisationKind.ServiceStation,
        };
        var region = RegionCode.Parse(row.VillageCode ?? row.TownCode ?? row.CountyCode);
        var card = new OrganisationCard(StableId.From("organisation:" + row.Key), row.Name, row.NameEn, kind, region, null, IsDemonstration: true);
        var supplier = Supplier.Apply(card, Guid.Empty, Admitted);
        (supplier.Introduction, supplier.IntroductionEn) = (row.Intro.Zh, row.Intro.En);
        SupplierAction[] actions = row.Admission switch
        {
            "applied" => [],
            "county-recommended" => [SupplierAction.Recommend],
            "suspended" => [SupplierAction.Recommend, SupplierAction.Approve, SupplierAction.Activate, SupplierAction.Suspend],
            _ => [SupplierAction.Recommend, SupplierAction.Approve, SupplierAction.Activate],
        };
        for (var at = 0; at < actions.Length; at++)
        {
            if (actions[at] == SupplierAction.Suspend) supplier.SuspendForPapers(Admitted.AddDays(at + 1), "代理合同到期，过了宽限期没有换新（示例）。换新并核过后自动恢复。");
            else supplier.Move(actions[at], Guid.Empty, Admitted.AddDays(at + 1), null);
        }

        suppliers.Add(row.Key, supplier);
        db.Add(supplier);
        new DemonstrationPapers(db, clock).Add(supplier, row.Key);
    }

    private void AddProduct(DemonstrationProduct row, DateOnly asOf, DemonstrationRecognitions recognitions)
    {
        var listedAt = Admitted.AddDays(10).AddMinutes(products.Count);
        var product = new Product
        {
            Id = StableId.From("product:" + row.Key),
            SupplierId = suppliers[row.SupplierKey].Id,
            HouseholdId = row.HouseholdKey is { } key ? StableId.From("household:" + key) : null,
            HouseholdName = row.HouseholdKey is null ? null : "示例农户",
            ListedBy = row.HouseholdKey is null ? Guid.Empty : Agent,
            ListedAt = listedAt,
            ChangedAt = listedAt,
            IsDemonstration = true,
            Name = row.Name,
            NameEn = row.NameEn,
            CategoryCode = row.Category,
            OriginCode = row.OriginRegionCode,
            Description = row.Description.Zh,
            DescriptionEn = row.Description.En,
            SeasonFrom = row.Season.FromMonth,
            SeasonTo = row.Season.ToMonth,
            ShelfLifeDays = row.ShelfLifeDays,
            Storage = Choice.Of<Storage>(row.Storage) ?? Storage.Ambient,
            MinQuantity = row.MinQuantity,
            QuantityStep = 1,
            Indication = row.GeographicalIndication?.Name,
            Synonyms = [.. row.Synonyms ?? []],
        };
        product.Pictures.Add(new ProductPicture { ProductId = product.Id, Position = 0, Path = row.Picture.File });
        foreach (var pack in row.Packs) product.Packs.Add(PackOf(row, pack, product, asOf));
        DemonstrationDetails.Describe(product, suppliers[row.SupplierKey].Kind);
        products.Add(product);
        db.Add(product);
        foreach (var lot in row.Lots ?? []) AddLot(lot, row.Key, product);
        recognitions.Add(product, suppliers[row.SupplierKey].Kind, row.Recognition);
    }

    private void AddLot(DemonstrationLot row, string productKey, Product product)
    {
        var lot = new Lot
        {
            Id = StableId.From("lot:" + row.Key),
            ProductId = product.Id,
            PackId = StableId.From($"pack:{productKey}/{row.PackKey}"),
            Quantity = row.Quantity,
            HarvestedOn = row.HarvestedOn,
            BestBefore = row.BestBefore,
            OpenedAt = ChinaTime.StartOf(row.HarvestedOn).AddHours(9).ToUniversalTime(),
            OpenedBy = product.ListedBy,
        };
        DemonstrationDetails.Describe(lot, product, ++lots);
        db.Add(lot);
        traces.Add(lot, row.Key);
    }

    private static Pack PackOf(DemonstrationProduct row, DemonstrationPack pack, Product product, DateOnly asOf)
    {
        var kept = (row.Lots ?? []).Where(lot => lot.PackKey == pack.Key && (lot.BestBefore is null || lot.BestBefore >= asOf));
        var made = new Pack
        {
            Id = StableId.From($"pack:{row.Key}/{pack.Key}"),
            ProductId = product.Id,
            Position = product.Packs.Count,
            Name = pack.Name.Zh,
            NameEn = pack.Name.En,
            Unit = pack.Unit.Zh,
            MassGrams = pack.MassGrams,
            Pieces = pack.Pieces,
            Available = kept.Sum(lot => lot.Quantity),
        };
        made.Tiers.Add(new PackPrice { PackId = made.Id, MinQuantity = 1, PriceFen = pack.PriceFen });
        foreach (var tier in pack.Tiers.Where(tier => tier.MinQuantity > 1))
            made.Tiers.Add(new PackPrice { PackId = made.Id, MinQuantity = tier.MinQuantity, PriceFen = tier.PriceFen });
        return made;
    }

    private void AddCampaign(DemonstrationProducts data)
    {
        var chosen = data.Products.Where(product => product.Recognition.State == "listed" && product.OriginRegionCode.StartsWith("50", StringComparison.Ordinal) && product.Lots is { Count: > 0 })
            .GroupBy(product => product.OriginRegionCode[..6]).SelectMany(county => county.Take(4)).Select(product => StableId.From("product:" + product.Key));
        db.Add(new Campaign
        {
            Id = StableId.From("campaign:luyu-winter"),
            Name = "渝货进山东·冬季专场",
            NameEn = "Chongqing goods to Shandong: winter",
            Slogan = "三峡库区的橙子、榨菜和腊肉，坐船坐车到齐鲁。",
            RegionCode = "500000",
            PartnerProvince = "370000",
            StartsOn = new DateOnly(2026, 11, 1),
            EndsOn = new DateOnly(2027, 2, 28),
            IsPublic = true,
            ProductIds = [.. chosen],
            ChangedAt = Admitted,
        });
    }
}
