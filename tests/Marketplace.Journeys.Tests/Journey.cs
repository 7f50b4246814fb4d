using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// The main job, each step by the person whose post it is: a new co-operative is admitted, its oranges are recognised, found, bought by two
/// institutions, inspected, paid and settled, and the sales counted. The step's numbers are those of the README.
/// </summary>
internal sealed partial class Journey(Door door)
{
    internal const long UnitFen = 9_800;
    internal const int LotBoxes = 2_000;
    private const string Town = "500236117";
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];
    private readonly Dictionary<string, Guid> households = [];

    internal Guid Supplier { get; private set; }

    internal Guid Product { get; private set; }

    internal Guid BigBox { get; private set; }

    internal Guid Lot { get; private set; }

    internal Guid EggHousehold { get; private set; }

    internal IReadOnlyDictionary<string, Guid> Households => households;

    private string Coop => "coop-" + mark;

    /// <summary>The journey's steps in their order; between any two of them nothing is under way that the next one waits for.</summary>
    internal IReadOnlyList<(string Name, Func<Task> Walk)> Steps =>
    [
        ("a co-operative registers", Register),
        ("county recommends, operator approves", Admit),
        ("households are linked and have accounts", LinkHouseholds),
        ("an agent lists eggs for a household that consented", ListEggs),
        ("the supplier lists oranges in two packs", ListOranges),
        ("a lot of 2,000 boxes is opened", OpenLot),
        ("town and county recognise the oranges", Recognise),
        ("they are found publicly", Find),
        ("two institutions order", Order),
        ("the government unit's approver approves", Approve),
        ("the supplier confirms", Confirm),
        ("the schools pay by card", PayByCard),
        ("the supplier ships in two parts", Ship),
        ("both inspect", Inspect),
        ("the government unit pays by transfer", PayByTransfer),
        ("both orders are completed and the ten boxes refunded", Complete),
        ("the sales are counted", Counted),
        ("suppliers and households are paid out", PayOut),
    ];

    private async Task Register()
    {
        door.Remember(Coop, "rongqi-2026-" + mark);
        var registered = await door.Act(null, "/api/organisations", new
        {
            name = $"奉节县夔门果业专业合作社({mark})",
            kind = "cooperative",
            regionCode = Town,
            personName = "夔果农",
            userName = Coop,
            password = "rongqi-2026-" + mark,
        });
        Supplier = registered["organisationId"]!.GetValue<Guid>();
        var licence = await door.Upload(Coop);
        var applied = await door.Act(Coop, "/api/suppliers/applications", new { papers = new[] { new { kind = "business-licence", fileIds = new[] { licence } } }, introduction = "种脐橙的合作社" });
        Assert.Equal("applied", applied["state"]!.GetValue<string>());
    }

    private async Task Admit()
    {
        var recommended = await door.Act("fengjie", $"/api/suppliers/{Supplier}/recommendation", new { version = await VersionOf("fengjie", $"/api/suppliers/{Supplier}"), reason = "实地看过" });
        Assert.Equal("county-recommended", recommended["state"]!.GetValue<string>());
        var approved = await door.Act("operator", $"/api/suppliers/{Supplier}/approval", new { version = await VersionOf("operator", $"/api/suppliers/{Supplier}") });
        Assert.Equal("active", approved["state"]!.GetValue<string>());
        await door.Act(Coop, HttpMethod.Put, $"/api/payees/{Supplier}/account", new { holder = "奉节县夔门果业专业合作社", bankName = "示例银行奉节支行", accountNumber = "6200000000002026" });
    }

    private async Task LinkHouseholds()
    {
        await LinkHousehold("陈示甲", "500236117201", 3000);
        await LinkHousehold("陈示乙", "500236117202", 2000);
    }

    private async Task LinkHousehold(string name, string village, int share)
    {
        var household = (await door.Act("agent", "/api/households", new { name, villageCode = village }))["householdId"]!.GetValue<Guid>();
        households[name] = household;
        await door.Act("town", HttpMethod.Put, $"/api/payees/{household}/account", new { holder = name, bankName = "示例农村信用社", accountNumber = "6210" + village });
        await door.Act("fengjie", "/api/linkages", new { supplierId = Supplier, householdId = household, kind = "contract", shareBasisPoints = share, validFrom = door.Today });
    }

    private async Task ListEggs()
    {
        var household = (await door.Act("agent", "/api/households", new { name = "李示蛋", villageCode = "500236117201" }))["householdId"]!.GetValue<Guid>();
        var eggs = new
        {
            product = new
            {
                name = "草堂土鸡蛋",
                categoryCode = "meat-egg",
                originCode = "500236117201",
                seasonFrom = 1,
                seasonTo = 12,
                packs = new[] { new { name = "30枚装", massGrams = 1_500, pieces = 30, unit = "盒", tiers = new[] { new { minQuantity = 1, priceFen = 4_500 } } } },
            },
            householdId = household,
        };
        EggHousehold = household;
        await BeforeConsent(eggs);
        await door.Act("agent", $"/api/households/{household}/consents", new
        {
            sellerOrganisationId = StableId.From("organisation:fengjie-egg-agent"),
            textVersion = "2026-01",
            givenOn = door.Today,
            validTo = door.Today.AddYears(1),
            evidenceFileId = await door.Upload("agent"),
        });
        var product = (await door.Act("agent", "/api/products", eggs))["productId"]!.GetValue<Guid>();
        var page = await door.Read(null, $"/api/products/{product}");
        Assert.Matches("代办点.*代.*农户上架", page["listedFor"]!.GetValue<string>());
        Assert.DoesNotContain("李示蛋", page.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>What an agent may not do yet is refused; the undisturbed journey asks.</summary>
    internal Func<object, Task> BeforeConsent { get; init; } = _ => Task.CompletedTask;

    private async Task ListOranges()
    {
        static object Pack(string name, long massGrams, long priceFen) => new
        {
            name,
            massGrams,
            unit = "箱",
            tiers = new[] { new { minQuantity = 1, priceFen = priceFen + 800 }, new { minQuantity = 100, priceFen } },
        };
        var listed = await door.Act(Coop, "/api/products", new
        {
            product = new
            {
                name = "奉节脐橙",
                nameEn = "Fengjie navel oranges",
                categoryCode = "fruit-citrus",
                originCode = "500236117201",
                seasonFrom = 11,
                seasonTo = 10,
                shelfLifeDays = 60,
                packs = new[] { Pack("5kg箱", 5_000, 5_200), Pack("10kg箱", 10_000, UnitFen) },
                pictures = new[] { new { fileId = await door.Upload(Coop) } },
            },
        });
        Product = listed["productId"]!.GetValue<Guid>();
        BigBox = listed["packs"]![1]!["id"]!.GetValue<Guid>();
    }

    private async Task OpenLot()
    {
        Lot = (await door.Act(Coop, $"/api/products/{Product}/lots", new { packId = BigBox, quantity = LotBoxes, harvestedOn = door.Today.AddDays(-1) }))["lotId"]!.GetValue<Guid>();
        await MarketplaceHost.Eventually(async () => await Stock() == (LotBoxes, 0), "2,000 boxes are in stock");
    }

    private async Task Recognise()
    {
        await door.BeforeCountyDecides();
        var evidence = await door.Upload(Coop);
        var id = (await door.Act(Coop, "/api/recognitions", new { productId = Product, statement = "本村自产", evidence = new[] { evidence } }))["recognitionId"]!.GetValue<Guid>();
        Task<uint> Version(string userName) => VersionOf(userName, $"/api/recognitions/{id}");
        await door.Act("town", $"/api/recognitions/{id}/town-review", new { version = await Version("town"), opinion = "产地属实" });
        await door.Act("fengjie", $"/api/recognitions/{id}/county-decision", new { version = await Version("fengjie"), opinion = "同意" });
        await door.PassNotice(id);
        var page = await door.Read(null, $"/api/products/{Product}");
        Assert.True(page["recognition"]!["isRecognised"]!.GetValue<bool>());
        Assert.Equal(door.Today.ToString("O"), page["recognition"]!["validFrom"]!.GetValue<string>());
        Assert.Equal(door.Today.AddMonths(12).AddDays(-1).ToString("O"), page["recognition"]!["validTo"]!.GetValue<string>());
        var register = await door.Read(null, $"/api/recognitions?q={Uri.EscapeDataString("奉节脐橙")}&size=100");
        Assert.Contains(register["items"]!.AsArray(), row => row!["recognitionId"]!.GetValue<Guid>() == id);
    }

    private async Task Find()
    {
        foreach (var query in (string[])["脐橙", "奉节", "qicheng", "fjqc"])
        {
            var found = await Search($"q={Uri.EscapeDataString(query)}&recognised=true");
            Assert.Contains(Product, found);
        }

        Assert.Contains(Product, await Search("q=fjqc&county=500236&minPriceFen=900&maxPriceFen=1100"));
        Assert.DoesNotContain(Product, await Search("q=fjqc&county=500236&maxPriceFen=900"));
        Assert.DoesNotContain(Product, await Search("q=fjqc&county=500235"));
    }

    private async Task<IReadOnlyList<Guid>> Search(string query) =>
        [.. (await door.Read(null, $"/api/search?{query}&size=100"))["items"]!.AsArray().Select(item => item!["productId"]!.GetValue<Guid>())];

    /// <summary>Packs available and reserved of the lot, as the database holds them.</summary>
    internal async Task<(int Available, int Reserved)> Stock() => (
        await door.Database.Scalar<int>("SELECT available FROM ordering.stock_lot WHERE lot_id = $1", Lot),
        await door.Database.Scalar<int>("SELECT reserved FROM ordering.stock_lot WHERE lot_id = $1", Lot));

    private async Task<uint> VersionOf(string userName, string path) => (await door.Read(userName, path))["version"]!.GetValue<uint>();

    private async Task<JsonNode> Until(string userName, string path, Func<JsonNode, bool> holds, string what)
    {
        JsonNode? last = null;
        await MarketplaceHost.Eventually(async () => holds(last = await door.Read(userName, path)), what);
        return last!;
    }
}
