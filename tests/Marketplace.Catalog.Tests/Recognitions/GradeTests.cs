using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

public sealed class GradeTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task Goods_of_a_household_without_a_licence_become_county_produce_and_count_for_nothing()
    {
        var course = new RecognitionCourse(world, "500235", "500235105");
        await course.Rule();
        var (product, agent) = await course.HouseholdProduct(OrganisationKind.ServiceStation);
        Assert.Null((await world.Stranger().Read($"/api/products/{product}"))["recognition"]);
        var id = await course.Listed(agent, product);
        Assert.Equal("Listed", await course.State(id));
        Assert.False(await course.IsRecognised(product, world.Clock.Today()));
        Assert.False(await course.IsFoundAsRecognised(product));
        Assert.Equal(0, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.recognition-listed.v1' AND payload->>'productId' = $1", product.ToString()));

        var shown = (await world.Stranger().Read($"/api/products/{product}"))["recognition"]!;
        Assert.Equal((false, true), (shown["isRecognised"]!.GetValue<bool>(), shown["isCountyProduce"]!.GetValue<bool>()));
        Assert.Equal((false, true), await Card(product));
        Assert.Contains(id, await Register("county-produce"));
        Assert.DoesNotContain(id, await Register("recognised"));
        var entry = await world.Stranger().GetStringAsync($"/recognitions/{id}/certificate?lang=zh");
        Assert.Contains("县域产品登记证明", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("帮扶产品认定证明", entry, StringComparison.Ordinal);
        world.Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal((false, false), await Card(product));
    }

    [Fact]
    public async Task A_cooperatives_licence_covers_the_household_it_sells_for()
    {
        var course = new RecognitionCourse(world, "500233", "500233102");
        await course.Rule();
        var (product, agent) = await course.HouseholdProduct(OrganisationKind.Cooperative);
        await course.Listed(agent, product);
        Assert.True(await course.IsRecognised(product, world.Clock.Today()));
        Assert.Equal((true, false), await Card(product));
    }

    [Fact]
    public async Task The_county_alone_decides_on_the_other_status_and_says_why()
    {
        var course = new RecognitionCourse(world, "500231", "500231101");
        await course.Rule();
        var (product, agent) = await course.HouseholdProduct(OrganisationKind.ServiceStation);
        var id = await RecognitionCourse.Apply(agent, product);
        await course.Town.Post($"/api/recognitions/{id}/town-review", new { version = await course.Version(id), grade = "recognised", opinion = "x" }).MustBeProblem(422, "grade-not-yours");
        await course.Town.Post($"/api/recognitions/{id}/town-review", new { version = await course.Version(id) }).Body();
        await course.County.Post($"/api/recognitions/{id}/county-decision", new { version = await course.Version(id), grade = "recognised" }).MustBeProblem(422, "reason-needed");
        await course.County.Post($"/api/recognitions/{id}/county-decision", new { version = await course.Version(id), grade = "recognised", opinion = "农户已办个体执照" }).Body();
        Assert.True(await course.IsRecognised(product, world.Clock.Today()));
    }

    [Fact]
    public async Task County_produce_may_ask_for_recognition_without_waiting_for_its_end()
    {
        var course = new RecognitionCourse(world, "500230", "500230101");
        await course.Rule();
        var (product, supplier) = await course.Product();
        var low = await RecognitionCourse.Apply(supplier, product);
        await course.Town.Post($"/api/recognitions/{low}/town-review", new { version = await course.Version(low) }).Body();
        await course.County.Post($"/api/recognitions/{low}/county-decision", new { version = await course.Version(low), grade = "county-produce", opinion = "执照过期" }).Body();
        Assert.False(await course.IsRecognised(product, world.Clock.Today()));
        var high = await course.Listed(supplier, product);
        Assert.Null((await supplier.Read($"/api/recognitions/{high}"))["renews"]);
        Assert.True(await course.IsRecognised(product, world.Clock.Today()));
        Assert.Equal((true, false), await Card(product));
    }

    [Fact]
    public async Task The_desk_sees_what_the_platform_knows_beside_the_papers()
    {
        var course = new RecognitionCourse(world, "500236", CatalogWorld.Town);
        var (product, supplier) = await course.Product();
        var id = await RecognitionCourse.Apply(supplier, product);
        var checks = await Checks(course, id);
        Assert.True(checks["supplier-active"] is true && checks["origin"] is true && checks["origin-detail"] is true && checks["licence"] is true);
        Assert.True(checks["lots"] is false && checks["evidence"] is false && checks["households"] is false && checks["price"] is null);
        var pack = (await supplier.Read($"/api/products/{product}"))["packs"]![0]!["packId"]!.GetValue<Guid>();
        await supplier.Post($"/api/products/{product}/lots", new { packId = pack, quantity = 5, harvestedOn = world.Clock.Today().ToString("O") }).Body();
        Assert.True((await Checks(course, id))["lots"]);
    }

    [Fact]
    public async Task Everybody_reads_the_answer_to_an_objection_and_nobody_who_objected()
    {
        var course = new RecognitionCourse(world, "500236", CatalogWorld.Town);
        var (product, supplier) = await course.Product();
        var id = await course.Listed(supplier, product);
        var objection = (await world.As(Platform.Auth.Role.Buyer, Guid.NewGuid()).Post($"/api/recognitions/{id}/objections", new { text = "邻居说不是他种的" }).Body())["objectionId"]!.GetValue<Guid>();
        var waiting = await world.Stranger().GetStringAsync($"/recognitions/{id}?lang=zh");
        Assert.Contains("等县里答复", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("邻居说", waiting, StringComparison.Ordinal);
        await course.County.Post($"/api/recognitions/{id}/objections/{objection}/decision", new { version = await course.Version(id), isUpheld = false, decision = "实地看过<b>属实</b>" }).Body();
        var answered = await world.Stranger().GetStringAsync($"/recognitions/{id}?lang=zh");
        Assert.Contains("实地看过&lt;b&gt;属实", answered, StringComparison.Ordinal);
        Assert.Contains("不成立", answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_suppliers_home_reminds_of_a_renewal_as_early_as_the_rule_says_and_of_a_hearing()
    {
        var course = new RecognitionCourse(world, "500242", "500242002");
        await course.County.Post("/api/recognition-rules", new
        {
            regionCode = "500242",
            validFrom = world.Clock.Today().ToString("O"),
            needsSector = false,
            noticeDays = 0,
            validityMonths = 2,
            renewalRemindDays = 10,
        }).Body();
        var (product, supplier) = await course.Product();
        var id = await course.Listed(supplier, product);
        var end = DateOnly.Parse((await supplier.Read($"/api/recognitions/{id}"))["validTo"]!.GetValue<string>(), null);
        world.Clock.Advance(TimeSpan.FromDays(end.DayNumber - world.Clock.Today().DayNumber - 11));
        Assert.DoesNotContain("recognition-ending", await Tasks(supplier));
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains("recognition-ending", await Tasks(supplier));
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", new { version = await course.Version(id), cause = "other", explanation = "x" }).Body();
        Assert.Contains("revocation-told", await Tasks(supplier));
        await RecognitionCourse.Apply(supplier, product);
        Assert.DoesNotContain("recognition-ending", await Tasks(supplier));
    }

    private static async Task<List<string>> Tasks(HttpClient supplier) =>
        [.. (await supplier.Read("/api/products/tasks"))["items"]!.AsArray().Select(item => item!["task"]!.GetValue<string>())];

    private static async Task<Dictionary<string, bool?>> Checks(RecognitionCourse course, Guid id) =>
        (await course.County.Read($"/api/recognitions/{id}"))["checks"]!.AsArray().ToDictionary(row => row!["check"]!.GetValue<string>(), row => row!["isMet"]?.GetValue<bool>());

    private async Task<List<Guid>> Register(string grade) =>
        [.. (await world.Stranger().Read($"/api/recognitions?grade={grade}&size=100"))["items"]!.AsArray().Select(item => item!["recognitionId"]!.GetValue<Guid>())];

    private async Task<(bool IsRecognised, bool IsCountyProduce)> Card(Guid product)
    {
        JsonNode? found = null;
        await MarketplaceHost.Eventually(
            async () => (found = (await world.Stranger().Read("/api/search?size=100&sort=newest"))["items"]!.AsArray().FirstOrDefault(item => item!["productId"]!.GetValue<Guid>() == product)) is not null,
            "the product is found");
        return (found!["isRecognised"]!.GetValue<bool>(), found["isCountyProduce"]!.GetValue<bool>());
    }
}
