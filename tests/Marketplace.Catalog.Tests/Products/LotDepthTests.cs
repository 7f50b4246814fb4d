using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Products;

/// <summary>What vouches for a lot.</summary>
public sealed class LotDepthTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private string Day(int away) => DateOnly.FromDateTime(world.Clock.GetUtcNow().AddHours(8).Date.AddDays(away)).ToString("O");

    [Fact]
    public async Task A_lot_carries_its_grade_place_certificate_and_test_to_the_public()
    {
        var (client, product, pack) = await Listed();
        var (report, pledge) = (await ProductDepthTests.Upload(client), await ProductDepthTests.Upload(client));
        await Open(client, product, pack, new
        {
            gradeCode = "first",
            plot = " 三号坡 ",
            placeCode = "500236117201",
            isColdChain = true,
            certificate = new { number = "合格证-7", issuedOn = Day(0), fileId = pledge },
            tests = new[] { new { testedOn = Day(0), laboratory = "县检测站", isPassed = true, result = "未检出", fileId = report } },
        }).Body();
        var lot = (await world.Stranger().Read($"/api/products/{product}"))["lots"]![0]!;
        Assert.Equal(("一级", "Class I", "三号坡", true), (lot["gradeName"]!.GetValue<string>(), lot["gradeNameEn"]!.GetValue<string>(), lot["plot"]!.GetValue<string>(), lot["isColdChain"]!.GetValue<bool>()));
        Assert.StartsWith("重庆市奉节县白帝镇", lot["placeName"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var url in new[] { lot["certificate"]!["url"], lot["tests"]![0]!["url"] })
        {
            using var paper = await world.Stranger().GetAsync(new Uri(url!.GetValue<string>(), UriKind.Relative));
            Assert.True(paper.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task What_a_lot_claims_must_exist_and_have_happened()
    {
        var (client, product, pack) = await Listed();
        var (_, other) = await world.ActiveSupplier();
        var foreign = await ProductDepthTests.Upload(other);
        object Test(string on, bool isPassed = true, Guid? fileId = null, string laboratory = "站") =>
            new { tests = new[] { new { testedOn = on, laboratory, isPassed, result = "", fileId } } };
        await Open(client, product, pack, new { gradeCode = "aa" }).MustBeProblem(422, "grade-unknown");
        await Open(client, product, pack, new { placeCode = "500235" }).MustBeProblem(422, "place-outside-county");
        await Open(client, product, pack, new { placeCode = "乱写" }).MustBeProblem(422, "place-outside-county");
        await Open(client, product, pack, new { certificate = new { number = "1", issuedOn = Day(1) } }).MustBeProblem(422, "certificate-in-future");
        await Open(client, product, pack, new { certificate = new { number = "", issuedOn = Day(0) } }).MustBeProblem(422, "required");
        await Open(client, product, pack, Test(Day(1))).MustBeProblem(422, "test-in-future");
        await Open(client, product, pack, Test(Day(0), isPassed: false)).MustBeProblem(422, "lot-failed-its-test");
        await Open(client, product, pack, Test(Day(0), fileId: foreign)).MustBeProblem(422, "file-unknown");
        await Open(client, product, pack, Test(Day(0), laboratory: "")).MustBeProblem(422, "test-wrong");
        Assert.Equal(0, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.lot WHERE product_id = $1", product));
    }

    [Fact]
    public async Task Papers_that_come_later_are_added_and_a_report_never_goes_away()
    {
        var (client, product, pack) = await Listed();
        var (_, other) = await world.ActiveSupplier();
        var lot = (await Open(client, product, pack, null).Body())["lotId"]!.GetValue<Guid>();
        object Report(string result, bool isPassed) => new
        {
            gradeCode = "second",
            tests = new[] { new { testedOn = Day(0), laboratory = "县检测站", isPassed, result } },
        };
        await other.Put($"/api/products/{product}/lots/{lot}", Report("x", true)).MustBeProblem(404, "not-found");
        await client.Put($"/api/products/{product}/lots/{Guid.NewGuid()}", Report("x", true)).MustBeProblem(404, "not-found");
        const string Key = "one-key-for-one-report";
        await client.Put($"/api/products/{product}/lots/{lot}", Report("超标", false), Key).Body();
        await client.Put($"/api/products/{product}/lots/{lot}", Report("超标", false), Key).Body();
        await client.Put($"/api/products/{product}/lots/{lot}", new { gradeCode = "first" }).Body();
        var shown = (await world.Stranger().Read($"/api/products/{product}"))["lots"]![0]!;
        Assert.Equal("一级", shown["gradeName"]!.GetValue<string>());
        var test = Assert.Single(shown["tests"]!.AsArray())!;
        Assert.False(test["isPassed"]!.GetValue<bool>());
    }

    private async Task<(HttpClient Client, Guid Product, Guid Pack)> Listed()
    {
        var (_, client) = await world.ActiveSupplier();
        var listed = await CatalogWorld.List(client);
        return (client, listed["productId"]!.GetValue<Guid>(), listed["packs"]![0]!["id"]!.GetValue<Guid>());
    }

    private Task<HttpResponseMessage> Open(HttpClient client, Guid product, Guid pack, object? details) =>
        client.Post($"/api/products/{product}/lots", new { packId = pack, quantity = 10, harvestedOn = Day(-1), details });
}
