using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Tests.Products;
using Marketplace.Catalog.WatchPapers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Suppliers;

public sealed class PaperTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private DateOnly Today => ChinaTime.DateIn(world.Clock.GetUtcNow());

    [Fact]
    public async Task An_application_without_a_needed_paper_is_refused_by_the_papers_name_and_leaves_nothing()
    {
        var id = world.Organisation(kind: OrganisationKind.AgentTrader);
        var supplier = world.As(Role.Supplier, id);
        var papers = await CatalogWorld.Papers(supplier);
        Assert.Equal(3, papers.Count);
        var refused = await supplier.Post("/api/suppliers/applications", new { papers = papers.Take(2) }).MustBeProblem(422, "papers-missing");
        Assert.Single(refused["kinds"]!.AsArray());
        Assert.Equal(0, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.supplier WHERE id = $1", id));
        await supplier.Post("/api/suppliers/applications", new { papers }).Body();
        var file = await supplier.Read($"/api/suppliers/{id}");
        Assert.Equal(3, file["papers"]!.AsArray().Count(paper => paper!["standing"]!.GetValue<string>() == "waiting"));
    }

    [Fact]
    public async Task A_paper_is_taken_with_what_its_rule_asks_and_only_if_it_still_holds()
    {
        var (id, supplier) = await world.ActiveSupplier();
        var file = await ProductDepthTests.Upload(supplier);
        var foreign = await ProductDepthTests.Upload(world.As(Role.Supplier, world.Organisation()));
        await HandIn(supplier, id, new { kind = "food-licence", fileIds = new[] { file }, validTo = Today.AddYears(1) }, 422, "paper-number-needed");
        await HandIn(supplier, id, new { kind = "food-licence", fileIds = new[] { file }, number = "JY1" }, 422, "paper-end-needed");
        await HandIn(supplier, id, new { kind = "food-licence", fileIds = new[] { file }, number = "JY1", validTo = Today.AddDays(-1) }, 422, "paper-run-out");
        await HandIn(supplier, id, new { kind = "food-licence", fileIds = new[] { foreign }, number = "JY1", validTo = Today }, 422, "file-unknown");
        await HandIn(supplier, id, new { kind = "agency-contract", fileIds = new[] { file }, validTo = Today }, 422, "paper-not-asked");
        await supplier.Post($"/api/suppliers/{id}/papers", new { paper = new { kind = "food-licence", fileIds = Array.Empty<Guid>(), number = "JY1", validTo = Today } }).MustBeProblem(422, "paper-pages");
        await HandIn(world.As(Role.Supplier, world.Organisation()), id, new { kind = "origin-proof", fileIds = new[] { file } }, 404, "not-found");
    }

    [Fact]
    public async Task The_county_returns_a_paper_with_a_reason_and_cannot_recommend_until_a_new_one_is_there()
    {
        var id = world.Organisation();
        var supplier = world.As(Role.Supplier, id);
        await CatalogWorld.Apply(supplier);
        var first = await PaperOf(id, "business-licence");
        await world.County.Post($"/api/suppliers/{id}/papers/{first}/return", new { }).MustBeProblem(422, "reason-needed");
        await world.As(Role.CountyOfficial, region: "500235").Post($"/api/suppliers/{id}/papers/{first}/return", new { reason = "看不清" }).MustBeProblem(404, "not-found");
        await world.County.Post($"/api/suppliers/{id}/papers/{first}/return", new { reason = "看不清" }).Body();
        await world.County.Post($"/api/suppliers/{id}/papers/{first}/check", new { }).MustBeProblem(409, "changed-meanwhile");
        await world.County.Post($"/api/suppliers/{id}/recommendation", new { version = await world.VersionOf(id) }).MustBeProblem(422, "papers-missing");
        Assert.Equal("returned", await Standing(supplier, id, "business-licence"));
        await Renew(supplier, id, "business-licence", null);
        await world.County.Post($"/api/suppliers/{id}/recommendation", new { version = await world.VersionOf(id) }).Body();
        Assert.Equal("valid", await Standing(supplier, id, "business-licence"));
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.supplier_paper WHERE supplier_id = $1 AND state = 'Replaced'", id));
    }

    [Fact]
    public async Task An_expired_paper_warns_once_each_time_suspends_after_the_grace_and_the_checked_new_one_brings_the_goods_back()
    {
        var (id, supplier) = await world.ActiveSupplier();
        var product = (await CatalogWorld.List(supplier, "证照试验橙"))["productId"]!.GetValue<Guid>();
        await EndsOn(id, "business-licence", Today.AddDays(30));
        await Watch();
        await Watch();
        Assert.Equal(["Ahead"], await Stages(id));
        await EndsOn(id, "business-licence", Today.AddDays(-15));
        await Watch();
        Assert.Equal(["Ahead", "Expired"], await Stages(id));
        Assert.Equal("in-grace", await Standing(supplier, id, "business-licence"));
        await world.Stranger().Read($"/api/products/{product}");
        await EndsOn(id, "business-licence", Today.AddDays(-16));
        await Watch();
        await Watch();
        Assert.Equal(["Ahead", "Expired", "Suspended"], await Stages(id));
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.supplier-stopped.v1' AND payload->>'supplierId' = $1", id.ToString()));
        await world.Stranger().GetAsync($"/api/products/{product}").MustBeProblem(404, "not-found");
        var shown = await world.Stranger().Read($"/api/public-suppliers/{id}");
        Assert.Equal("suspended", shown["state"]!.GetValue<string>());
        Assert.Contains("营业执照", shown["steps"]!.AsArray()[^1]!["reason"]!.GetValue<string>());
        await world.Operator.Post($"/api/suppliers/{id}/reinstatement", new { version = await world.VersionOf(id) }).MustBeProblem(409, "papers-run-out");

        await Renew(supplier, id, "business-licence", Today.AddYears(3));
        Assert.Equal("suspended", (await supplier.Read($"/api/suppliers/{id}"))["state"]!.GetValue<string>());
        var answer = await world.County.Post($"/api/suppliers/{id}/papers/{await PaperOf(id, "business-licence")}/check", new { }).Body();
        Assert.Equal("active", answer["state"]!.GetValue<string>());
        await world.Stranger().Read($"/api/products/{product}");
        Assert.Equal(2, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.supplier-activated.v1' AND payload->>'supplierId' = $1", id.ToString()));
        await Watch();
        Assert.Equal("active", (await supplier.Read($"/api/suppliers/{id}"))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_checked_paper_does_not_lift_a_suspension_that_an_official_set()
    {
        var (id, supplier) = await world.ActiveSupplier();
        await world.Operator.Post($"/api/suppliers/{id}/suspension", new { version = await world.VersionOf(id), reason = "抽检不合格" }).Body();
        await Renew(supplier, id, "business-licence", Today.AddYears(3));
        var answer = await world.County.Post($"/api/suppliers/{id}/papers/{await PaperOf(id, "business-licence")}/check", new { }).Body();
        Assert.Equal("suspended", answer["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_official_may_suspend_for_a_cause_of_its_own_what_is_suspended_for_its_papers()
    {
        var (id, supplier) = await world.ActiveSupplier();
        await EndsOn(id, "business-licence", Today.AddDays(-60));
        await Watch();
        await world.Operator.Post($"/api/suppliers/{id}/suspension", new { version = await world.VersionOf(id), reason = "以次充好" }).Body();
        await world.Operator.Post($"/api/suppliers/{id}/suspension", new { version = await world.VersionOf(id), reason = "再来一次" }).MustBeProblem(409, "transition-not-allowed");
        await Renew(supplier, id, "business-licence", Today.AddYears(3));
        var answer = await world.County.Post($"/api/suppliers/{id}/papers/{await PaperOf(id, "business-licence")}/check", new { }).Body();
        Assert.Equal("suspended", answer["state"]!.GetValue<string>());
        Assert.Equal("以次充好", (await world.Stranger().Read("/api/public-suppliers?state=suspended&size=100"))["items"]!.AsArray()
            .Single(item => item!["supplierId"]!.GetValue<Guid>() == id)!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_renewed_paper_that_waits_for_the_desk_puts_the_suspension_off_for_the_days_of_grace_and_an_optional_one_never_suspends()
    {
        var (waiting, supplier) = await world.ActiveSupplier();
        await EndsOn(waiting, "business-licence", Today.AddDays(-100));
        await Renew(supplier, waiting, "business-licence", Today.AddYears(3));
        var (optional, other) = await world.ActiveSupplier();
        await Renew(other, optional, "food-licence", Today.AddYears(3));
        await world.County.Post($"/api/suppliers/{optional}/papers/{await PaperOf(optional, "food-licence")}/check", new { }).Body();
        await EndsOn(optional, "food-licence", Today.AddDays(-100));
        await Watch();
        Assert.Equal("active", (await supplier.Read($"/api/suppliers/{waiting}"))["state"]!.GetValue<string>());
        Assert.Equal("active", (await other.Read($"/api/suppliers/{optional}"))["state"]!.GetValue<string>());
        await world.Database.Scalar<object>("UPDATE catalog.supplier_paper SET handed_at = handed_at - interval '17 days' WHERE supplier_id = $1 AND state = 'Handed'", waiting);
        await Watch();
        Assert.Equal("suspended", (await supplier.Read($"/api/suppliers/{waiting}"))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Two_hosts_that_watch_at_once_tell_and_suspend_once()
    {
        var (id, _) = await world.ActiveSupplier();
        await EndsOn(id, "business-licence", Today.AddDays(-60));
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Watch()));
        Assert.Equal(1, done.Sum(one => one.Suspended));
        Assert.Equal(["Expired", "Suspended"], await Stages(id));
        Assert.Equal(2, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.paper-due.v1' AND payload->>'supplierId' = $1", id.ToString()));
    }

    [Fact]
    public async Task A_rule_counts_from_its_day_on_in_its_region_alone_and_is_never_changed()
    {
        var rule = new { supplierKind = "family-farm", paperKind = "quality-pledge", validFrom = Today, need = "needed", needsNumber = false, needsEnd = false, regionCode = "500235" };
        var city = world.As(Role.CityOfficial, region: "500000");
        await city.Post("/api/paper-rules", rule).Body();
        await city.Post("/api/paper-rules", rule).MustBeProblem(409, "rule-exists");
        await city.Post("/api/paper-rules", new { rule.supplierKind, rule.paperKind, validFrom = Today.AddDays(-1), rule.need, rule.needsNumber, rule.needsEnd, rule.regionCode }).MustBeProblem(422, "rule-in-past");
        await city.Post("/api/paper-rules", new { rule.supplierKind, rule.paperKind, rule.validFrom, rule.need, rule.needsNumber, rule.needsEnd }).MustBeProblem(422, "region-unknown");
        await city.Post("/api/paper-rules", new { rule.supplierKind, rule.paperKind, rule.validFrom, rule.need, rule.needsNumber, rule.needsEnd, regionCode = "420500" }).MustBeProblem(422, "region-unknown");
        Assert.Contains("quality-pledge", await Asked("500235101200"));
        Assert.DoesNotContain("quality-pledge", await Asked("500236117201"));

        async Task<IReadOnlyList<string>> Asked(string region)
        {
            var client = world.As(Role.Supplier, world.Organisation(region, OrganisationKind.FamilyFarm));
            return [.. (await client.Read("/api/suppliers/asked-papers"))["items"]!.AsArray().Where(item => item!["need"]!.GetValue<string>() == "needed").Select(item => item!["kind"]!.GetValue<string>())];
        }
    }

    [Fact]
    public async Task The_public_page_tells_no_number_no_person_and_nothing_of_a_refused_application()
    {
        var (id, _) = await world.ActiveSupplier();
        var page = await world.Stranger().Read($"/api/public-suppliers/{id}");
        Assert.DoesNotContain("JY0001", page.ToJsonString());
        Assert.Equal("营业执照", Assert.Single(page["papers"]!.AsArray())!["name"]!.GetValue<string>());
        var refused = world.Organisation();
        await CatalogWorld.Apply(world.As(Role.Supplier, refused));
        await world.Stranger().GetAsync($"/api/public-suppliers/{refused}").MustBeProblem(404, "not-found");
        await world.County.Post($"/api/suppliers/{refused}/refusal", new { version = await world.VersionOf(refused), reason = "材料不实" }).Body();
        await world.Stranger().GetAsync($"/api/public-suppliers/{refused}").MustBeProblem(404, "not-found");
        await world.Operator.Post($"/api/suppliers/{id}/removal", new { version = await world.VersionOf(id), reason = "停止经营" }).Body();
        var list = await world.Stranger().Read("/api/public-suppliers?state=removed&size=100");
        Assert.Equal("停止经营", Assert.Single(list["items"]!.AsArray(), item => item!["supplierId"]!.GetValue<Guid>() == id)!["reason"]!.GetValue<string>());
        Assert.DoesNotContain(list["items"]!.AsArray(), item => item!["supplierId"]!.GetValue<Guid>() == refused);
    }

    [Fact]
    public async Task Officials_filter_papers_and_suppliers_inside_their_region_and_page_through_them()
    {
        var (soon, _) = await world.ActiveSupplier(region: "500229101001", name: "城口期限合作社");
        var (later, _) = await world.ActiveSupplier(region: "500229101001", name: "城口长期合作社");
        await EndsOn(soon, "business-licence", Today.AddDays(9));
        var county = world.As(Role.CountyOfficial, region: "500229");
        var ending = await county.Read("/api/supplier-papers?show=ending");
        var item = Assert.Single(ending["items"]!.AsArray())!;
        Assert.Equal((soon, 9), (item["supplierId"]!.GetValue<Guid>(), item["daysLeft"]!.GetValue<int>()));
        Assert.Equal([soon], Ids(await county.Read("/api/suppliers?papers=ending")));
        var first = await county.Read("/api/supplier-papers?size=1");
        var second = await county.Read($"/api/supplier-papers?size=1&cursor={first["nextCursor"]!.GetValue<string>()}");
        Assert.Equal([soon, later], [.. Ids(first), .. Ids(second)]);
        Assert.Empty(Ids(await world.As(Role.CountyOfficial, region: "500235").Read("/api/supplier-papers?q=" + Uri.EscapeDataString("城口"))));
        Assert.Equal([later, soon], Ids(await county.Read("/api/suppliers?sort=newest&q=" + Uri.EscapeDataString("城口"))));
        foreach (var path in (string[])["/api/suppliers.xlsx?papers=ending", "/api/supplier-papers.xlsx?show=ending"]) Assert.Equal("PK"u8.ToArray(), (await county.GetByteArrayAsync(new Uri(path, UriKind.Relative)))[..2]);
    }

    private static IEnumerable<Guid> Ids(JsonNode page) => page["items"]!.AsArray().Select(item => item!["supplierId"]!.GetValue<Guid>());

    private async Task<(int Told, int Suspended)> Watch()
    {
        await using var scope = world.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WatchPapers.WatchPapers>().Run(CancellationToken.None);
    }

    private static Task HandIn(HttpClient supplier, Guid id, object paper, int status, string code) => supplier.Post($"/api/suppliers/{id}/papers", new { paper }).MustBeProblem(status, code);

    private static async Task Renew(HttpClient supplier, Guid id, string kind, DateOnly? validTo) =>
        await supplier.Post($"/api/suppliers/{id}/papers", new { paper = new { kind, fileIds = new[] { await ProductDepthTests.Upload(supplier) }, number = "JY0002", validTo } }).Body();

    private Task<Guid> PaperOf(Guid supplier, string kind) =>
        world.Database.Scalar<Guid>("SELECT id FROM catalog.supplier_paper WHERE supplier_id = $1 AND kind = $2 ORDER BY handed_at DESC LIMIT 1", supplier, kind)!;

    private Task<object?> EndsOn(Guid supplier, string kind, DateOnly day) =>
        world.Database.Scalar<object>("UPDATE catalog.supplier_paper SET valid_to = $3 WHERE supplier_id = $1 AND kind = $2 AND state = 'Checked'", supplier, kind, day);

    private static async Task<string> Standing(HttpClient supplier, Guid id, string kind) =>
        (await supplier.Read($"/api/suppliers/{id}"))["papers"]!.AsArray().Single(paper => paper!["kind"]!.GetValue<string>() == kind)!["standing"]!.GetValue<string>();

    private async Task<string[]> Stages(Guid supplier) => (await world.Database.Scalar<string[]>(
        "SELECT array_agg(stage ORDER BY stage) FROM catalog.paper_reminder r JOIN catalog.supplier_paper p ON p.id = r.paper_id WHERE p.supplier_id = $1", supplier))!;
}
