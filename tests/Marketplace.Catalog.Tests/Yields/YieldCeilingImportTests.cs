using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Yields;

public sealed class YieldCeilingImportTests(YieldWorld yields) : IClassFixture<YieldWorld>
{
    private const string Door = "/api/yield-ceiling-imports";
    private const string Head = "区县,品类,作物,按什么算,上限（公斤）,依据,生效日期,截止日期\n";

    [Fact]
    public async Task A_table_adds_ceilings_that_lots_are_reckoned_against_and_twice_changes_nothing()
    {
        var table = Head + "奉节县,柑橘柚类,柠檬,亩,3000斤,测试年鉴,2026-01-01,\n500236 奉节县,fruit-citrus,血橙,亩,１２００,测试年鉴,2026/1/1,2026-12-31\n";
        var county = yields.World.County;
        Assert.Equal((2, 0, 0, 0), await Done(county, table));
        var (_, client) = await yields.World.ActiveSupplier();
        var goods = await YieldWorld.List(client, "测试柠檬");
        await yields.Plot(client, 10, "柠檬");
        // A tenth of a mu yields 150 kg, and 165 with the tolerance.
        Assert.Equal("within", (await yields.Open(client, goods, 16))["standing"]!.GetValue<string>());
        Assert.Equal("marked", (await yields.Open(client, goods, 1))["standing"]!.GetValue<string>());
        Assert.Equal((0, 0, 2, 0), Counts(await Checked(county, table)));
    }

    [Fact]
    public async Task Rows_say_what_is_wrong_and_the_others_go_in()
    {
        var county = yields.World.County;
        await Done(county, Head + "奉节县,柑橘柚类,金桔,亩,900,测试年鉴,2026-01-01,\n");
        var view = await Checked(county, Head + string.Concat(
            "奉节县,柑橘柚类,金桔,亩,1900,测试年鉴,2026-01-01,\n", "巫山县,柑橘柚类,金桔,亩,900,测试年鉴,2026-01-01,\n", "奉节县,柑橘柚,金桔,亩,900,测试年鉴,2027-01-01,\n",
            "奉节县,柑橘柚类,金桔,担,900,测试年鉴,2027-01-02,\n", "奉节县,柑橘柚类,金桔,亩,很多,测试年鉴,2027-01-03,\n", "奉节县,柑橘柚类,金桔,亩,900,,2027-01-04,\n",
            "奉节县,柑橘柚类,金桔,亩,900,测试年鉴,2027-01-05,2026-01-05\n", "奉节县,柑橘柚类,金桔,亩,1900,测试年鉴,2027-01-06,\n"));
        Assert.Equal((1, 0, 0, 7), Counts(view));
        var rows = (await county.Read($"{Door}/{view["importId"]}/rows?state=wrong"))["items"]!.AsArray();
        Assert.Equal(["E", "A", "B", "D", "E", "F", "H"], rows.Select(row => row!["faults"]![0]!["column"]!.GetValue<string>()));
        Assert.Contains("900公斤", rows[0]!["faults"]![0]!["zh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_officials_import_and_the_template_lists_their_own_counties()
    {
        Assert.True((await yields.World.County.Send(HttpMethod.Get, Door + "/template.xlsx")).IsSuccessStatusCode);
        Assert.Equal(403, (int)(await Upload(yields.World.As(Role.Supplier, Guid.NewGuid()), Head)).StatusCode);
        Assert.Equal((2, 0, 0, 0), Counts(await Checked(yields.City, Head + "重庆市,柑橘柚类,青橙,亩,900,测试年鉴,2026-01-01,\n巫山县,柑橘柚类,青橙,亩,900,测试年鉴,2026-01-01,\n")));
    }

    private static async Task<HttpResponseMessage> Upload(HttpClient client, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Door + "?name=" + Uri.EscapeDataString("上限.csv"));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(table));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> Checked(HttpClient client, string table)
    {
        var id = (await Upload(client, table).Body())["importId"]!.GetValue<Guid>();
        return await Until(client, id, "checked");
    }

    private static async Task<(int, int, int, int)> Done(HttpClient client, string table)
    {
        var id = (await Checked(client, table))["importId"]!.GetValue<Guid>();
        await client.Post($"{Door}/{id}/start").Body();
        return Counts(await Until(client, id, "done"));
    }

    private static async Task<JsonNode> Until(HttpClient client, Guid id, string state)
    {
        JsonNode view = null!;
        await MarketplaceHost.Eventually(async () => (view = await client.Read($"{Door}/{id}"))["state"]!.GetValue<string>() is var now && (now == state || now == "failed"), $"the import is {state}");
        Assert.True(view["state"]!.GetValue<string>() == state, view.ToJsonString());
        return view;
    }

    private static (int New, int Changed, int Unchanged, int Wrong) Counts(JsonNode view) =>
        (view["new"]!.GetValue<int>(), view["changed"]!.GetValue<int>(), view["unchanged"]!.GetValue<int>(), view["wrong"]!.GetValue<int>());
}
