using System.Text.Json.Nodes;
using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Suppliers;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Suppliers;

public sealed class AdmissionTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public void Only_the_moves_of_the_state_machine_exist()
    {
        var allowed = new Dictionary<(SupplierState, SupplierAction), SupplierState>
        {
            [(SupplierState.Applied, SupplierAction.Recommend)] = SupplierState.CountyRecommended,
            [(SupplierState.CountyRecommended, SupplierAction.Approve)] = SupplierState.PlatformApproved,
            [(SupplierState.PlatformApproved, SupplierAction.Activate)] = SupplierState.Active,
            [(SupplierState.Active, SupplierAction.Suspend)] = SupplierState.Suspended,
            [(SupplierState.Suspended, SupplierAction.Reinstate)] = SupplierState.Active,
            [(SupplierState.Active, SupplierAction.Remove)] = SupplierState.Removed,
            [(SupplierState.Suspended, SupplierAction.Remove)] = SupplierState.Removed,
            [(SupplierState.Applied, SupplierAction.Refuse)] = SupplierState.Removed,
            [(SupplierState.CountyRecommended, SupplierAction.Refuse)] = SupplierState.Removed,
            [(SupplierState.Removed, SupplierAction.Apply)] = SupplierState.Applied,
        };
        foreach (var state in Enum.GetValues<SupplierState>())
        {
            foreach (var action in Enum.GetValues<SupplierAction>())
                Assert.Equal(allowed.TryGetValue((state, action), out var next) ? next : null, SupplierMoves.Next(state, action));
        }
    }

    [Fact]
    public async Task The_county_recommends_the_operator_approves_and_the_history_tells_who_and_why()
    {
        var (id, client) = await world.ActiveSupplier();
        var file = await client.Read($"/api/suppliers/{id}");
        Assert.Equal("active", file["state"]!.GetValue<string>());
        Assert.Equal(["applied", "county-recommended", "platform-approved", "active"], file["steps"]!.AsArray().Select(step => step!["toState"]!.GetValue<string>()));
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.supplier-activated.v1' AND payload->>'supplierId' = $1", id.ToString()));
    }

    [Fact]
    public async Task Every_decision_in_a_wrong_state_is_refused_and_changes_nothing()
    {
        foreach (var (route, action) in new[] { ("recommendation", SupplierAction.Recommend), ("approval", SupplierAction.Approve), ("reinstatement", SupplierAction.Reinstate), ("removal", SupplierAction.Remove), ("suspension", SupplierAction.Suspend), ("refusal", SupplierAction.Refuse) })
        {
            foreach (var state in Enum.GetValues<SupplierState>().Where(state => SupplierMoves.Next(state, action) is null))
            {
                var id = world.Organisation();
                await CatalogWorld.Apply(world.As(Role.Supplier, id));
                await world.Database.Scalar<object>("UPDATE catalog.supplier SET state = $1 WHERE id = $2", state.ToString(), id);
                var client = action == SupplierAction.Recommend ? world.County : world.Operator;
                await client.Post($"/api/suppliers/{id}/{route}", new { version = await world.VersionOf(id), reason = "x" }).MustBeProblem(409, "transition-not-allowed");
                Assert.Equal(state.ToString(), await world.Database.Scalar<string>("SELECT state FROM catalog.supplier WHERE id = $1", id));
            }
        }
    }

    [Fact]
    public async Task Another_countys_official_sees_and_moves_nothing()
    {
        var id = world.Organisation();
        await CatalogWorld.Apply(world.As(Role.Supplier, id));
        var yunyang = world.As(Role.CountyOfficial, region: "500235");
        await yunyang.Post($"/api/suppliers/{id}/recommendation", new { version = await world.VersionOf(id) }).MustBeProblem(404, "not-found");
        await yunyang.GetAsync($"/api/suppliers/{id}").MustBeProblem(404, "not-found");
        var queue = await yunyang.Read("/api/suppliers?state=applied&size=100");
        Assert.DoesNotContain(queue["items"]!.AsArray(), item => item!["supplierId"]!.GetValue<Guid>() == id);
        var own = await world.County.Read("/api/suppliers?state=applied&size=100");
        Assert.Contains(own["items"]!.AsArray(), item => item!["supplierId"]!.GetValue<Guid>() == id);
        await world.As(Role.Supplier, world.Organisation()).GetAsync($"/api/suppliers/{id}").MustBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Of_two_officials_who_decide_at_once_the_second_is_told()
    {
        var id = world.Organisation();
        await CatalogWorld.Apply(world.As(Role.Supplier, id));
        var version = await world.VersionOf(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.As(Role.CountyOfficial, region: "500236").Post($"/api/suppliers/{id}/recommendation", new { version })));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => !answer.IsSuccessStatusCode)) await Task.FromResult(lost).MustBeProblem(409, "changed-meanwhile");
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.supplier_step WHERE supplier_id = $1 AND to_state = 'CountyRecommended'", id));
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_lets_the_supplier_apply_anew()
    {
        var id = world.Organisation();
        var supplier = world.As(Role.Supplier, id);
        await CatalogWorld.Apply(supplier);
        await world.County.Post($"/api/suppliers/{id}/refusal", new { version = await world.VersionOf(id) }).MustBeProblem(422, "reason-needed");
        await world.County.Post($"/api/suppliers/{id}/refusal", new { version = await world.VersionOf(id), reason = "<script>缺许可证</script>" }).Body();
        var file = await supplier.Read($"/api/suppliers/{id}");
        Assert.Equal("<script>缺许可证</script>", file["steps"]!.AsArray()[^1]!["reason"]!.GetValue<string>());
        await CatalogWorld.Apply(supplier);
        Assert.Equal("applied", (await supplier.Read($"/api/suppliers/{id}"))["state"]!.GetValue<string>());
        await supplier.Post("/api/suppliers/applications", new { }).MustBeProblem(409, "transition-not-allowed");
    }

    [Fact]
    public async Task Nobody_applies_for_another_organisation_or_for_a_buyer()
    {
        await world.As(Role.Supplier, world.Organisation()).Post("/api/suppliers/applications", new { organisationId = world.Organisation() }).MustBeProblem(422, "organisation-needed");
        await world.As(Role.Supplier, world.Organisation(kind: OrganisationKind.School)).Post("/api/suppliers/applications", new { }).MustBeProblem(409, "kind-cannot-sell");
        await world.As(Role.Supplier, world.Organisation()).Post("/api/suppliers/applications", new { papers = new[] { new { kind = "business-licence", fileIds = new[] { Guid.NewGuid() } } } }).MustBeProblem(422, "file-unknown");
        await world.As(Role.Buyer, world.Organisation()).Post("/api/suppliers/applications", new { }).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task A_suspended_suppliers_goods_leave_the_shop_and_come_back()
    {
        var (id, client) = await world.ActiveSupplier();
        var product = (await CatalogWorld.List(client, "停售试验橙"))["productId"]!.GetValue<Guid>();
        Assert.Equal(1, await Found("停售试验橙"));
        await world.Operator.Post($"/api/suppliers/{id}/suspension", new { version = await world.VersionOf(id), reason = "抽检不合格" }).Body();
        Assert.Equal(0, await Found("停售试验橙"));
        await world.Stranger().GetAsync($"/api/products/{product}").MustBeProblem(404, "not-found");
        await client.Post("/api/products", new { product = CatalogWorld.Body() }).MustBeProblem(409, "supplier-not-active");
        await world.Operator.Post($"/api/suppliers/{id}/reinstatement", new { version = await world.VersionOf(id) }).Body();
        Assert.Equal(1, await Found("停售试验橙"));

        async Task<int> Found(string name) => (await world.Stranger().Read("/api/search?q=" + Uri.EscapeDataString(name)))["items"]!.AsArray().Count(item => item!["name"]!.GetValue<string>() == name);
    }
}
