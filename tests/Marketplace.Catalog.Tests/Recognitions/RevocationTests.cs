using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

public sealed class RevocationTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private readonly RecognitionCourse course = new(world, "500236", CatalogWorld.Town);

    [Fact]
    public async Task Nobody_is_revoked_unheard_and_what_was_sold_before_keeps_its_state()
    {
        var (product, supplier, id) = await Listed();
        var told = world.Clock.Today();
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id, told.AddDays(-1))).MustBeProblem(422, "effect-in-past");
        await world.As(Role.CountyOfficial, region: "500235").Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id)).MustBeProblem(404, "not-found");
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id, told)).Body();
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id, told)).MustBeProblem(409, "hearing-open");
        await Decide(id).MustBeProblem(409, "supplier-not-heard");
        await world.As(Role.Supplier, Guid.NewGuid()).Post($"/api/recognitions/{id}/revocation/statement", new { statement = "x" }).MustBeProblem(404, "not-found");
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "有产地证明" }).Body();
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "再说" }).MustBeProblem(409, "hearing-over");
        Assert.True(await course.IsRecognised(product, told));

        world.Clock.Advance(TimeSpan.FromDays(2));
        var decided = world.Clock.Today();
        await Decide(id).Body();
        Assert.True(await course.IsRecognised(product, told));
        Assert.True(await course.IsRecognised(product, decided.AddDays(-1)));
        Assert.False(await course.IsRecognised(product, decided));
        Assert.False(await course.IsFoundAsRecognised(product));
        Assert.Equal(1, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.outbox WHERE name = 'catalog.recognition-revoked.v1' AND payload->>'productId' = $1", product.ToString()));
        Assert.Contains("冒充产地", await world.Stranger().GetStringAsync($"/recognitions/{id}?lang=zh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_does_not_stop_it_once_the_days_are_over()
    {
        var (_, supplier, id) = await Listed();
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id)).Body();
        world.Clock.Advance(TimeSpan.FromDays(7));
        await Decide(id).MustBeProblem(409, "supplier-not-heard");
        world.Clock.Advance(TimeSpan.FromDays(1));
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "太晚" }).MustBeProblem(409, "hearing-over");
        await Decide(id).Body();
        Assert.Equal("Revoked", await course.State(id));
    }

    [Fact]
    public async Task An_effect_in_the_future_lets_it_count_until_then()
    {
        var (product, supplier, id) = await Listed();
        var effect = world.Clock.Today().AddDays(30);
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id, effect)).Body();
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "同意" }).Body();
        await Decide(id).Body();
        Assert.True(await course.IsRecognised(product, effect.AddDays(-1)));
        Assert.False(await course.IsRecognised(product, effect));
        Assert.True(await course.IsFoundAsRecognised(product));
    }

    [Fact]
    public async Task A_county_that_was_convinced_revokes_nothing()
    {
        var (product, supplier, id) = await Listed();
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id)).Body();
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "有证明" }).Body();
        await course.County.Post($"/api/recognitions/{id}/revocation/decision", new { version = await course.Version(id), isRevoked = false, decision = "陈述属实" }).Body();
        Assert.Equal("Listed", await course.State(id));
        Assert.True(await course.IsRecognised(product, world.Clock.Today()));
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id)).Body();
    }

    [Fact]
    public async Task A_renewal_in_the_register_falls_with_what_it_renews()
    {
        var (product, supplier, id) = await Listed();
        var end = DateOnly.Parse((await supplier.Read($"/api/recognitions/{id}"))["validTo"]!.GetValue<string>(), null);
        world.Clock.Advance(TimeSpan.FromDays(end.DayNumber - world.Clock.Today().DayNumber - 30));
        var renewal = await course.Listed(supplier, product);
        world.Clock.Advance(TimeSpan.FromDays(9));
        await course.RunJob();
        Assert.Equal("Listed", await course.State(renewal));
        Assert.True(await course.IsRecognised(product, end.AddDays(10)));
        await course.County.Post($"/api/recognitions/{id}/revocation/hearing", await Hearing(id)).Body();
        await supplier.Post($"/api/recognitions/{id}/revocation/statement", new { statement = "x" }).Body();
        await Decide(id).Body();
        Assert.False(await course.IsRecognised(product, world.Clock.Today()));
        Assert.False(await course.IsRecognised(product, end.AddDays(10)));
    }

    [Fact]
    public async Task The_register_tells_how_it_stands_on_the_day_asked_about()
    {
        var (_, supplier, id) = await Listed();
        var today = world.Clock.Today();
        var entry = await supplier.Read($"/api/recognitions/{id}");
        var (number, end) = (entry["number"]!.GetValue<string>(), DateOnly.Parse(entry["validTo"]!.GetValue<string>(), null));
        async Task<bool> Finds(string filter) =>
            (await world.Stranger().GetStringAsync($"/recognitions?q={number}&lang=zh&{filter}")).Contains($"/recognitions/{id}\"", StringComparison.Ordinal);
        Assert.True(await Finds("validity=valid"));
        Assert.False(await Finds("validity=ends-soon"));
        Assert.True(await Finds($"validity=ends-soon&on={end.AddDays(-90):yyyy-MM-dd}"));
        Assert.False(await Finds($"validity=ends-soon&on={end.AddDays(-91):yyyy-MM-dd}"));
        Assert.True(await Finds($"validity=valid&on={end:yyyy-MM-dd}"));
        Assert.True(await Finds($"validity=expired&on={end.AddDays(1):yyyy-MM-dd}"));
        Assert.False(await Finds($"validity=valid&on={today.AddDays(-1):yyyy-MM-dd}"));
        Assert.True(await Finds("validity=nonsense&on=nonsense&sort=ends&county=x"));
        Assert.Contains(number, await world.Stranger().GetStringAsync($"/recognitions.csv?q={number}"), StringComparison.Ordinal);
        using var sheet = await world.Stranger().GetAsync($"/recognitions.xlsx?q={number}&validity=valid");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        var certificate = await world.Stranger().GetStringAsync($"/recognitions/{id}/certificate?lang=zh");
        Assert.Contains(number, certificate, StringComparison.Ordinal);
        Assert.Contains("<svg", certificate, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", certificate, StringComparison.Ordinal);
        Assert.DoesNotContain("不再作为认定依据", certificate, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> Decide(Guid id) =>
        await course.County.Post($"/api/recognitions/{id}/revocation/decision", new { version = await course.Version(id), isRevoked = true, decision = "冒充产地" });

    private async Task<object> Hearing(Guid id, DateOnly? effective = null) =>
        new { version = await course.Version(id), cause = "false-origin", explanation = "抽查发现不是本地产", effectiveFrom = effective?.ToString("O") };

    private async Task<(Guid Product, HttpClient Supplier, Guid Recognition)> Listed()
    {
        var (product, supplier) = await course.Product();
        var id = await course.Listed(supplier, product);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await course.RunJob();
        Assert.Equal("Listed", await course.State(id));
        return (product, supplier, id);
    }
}
