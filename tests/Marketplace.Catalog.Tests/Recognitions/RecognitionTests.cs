using System.Text.Json.Nodes;
using Marketplace.Catalog.Contracts;
using Marketplace.Catalog.Recognitions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

public sealed class RecognitionTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private readonly HttpClient town = world.As(Role.TownOfficial, region: CatalogWorld.Town);

    [Fact]
    public void Only_the_moves_of_the_state_machine_exist()
    {
        foreach (var needsSector in new[] { false, true })
        {
            var allowed = new Dictionary<(RecognitionState, RecognitionAction), RecognitionState>
            {
                [(RecognitionState.Applied, RecognitionAction.ReviewByTown)] = RecognitionState.TownReviewed,
                [(RecognitionState.SectorReviewed, RecognitionAction.DecideByCounty)] = RecognitionState.CountyDecided,
                [(RecognitionState.Applied, RecognitionAction.Return)] = RecognitionState.Applied,
                [(RecognitionState.TownReviewed, RecognitionAction.Return)] = RecognitionState.Applied,
                [(RecognitionState.SectorReviewed, RecognitionAction.Return)] = RecognitionState.Applied,
                [(RecognitionState.CountyDecided, RecognitionAction.OpenNotice)] = RecognitionState.OnNotice,
                [(RecognitionState.OnNotice, RecognitionAction.UpholdObjection)] = RecognitionState.Applied,
                [(RecognitionState.OnNotice, RecognitionAction.Publish)] = RecognitionState.Listed,
                [(RecognitionState.Listed, RecognitionAction.Expire)] = RecognitionState.Expired,
                [(RecognitionState.Listed, RecognitionAction.Revoke)] = RecognitionState.Revoked,
                [needsSector ? (RecognitionState.TownReviewed, RecognitionAction.ReviewBySector) : (RecognitionState.TownReviewed, RecognitionAction.DecideByCounty)] =
                    needsSector ? RecognitionState.SectorReviewed : RecognitionState.CountyDecided,
            };
            foreach (var state in Enum.GetValues<RecognitionState>())
            {
                foreach (var action in Enum.GetValues<RecognitionAction>())
                {
                    RecognitionState? expected = allowed.TryGetValue((state, action), out var next) ? next : null;
                    Assert.Equal(expected, RecognitionMoves.Next(state, action, isReturned: false, needsSector));
                    RecognitionState? returned = (state, action) == (RecognitionState.Applied, RecognitionAction.Resubmit) ? RecognitionState.Applied : null;
                    Assert.Equal(returned, RecognitionMoves.Next(state, action, isReturned: true, needsSector));
                }
            }
        }
    }

    [Fact]
    public async Task Acts_out_of_turn_are_refused_in_every_state()
    {
        var (_, id) = await Applied();
        foreach (var state in Enum.GetValues<RecognitionState>())
        {
            foreach (var (route, action, client) in new[]
            {
                ("town-review", RecognitionAction.ReviewByTown, town), ("county-decision", RecognitionAction.DecideByCounty, world.County),
            })
            {
                if (RecognitionMoves.Next(state, action, false, false) is not null) continue;
                await world.Database.Scalar<object>("""
                    UPDATE catalog.recognition SET state = $1, valid_from = '2026-01-01', valid_to = '2099-01-01', revoked_from = CASE WHEN $1 = 'Revoked' THEN '2026-02-01'::date END WHERE id = $2
                    """, state.ToString(), id);
                await client.Post($"/api/recognitions/{id}/{route}", new { version = await VersionOf(id), opinion = "x" }).MustBeProblem(409, "transition-not-allowed");
                Assert.Equal(state.ToString(), await world.Database.Scalar<string>("SELECT state FROM catalog.recognition WHERE id = $1", id));
            }
        }
    }

    [Fact]
    public async Task Town_then_county_then_notice_then_the_register()
    {
        var (product, id) = await Applied();
        await town.Post($"/api/recognitions/{id}/town-review", new { version = await VersionOf(id), opinion = "产地属实" }).Body();
        var decided = await world.County.Post($"/api/recognitions/{id}/county-decision", new { version = await VersionOf(id), opinion = "同意" }).Body();
        Assert.Equal("on-notice", decided["state"]!.GetValue<string>());
        Assert.False(await IsRecognised(product, world.Clock.Today()));

        var citizen = world.As(Role.Buyer, Guid.NewGuid());
        var objection = (await citizen.Post($"/api/recognitions/{id}/objections", new { text = "不是本地的" }).Body())["objectionId"]!.GetValue<Guid>();
        await citizen.Post($"/api/recognitions/{id}/objections", new { text = "再说一次" }).MustBeProblem(409, "objection-open");
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("OnNotice", await PublishAndState(id));
        await world.County.Post($"/api/recognitions/{id}/objections/{objection}/decision", new { version = await VersionOf(id), isUpheld = false, decision = "查实是本地的" }).Body();
        Assert.Equal("Listed", await PublishAndState(id));
        var today = world.Clock.Today();
        Assert.True(await IsRecognised(product, today));
        Assert.True(await IsRecognised(product, today.AddMonths(12).AddDays(-1)));
        Assert.False(await IsRecognised(product, today.AddMonths(12)));
        Assert.False(await IsRecognised(product, today.AddDays(-1)));
        var found = await world.Stranger().Read($"/api/recognitions?size=100");
        Assert.Contains(found["items"]!.AsArray(), item => item!["recognitionId"]!.GetValue<Guid>() == id);
        await citizen.Post($"/api/recognitions/{id}/objections", new { text = "太晚了" }).MustBeProblem(409, "notice-over");

    }

    [Fact]
    public async Task A_county_may_do_without_notice_and_may_ask_for_the_sector()
    {
        var city = world.As(Role.CityOfficial, region: "500000");
        var rule = new { regionCode = "500242", validFrom = world.Clock.Today().ToString("O"), needsSector = true, noticeDays = 0, validityMonths = 6 };
        await world.As(Role.CityOfficial, region: "370000").Post("/api/recognition-rules", rule).MustBeProblem(422, "region-unknown");
        await city.Post("/api/recognition-rules", rule).Body();
        await city.Post("/api/recognition-rules", rule).MustBeProblem(409, "rule-exists");
        const string townCode = "500242002";
        var (product, id) = await Applied("500242", townCode);
        await world.As(Role.TownOfficial, region: townCode).Post($"/api/recognitions/{id}/town-review", new { version = await VersionOf(id) }).Body();
        var county = world.As(Role.CountyOfficial, region: "500242");
        await county.Post($"/api/recognitions/{id}/county-decision", new { version = await VersionOf(id) }).MustBeProblem(409, "transition-not-allowed");
        await world.As(Role.SectorOfficial, region: "500242", sector: "agriculture").Post($"/api/recognitions/{id}/sector-review", new { version = await VersionOf(id) }).Body();
        var listed = await county.Post($"/api/recognitions/{id}/county-decision", new { version = await VersionOf(id) }).Body();
        Assert.Equal("listed", listed["state"]!.GetValue<string>());
        Assert.Equal(world.Clock.Today().AddMonths(6).AddDays(-1).ToString("O"), listed["validTo"]!.GetValue<string>());
        Assert.True(await IsRecognised(product, world.Clock.Today()));
    }

    [Fact]
    public async Task What_was_returned_goes_on_only_after_it_was_handed_in_again()
    {
        var (_, id, supplier) = await AppliedBy();
        await town.Post($"/api/recognitions/{id}/return", new { version = await VersionOf(id) }).MustBeProblem(422, "reason-needed");
        await town.Post($"/api/recognitions/{id}/return", new { version = await VersionOf(id), opinion = "照片看不清" }).Body();
        await town.Post($"/api/recognitions/{id}/town-review", new { version = await VersionOf(id) }).MustBeProblem(409, "transition-not-allowed");
        await supplier.Post($"/api/recognitions/{id}/resubmission", new { version = await VersionOf(id), statement = "已重拍" }).Body();
        await world.County.Post($"/api/recognitions/{id}/return", new { version = await VersionOf(id), opinion = "x" }).MustBeProblem(409, "transition-not-allowed");
        var reviewed = await town.Post($"/api/recognitions/{id}/town-review", new { version = await VersionOf(id) }).Body();
        Assert.Equal("town-reviewed", reviewed["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Officials_of_other_places_find_nothing()
    {
        var (_, id) = await Applied();
        var version = await VersionOf(id);
        await world.As(Role.TownOfficial, region: "500236118").Post($"/api/recognitions/{id}/town-review", new { version }).MustBeProblem(404, "not-found");
        await world.As(Role.CountyOfficial, region: "500235").Post($"/api/recognitions/{id}/county-decision", new { version }).MustBeProblem(404, "not-found");
        await world.As(Role.CountyOfficial, region: "500235").GetAsync($"/api/recognitions/{id}").MustBeProblem(404, "not-found");
        await world.As(Role.Supplier, Guid.NewGuid()).GetAsync($"/api/recognitions/{id}").MustBeProblem(404, "not-found");
        await world.County.Post($"/api/recognitions/{id}/town-review", new { version }).MustBeProblem(403, "not-allowed");
        var others = await world.As(Role.CountyOfficial, region: "500235").Read("/api/recognitions/queue?size=100");
        Assert.DoesNotContain(others["items"]!.AsArray(), item => item!["recognitionId"]!.GetValue<Guid>() == id);
    }

    [Fact]
    public async Task Of_two_officials_who_decide_at_once_the_second_is_told()
    {
        var (_, id) = await Applied();
        await town.Post($"/api/recognitions/{id}/town-review", new { version = await VersionOf(id) }).Body();
        var version = await VersionOf(id);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.As(Role.CountyOfficial, region: "500236").Post($"/api/recognitions/{id}/county-decision", new { version })));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => !answer.IsSuccessStatusCode)) await Task.FromResult(lost).MustBeProblem(409, "changed-meanwhile");
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.recognition_step WHERE recognition_id = $1 AND action = 'DecideByCounty'", id));
    }

    [Fact]
    public async Task A_product_is_in_one_application_at_a_time()
    {
        var (_, client) = await world.ActiveSupplier();
        var product = (await CatalogWorld.List(client))["productId"]!.GetValue<Guid>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.Post("/api/recognitions", new { productId = product })));
        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var lost in answers.Where(answer => !answer.IsSuccessStatusCode)) await Task.FromResult(lost).MustBeProblem(409, "recognition-open");
        var coarse = (await CatalogWorld.List(client, origin: "500236"))["productId"]!.GetValue<Guid>();
        await client.Post("/api/recognitions", new { productId = coarse }).MustBeProblem(422, "origin-too-coarse");
    }

    private async Task<(Guid Product, Guid Recognition)> Applied(string county = "500236", string townCode = CatalogWorld.Town)
    {
        var (product, recognition, _) = await AppliedBy(county, townCode);
        return (product, recognition);
    }

    private async Task<(Guid Product, Guid Recognition, HttpClient Supplier)> AppliedBy(string county = "500236", string townCode = CatalogWorld.Town)
    {
        var (_, client) = await world.ActiveSupplier(county);
        var product = (await CatalogWorld.List(client, origin: townCode))["productId"]!.GetValue<Guid>();
        var recognition = (await client.Post("/api/recognitions", new { productId = product, statement = "请认定" }).Body())["recognitionId"]!.GetValue<Guid>();
        return (product, recognition, client);
    }

    private async Task<uint> VersionOf(Guid recognition) => (await world.Operator.Read($"/api/recognitions/{recognition}"))["version"]!.GetValue<uint>();

    private async Task<string?> PublishAndState(Guid recognition)
    {
        await using var scope = world.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Catalog.PublishRecognitions.PublishRecognitions>().Run(CancellationToken.None);
        return await world.Database.Scalar<string>("SELECT state FROM catalog.recognition WHERE id = $1", recognition);
    }

    private async Task<bool> IsRecognised(Guid product, DateOnly on)
    {
        await using var scope = world.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IRecognitionRegister>().On([product], on, CancellationToken.None)).Single().IsRecognised;
    }
}
