using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Tables;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Imports;

public sealed class ProductImportTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private const string Head = "商品编码,规格编码,商品名称,品类,产地,规格名称,净重（公斤）,单价（元）,阶梯价\n";

    [Fact]
    public async Task A_table_lists_products_that_buyers_find()
    {
        var (_, client) = await world.ActiveSupplier();
        await Import(client, Head + "A1,小,演示导入橙子,柑橘柚类,500236117,2公斤盒,２,28元,\nA1,大,演示导入橙子,fruit-citrus,重庆市奉节县白帝镇,5公斤箱,10斤,58.00,20件56.00；100件54\n");
        var product = (await client.Read("/api/products/mine"))["items"]!.AsArray().Single()!;
        Assert.Equal([2000L, 5000L], product["packs"]!.AsArray().Select(pack => pack!["massGrams"]!.GetValue<long>()));
        Assert.Equal([(1, 5800L), (20, 5600L), (100, 5400L)], product["packs"]![1]!["tiers"]!.AsArray().Select(tier => (tier!["minQuantity"]!.GetValue<int>(), tier["priceFen"]!.GetValue<long>())));
        var found = await world.Stranger().Read("/api/search?q=" + Uri.EscapeDataString("演示导入橙子"));
        Assert.Contains(found["items"]!.AsArray(), item => item!["productId"]!.GetValue<Guid>() == product["productId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task What_is_exported_and_imported_again_changes_nothing_whatever_was_listed()
    {
        var (_, client) = await world.ActiveSupplier();
        foreach (var name in new[] { "=SUM(A1)", "  两头空  ", "引号\"，逗号,分号;", "'撇号", "＠全角", "第一行\n第二行" }) await CatalogWorld.List(client, name);
        await client.Post("/api/products", new
        {
            product = new
            {
                name = "样样都有",
                categoryCode = "fruit-citrus",
                originCode = CatalogWorld.Town,
                seasonFrom = 11,
                seasonTo = 3,
                description = "一行\r\n\t=两行",
                nameEn = "Everything",
                shelfLifeDays = 30,
                storage = "chilled",
                coldChain = new { minCelsius = -2, maxCelsius = 4 },
                minQuantity = 2,
                quantityStep = 2,
                synonyms = new[] { "橙", "大橙" },
                taxCode = "self-produced",
                harvestWindows = new object[] { new { from = "11-20", to = "01-15", variety = "纽荷尔" }, new { from = "04-01", to = "05-10" } },
                packs = new object[]
                {
                    new { name = "盒", unit = "盒", massGrams = 333, pieces = 3, soldBy = "piece", variant = "大果", nameEn = "Box", tiers = new[] { new { minQuantity = 5, priceFen = 1999 }, new { minQuantity = 50, priceFen = 1 } } },
                    new { name = "一克", unit = "袋", massGrams = 1, pieces = 1, soldBy = "box", variant = "", nameEn = "", tiers = new[] { new { minQuantity = 1, priceFen = 100_000_000 }, new { minQuantity = 50, priceFen = 100_000_000 } } },
                },
            },
        }).Body();
        foreach (var form in new[] { "xlsx", "csv" })
        {
            var file = await client.GetByteArrayAsync(new Uri("/api/products/mine." + form, UriKind.Relative), TestContext.Current.CancellationToken);
            var id = await HandIn(client, file);
            var view = await Until(client, id, "checked");
            Assert.True((0, 0, 8, 0) == Counts(view), form + (await client.Read($"/api/product-imports/{id}/rows?state=wrong")).ToJsonString() + (await client.Read($"/api/product-imports/{id}/rows?state=changed")).ToJsonString());
        }
    }

    [Fact]
    public async Task A_changed_row_changes_only_its_own_cells_and_packs_left_out_stay()
    {
        var (_, client) = await world.ActiveSupplier();
        await Import(client, Head + "B1,小,甲品,柑橘柚类,500236117,小盒,2,28,\nB1,大,甲品,柑橘柚类,500236117,大箱,5,58,20件56\nB2,,乙品,柑橘柚类,500236117,箱,5,50,\n");
        var before = (await client.Read("/api/products/mine"))["items"]!.AsArray().ToDictionary(item => item!["name"]!.GetValue<string>(), item => item!);
        var id = await HandIn(client, "商品编码,规格编码,商品名称,品类,产地,规格名称,净重,单价\nB1,大,甲品,柑橘柚类,500236117,大箱,5,57\nB2,,乙品,柑橘柚类,500236117,箱,5,50\n");
        Assert.Equal((0, 1, 1, 0), Counts(await Until(client, id, "checked")));
        await client.Post($"/api/product-imports/{id}/start").Body();
        await Until(client, id, "done");
        var after = (await client.Read("/api/products/mine"))["items"]!.AsArray().ToDictionary(item => item!["name"]!.GetValue<string>(), item => item!);
        Assert.Equal(before["乙品"]["version"]!.GetValue<uint>(), after["乙品"]["version"]!.GetValue<uint>());
        Assert.Equal(before["甲品"]["packs"]!.AsArray().Select(pack => pack!["packId"]!.GetValue<Guid>()).Order(), after["甲品"]["packs"]!.AsArray().Select(pack => pack!["packId"]!.GetValue<Guid>()).Order());
        var big = after["甲品"]["packs"]!.AsArray().Single(pack => pack!["name"]!.GetValue<string>() == "大箱")!;
        Assert.Equal([5700L, 5600L], big["tiers"]!.AsArray().Select(tier => tier!["priceFen"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("C1,,橙,没有的品类,500236117,箱,5,58,", "D", "category-unknown")]
    [InlineData("C1,,橙,柑橘柚类,500235,箱,5,58,", "E", "origin-outside-county")]
    [InlineData("C1,,橙,柑橘柚类,火星,箱,5,58,", "E", "region-unknown")]
    [InlineData("C1,,橙,柑橘柚类,500236117,箱,2吨,58,", "G", "mass-out-of-range")]
    [InlineData("C1,,橙,柑橘柚类,500236117,箱,5,0,", "H", "price-too-small")]
    [InlineData("C1,,橙,柑橘柚类,500236117,箱,5,面议,", "H", "cell-wrong")]
    [InlineData("C1,,橙,柑橘柚类,500236117,箱,5,58,20件60", "I", "tiers-not-a-ladder")]
    [InlineData("C1,,,柑橘柚类,500236117,箱,5,58,", "C", "required")]
    [InlineData("C 1*,,橙,柑橘柚类,500236117,箱,5,58,", "A", "cell-wrong")]
    public async Task A_wrong_cell_is_named_with_what_to_write_instead(string row, string column, string code)
    {
        var (_, client) = await world.ActiveSupplier();
        var id = await HandIn(client, Head + row + "\n");
        Assert.Equal((0, 0, 0, 1), Counts(await Until(client, id, "checked")));
        var fault = (await client.Read($"/api/product-imports/{id}/rows"))["items"]![0]!["faults"]![0]!;
        Assert.Equal((column, code), (fault["column"]?.GetValue<string>(), fault["code"]!.GetValue<string>()));
        Assert.DoesNotMatch("“[a-zA-Z]", fault["zh"]!.GetValue<string>());
    }

    [Fact]
    public async Task Codes_are_each_suppliers_own_and_nobody_imports_for_another()
    {
        var (first, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        const string table = Head + "D1,,橙,柑橘柚类,500236117,箱,5,58,\n";
        await Import(client, table);
        await Import(other, table);
        Assert.Single((await client.Read("/api/products/mine"))["items"]!.AsArray());
        using var refused = Request(Encoding.UTF8.GetBytes(table), "&supplierId=" + first);
        await other.SendAsync(refused, TestContext.Current.CancellationToken).MustBeProblem(422, "supplier-needed");
    }

    [Fact]
    public async Task A_supplier_that_was_suspended_meanwhile_imports_nothing()
    {
        var (supplier, client) = await world.ActiveSupplier();
        var id = await HandIn(client, Head + "E1,,橙,柑橘柚类,500236117,箱,5,58,\n");
        await Until(client, id, "checked");
        await world.Operator.Post($"/api/suppliers/{supplier}/suspension", new { version = await world.VersionOf(supplier), reason = "测试暂停" }).Body();
        await client.Post($"/api/product-imports/{id}/start").Body();
        var failed = await Until(client, id, "failed");
        Assert.Equal("supplier-not-active", failed["end"]!["code"]!.GetValue<string>());
        Assert.Empty((await client.Read("/api/products/mine"))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_agents_table_lists_for_the_household_while_it_consents()
    {
        var (supplier, _) = await world.ActiveSupplier();
        var (agent, household) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var client = world.As(Role.VillageAgent, region: "500236117", person: agent);
        using (var refused = Request(Encoding.UTF8.GetBytes(Head), "&householdId=" + household)) await client.SendAsync(refused, TestContext.Current.CancellationToken).MustBeProblem(422, "consent-missing");
        world.Consent(household, agent, supplier, DateOnly.MaxValue);
        var id = await HandIn(client, Encoding.UTF8.GetBytes(Head + "F1,,橙,柑橘柚类,500236117,箱,5,58,\n"), "&householdId=" + household);
        await Until(client, id, "checked");
        await client.Post($"/api/product-imports/{id}/start").Body();
        await Until(client, id, "done");
        Assert.Equal("王*芳", (await client.Read("/api/products/mine"))["items"]![0]!["listedForName"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_template_offers_the_categories_and_the_places_of_the_county()
    {
        var (_, client) = await world.ActiveSupplier();
        using var table = new TableFile(new MemoryStream(await client.GetByteArrayAsync(new Uri("/api/product-imports/template.xlsx", UriKind.Relative), TestContext.Current.CancellationToken)));
        var rows = table.Rows().ToList();
        Assert.Equal(["商品", "填写说明", "品类", "产地", "税务处理"], rows.Select(row => row.Sheet).Distinct());
        Assert.Contains(rows, row => row.Sheet == "品类" && row[0].Text == "柑橘柚类");
        Assert.Contains(rows, row => row.Sheet == "产地" && row[0].Text.StartsWith("500236117 ", StringComparison.Ordinal));
    }

    private static (int New, int Changed, int Unchanged, int Wrong) Counts(JsonNode view) =>
        (view["new"]!.GetValue<int>(), view["changed"]!.GetValue<int>(), view["unchanged"]!.GetValue<int>(), view["wrong"]!.GetValue<int>());

    private static HttpRequestMessage Request(byte[] file, string more)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/product-imports?name=" + Uri.EscapeDataString("商品.csv") + more) { Content = new ByteArrayContent(file) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return request;
    }

    private static Task<string> HandIn(HttpClient client, string text) => HandIn(client, Encoding.UTF8.GetBytes(text));

    private static async Task<string> HandIn(HttpClient client, byte[] file, string more = "")
    {
        using var request = Request(file, more);
        return (await client.SendAsync(request, TestContext.Current.CancellationToken).Body())["importId"]!.GetValue<string>();
    }

    private static async Task<JsonNode> Until(HttpClient client, string id, string state)
    {
        JsonNode view = null!;
        await MarketplaceHost.Eventually(async () => (view = await client.Read($"/api/product-imports/{id}"))["state"]!.GetValue<string>() is var now && (now == state || now == "failed"), $"the import is {state}");
        Assert.True(view["state"]!.GetValue<string>() == state, view.ToJsonString());
        return view;
    }

    private static async Task Import(HttpClient client, string table)
    {
        var id = await HandIn(client, table);
        await Until(client, id, "checked");
        await client.Post($"/api/product-imports/{id}/start").Body();
        await Until(client, id, "done");
    }
}
