using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Prices;

public sealed class PriceReferenceTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private const string Heads = "日期,市场,品类,品名,等级,单位,最低价,平均价,最高价,来源\n";

    private string Today => DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).DateTime).ToString("yyyy-MM-dd");

    [Fact]
    public async Task The_same_list_twice_changes_nothing_and_a_corrected_price_changes_one_row()
    {
        var list = $"{Heads}{Today},测试市场一,柑橘柚类,椪柑,,公斤,4.20,4.50,5.10,示例\n{Today},测试市场一,蔬菜,土豆,,斤,1.10,1.39,1.80,示例\n";
        Counts(await Import(list, isTrial: true), added: 2, changed: 0, unchanged: 0, isSaved: false);
        Counts(await Import(list), added: 2, changed: 0, unchanged: 0);
        Counts(await Import(list), added: 0, changed: 0, unchanged: 2);
        Counts(await Import(list.Replace("5.10", "5.20")), added: 0, changed: 1, unchanged: 1);
        var rows = await world.Operator.Read("/api/price-references?market=测试市场一");
        Assert.Equal(2, rows["total"]!.GetValue<long>());
        var potatoes = rows["items"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == "土豆")!;
        // Told per 斤, kept per kilogram.
        Assert.Equal((220, 278, 360), (potatoes["lowFen"]!.GetValue<int>(), potatoes["averageFen"]!.GetValue<int>(), potatoes["highFen"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("2026-02-30,市场,水果,桃,,公斤,1,2,3,", "日期")]
    [InlineData("2999-01-01,市场,水果,桃,,公斤,1,2,3,", "日期")]
    [InlineData("2026-01-01,市场,水菓,桃,,公斤,1,2,3,", "品类")]
    [InlineData("2026-01-01,市场,水果,桃,,担,1,2,3,", "单位")]
    [InlineData("2026-01-01,市场,水果,桃,,公斤,-1,2,3,", "最低价")]
    [InlineData("2026-01-01,市场,水果,桃,,公斤,1e9,2,3,", "最低价")]
    [InlineData("2026-01-01,市场,水果,桃,,公斤,3,2,1,", "平均价")]
    [InlineData("2026-01-01,,水果,桃,,公斤,1,2,3,", "市场")]
    [InlineData("2026-01-01,市场,水果,\"=cmd|' /C calc'!A0\",,公斤,x,2,3,", "最低价")]
    public async Task A_wrong_cell_is_named_and_nothing_is_saved(string row, string column)
    {
        var answer = await Import($"{Heads}2026-01-01,不存的市场,水果,李,,公斤,1,2,3,\n{row}\n");
        Assert.False(answer["isSaved"]!.GetValue<bool>());
        Assert.Equal((3, column), (answer["problems"]![0]!["row"]!.GetValue<int>(), answer["problems"]![0]!["column"]!.GetValue<string>()));
        Assert.Equal(0, (await world.Operator.Read("/api/price-references?market=不存的市场"))["total"]!.GetValue<long>());
    }

    [Fact]
    public async Task Only_the_operator_and_the_city_enter_prices()
    {
        await world.County.Post("/api/price-references", new { text = Heads }).MustBeProblem(403, "not-allowed");
        await world.Stranger().Post("/api/price-references", new { text = Heads }).MustBeProblem(401, "not-signed-in");
        await world.Stranger().Send(HttpMethod.Get, "/api/price-references").MustBeProblem(401, "not-signed-in");
    }

    [Fact]
    public async Task A_product_finds_the_reference_by_parts_and_other_words_of_its_name_inside_its_category()
    {
        await Import($"{Heads}{Today},测试市场二,水果,锦橙,,公斤,4,5,6,\n{Today},测试市场二,蔬菜,马铃薯,,公斤,2,3,4,\n{Today},测试市场二,柑橘柚类,,,公斤,1,2,3,\n");
        Assert.Equal("锦橙", (await Band("开县锦橙", "fruit-citrus"))!["name"]!.GetValue<string>());
        Assert.Equal("马铃薯", (await Band("高山洋芋", "veg-root"))!["name"]!.GetValue<string>());
        Assert.Equal(string.Empty, (await Band("不知名柑", "fruit-citrus"))!["name"]!.GetValue<string>());
        // 锦橙 juice is no fruit.
        Assert.Null(await Band("锦橙汁", "drink-juice"));
    }

    [Fact]
    public async Task An_old_reference_says_nothing_about_today()
    {
        var old = DateOnly.Parse(Today, null).AddDays(-15).ToString("yyyy-MM-dd");
        await Import($"{Heads}{old},测试市场三,坚果干果,核桃,,公斤,20,25,30,\n");
        Assert.Null(await Band("城口核桃", "dried-nut"));
    }

    /// <summary>Real prices of a wholesale market, where they are at hand.</summary>
    [Fact]
    public async Task A_real_list_of_nine_thousand_prices_is_read_whole()
    {
        var sample = Path.Combine(PostgresServer.RepositoryRoot(), "..", "shared", "data", "agri", "xinfadi_monthly_2013_2016.csv");
        Assert.SkipUnless(File.Exists(sample), "The sample of real prices is not at hand.");
        var text = await File.ReadAllTextAsync(sample, TestContext.Current.CancellationToken);
        var city = world.As(Role.CityOfficial, region: "500000");
        // The list has cells that cannot be right, such as an average of 0.00; they are named, and without them the rest is taken.
        var asIs = await city.Post("/api/price-references", new { text, market = "新发地", source = "样本", isPerJin = true }).Body();
        Assert.False(asIs["isSaved"]!.GetValue<bool>());
        var wrong = asIs["problems"]!.AsArray().Select(problem => problem!["row"]!.GetValue<int>()).ToHashSet();
        Assert.InRange(wrong.Count, 1, 99);
        text = string.Join('\n', text.Split('\n').Where((_, at) => !wrong.Contains(at + 1)));
        var first = await city.Post("/api/price-references", new { text, market = "新发地", source = "样本", isPerJin = true }).Body();
        Assert.True(first["isSaved"]!.GetValue<bool>(), first.ToJsonString());
        var rows = first["rows"]!.GetValue<int>();
        Assert.True(rows > 9_000, first.ToJsonString());
        Counts(await city.Post("/api/price-references", new { text, market = "新发地", source = "样本", isPerJin = true }).Body(), added: 0, changed: 0, unchanged: rows);
        var potatoes = (await city.Read("/api/price-references?market=新发地&q=土豆&from=2016-04-01&to=2016-04-30"))["items"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == "土豆")!;
        Assert.Equal((220L, 278L, 360L), (potatoes["lowFen"]!.GetValue<long>(), potatoes["averageFen"]!.GetValue<long>(), potatoes["highFen"]!.GetValue<long>()));
        var file = await city.Send(HttpMethod.Get, "/api/price-references.xlsx?market=新发地");
        Assert.True(file.IsSuccessStatusCode);
    }

    private async Task<JsonNode?> Band(string name, string category)
    {
        var (_, client) = await world.ActiveSupplier();
        return (await client.Read($"/api/price-band?name={Uri.EscapeDataString(name)}&category={category}&origin={CatalogWorld.Town}"))["band"];
    }

    private Task<JsonNode> Import(string text, bool isTrial = false) => world.Operator.Post("/api/price-references", new { text, isTrial }).Body();

    private static void Counts(JsonNode answer, int added, int changed, int unchanged, bool isSaved = true) => Assert.Equal(
        (added, changed, unchanged, isSaved),
        (answer["added"]!.GetValue<int>(), answer["changed"]!.GetValue<int>(), answer["unchanged"]!.GetValue<int>(), answer["isSaved"]!.GetValue<bool>()));
}
