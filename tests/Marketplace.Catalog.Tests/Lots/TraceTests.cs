using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Lots;
using Marketplace.Catalog.NoteShipment;
using Marketplace.Catalog.PublicPages;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Lots;

public sealed class TraceTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_box_opens_its_lot_without_script_and_in_few_bytes()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client, "<b>橙</b>");
        var answer = await world.Stranger().GetAsync(lot.Url);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("&lt;b&gt;橙&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(lot.Code, page, StringComparison.Ordinal);
        Assert.Contains("白帝镇", page, StringComparison.Ordinal);
        Assert.Contains("还不是帮扶产品", page, StringComparison.Ordinal);
        // A slow phone gets the whole page in its first ten packets.
        Assert.InRange(Zipped(page), 500, 14_000);
        Assert.Contains("went on sale", await world.Stranger().GetStringAsync(lot.Url + "?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recalled_lot_says_so_first_leaves_the_shelves_and_cannot_be_recalled_twice()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        await Holds($"SELECT count(*) FROM ordering.stock_lot WHERE lot_id = '{lot.Id}' AND available = 100");
        await client.Post($"/api/lots/{lot.Id}/recall", new { reason = "坏" }).MustBeProblem(422, "reason-missing");
        await client.Post($"/api/lots/{lot.Id}/recall", new { reason = "农残超标<script>", advice = "不要食用，联系卖方退款" }).Body();
        await client.Post($"/api/lots/{lot.Id}/recall", new { reason = "农残超标" }).MustBeProblem(409, "lot-recalled-already");
        var main = (await world.Stranger().GetStringAsync(lot.Url)).Split("<main>")[1];
        Assert.StartsWith("<div class=\"recall\"", main, StringComparison.Ordinal);
        Assert.Contains("农残超标&lt;script&gt;", main, StringComparison.Ordinal);
        await Holds($"SELECT count(*) FROM ordering.stock_lot WHERE lot_id = '{lot.Id}' AND available = 0");
        await Holds($"SELECT count(*) FROM catalog.pack WHERE available = 0 AND id = (SELECT pack_id FROM catalog.lot WHERE id = '{lot.Id}')");
        var recalled = Assert.Single((await client.Read("/api/lots?state=recalled"))["items"]!.AsArray());
        Assert.Equal(lot.Code, recalled!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_its_supplier_and_its_county_may_recall_a_lot()
    {
        var (_, client) = await world.ActiveSupplier();
        var (_, other) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        var recall = new { reason = "抽检不合格" };
        await other.Post($"/api/lots/{lot.Id}/recall", recall).MustBeProblem(404, "not-found");
        await world.As(Role.CountyOfficial, region: "500235").Post($"/api/lots/{lot.Id}/recall", recall).MustBeProblem(404, "not-found");
        await world.As(Role.TownOfficial, region: "500236117").Post($"/api/lots/{lot.Id}/recall", recall).MustBeProblem(403, "not-allowed");
        await world.County.Post($"/api/lots/{lot.Id}/recall", recall).Body();
        Assert.Contains("由区县主管部门召回", await world.Stranger().GetStringAsync(lot.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_recall_at_once_leave_one_recall()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        var answers = await Task.WhenAll(new[] { client, world.County }.Select(one => one.Post($"/api/lots/{lot.Id}/recall", new { reason = "抽检不合格" })));
        Assert.Equal([200, 409], answers.Select(answer => (int)answer.StatusCode).Order());
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.lot-recalled.v1' AND payload->>'lotId' = $1", lot.Id.ToString()));
    }

    [Fact]
    public async Task Scans_are_counted_by_day_and_impossibly_many_reach_the_countys_list()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client, quantity: 40);
        for (var i = 0; i < 3; i++) await world.Stranger().GetStringAsync(lot.Url);
        await world.Stranger().GetStringAsync($"/trace/{lot.Id}");
        Assert.Equal(3, (await RowOf(client, lot.Id))["scans"]!.GetValue<int>());
        await world.Database.Scalar<int>("UPDATE catalog.lot_scan SET scans = 120 WHERE lot_id = $1 RETURNING scans", lot.Id);
        Assert.False((await RowOf(world.County, lot.Id))["isSuspicious"]!.GetValue<bool>());
        await world.Stranger().GetStringAsync(lot.Url);
        Assert.True((await RowOf(world.County, lot.Id))["isSuspicious"]!.GetValue<bool>());
        Assert.Contains((await world.County.Read("/api/lots?state=suspicious&sort=scans"))["items"]!.AsArray(), row => row!["lotId"]!.GetValue<Guid>() == lot.Id);
        Assert.DoesNotContain((await world.As(Role.CountyOfficial, region: "500235").Read("/api/lots?state=suspicious"))["items"]!.AsArray(), row => row!["lotId"]!.GetValue<Guid>() == lot.Id);
        var workbook = await world.County.GetAsync("/api/lots.xlsx?state=suspicious");
        Assert.Equal(HttpStatusCode.OK, workbook.StatusCode);
        using var sheet = new ZipArchive(await workbook.Content.ReadAsStreamAsync());
        Assert.Contains(lot.Code, await new StreamReader(sheet.GetEntry("xl/worksheets/sheet1.xml")!.Open()).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_codes_are_helped_and_whoever_tries_many_is_slowed_while_real_ones_open()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        var stranger = world.Stranger();
        var unknown = await stranger.GetAsync("/t/" + TraceCode.New());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("仿制", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("看错", await (await stranger.GetAsync("/t/ABC")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var last = HttpStatusCode.NotFound;
        for (var i = 0; i < UnknownCodes.Most && last != HttpStatusCode.TooManyRequests; i++) last = (await stranger.GetAsync("/t/" + TraceCode.New())).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(lot.Url)).StatusCode);
        Assert.Equal(lot.Url, (await stranger.GetAsync("/trace?code=" + lot.Code.ToLowerInvariant())).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/trace?code=%F0%9F%8D%8A<script>")).StatusCode);
    }

    [Fact]
    public async Task What_left_on_one_day_for_one_city_is_one_line_of_the_journey()
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        foreach (var (packs, place) in new[] { (3, "370100"), (4, "370100"), (5, "500100"), (6, "370100") })
        {
            await using var scope = world.Services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<NoteMoveWhenLotShipped>(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<CatalogDb>()).Handle(
                new LotShipped { OccurredAt = world.Clock.GetUtcNow(), LotId = lot.Id, Packs = packs, ShippedOn = new DateOnly(2026, 3, packs == 6 ? 2 : 1), Destination = place }, CancellationToken.None);
        }

        var journey = (await world.Stranger().Read($"/api/trace/{lot.Id}"))["journey"]!.AsArray();
        Assert.Equal([("山东省济南市", 7), ("重庆市", 5), ("山东省济南市", 6)], journey.Select(move => (move!["place"]!.GetValue<string>(), move["packs"]!.GetValue<int>())));
        Assert.Contains("发往山东省济南市，7件", await world.Stranger().GetStringAsync(lot.Url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24", 24, 1)]
    [InlineData("40", 41, 2)]
    [InlineData("12", 3, 11)]
    public async Task Sheets_begin_where_the_last_one_ended(string format, int count, int start)
    {
        var (_, client) = await world.ActiveSupplier();
        var lot = await LotOf(client);
        var page = await world.Stranger().GetStringAsync($"/trace/{lot.Id}/labels?format={format}&count={count}&start={start}");
        Assert.Equal(count, Regex.Count(page, "/code.svg"));
        Assert.Equal(start - 1, Regex.Count(page, "<div class=\"label\"></div>"));
        Assert.Equal((count + start - 2 + int.Parse(format)) / int.Parse(format), Regex.Count(page, "<div class=\"sheet\">"));
        Assert.Equal(LotLabels.Svg("http://localhost" + lot.Url), await world.Stranger().GetStringAsync($"/trace/{lot.Id}/code.svg"));
    }

    [Fact]
    public void Every_format_fits_the_sheet_and_its_code_is_large_enough_to_scan() => Assert.All(LabelFormat.All, format =>
    {
        Assert.InRange(format.Left + (format.Columns * format.Width) + ((format.Columns - 1) * format.Gap), 0, 2100);
        Assert.InRange(format.Top + (format.Rows * format.Height), 0, 2970);
        // Eight of 45 modules are the quiet zone; 15 tenths above and below keep clear of the cut.
        Assert.InRange(format.Code * 37 / 45, 200, format.Height - 30);
    });

    private async Task<(Guid Id, string Code, string Url)> LotOf(HttpClient client, string name = "测试脐橙", int quantity = 100)
    {
        var listed = await CatalogWorld.List(client, name);
        var opened = await client.Post($"/api/products/{listed["productId"]}/lots", new { packId = listed["packs"]![0]!["id"]!.GetValue<Guid>(), quantity, harvestedOn = world.Clock.Today().AddDays(-2) }, Guid.NewGuid().ToString()).Body();
        var id = opened["lotId"]!.GetValue<Guid>();
        var row = await RowOf(client, id);
        return (id, row["code"]!.GetValue<string>(), row["traceUrl"]!.GetValue<string>());
    }

    private static async Task<JsonNode> RowOf(HttpClient client, Guid lot) =>
        (await client.Read("/api/lots?size=100"))["items"]!.AsArray().Single(row => row!["lotId"]!.GetValue<Guid>() == lot)!;

    private Task Holds(string count) => MarketplaceHost.Eventually(async () => await world.Database.Scalar<long>(count) == 1, count);

    private static long Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return bytes.Length;
    }
}
