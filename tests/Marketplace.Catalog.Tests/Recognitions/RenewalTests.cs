using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

public sealed class RenewalTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    [Fact]
    public async Task A_renewal_opens_ninety_days_before_the_end_and_begins_the_day_after_it()
    {
        var course = new RecognitionCourse(world, "500235", "500235105");
        await course.Rule();
        var (product, supplier) = await course.Product();
        var first = await course.Listed(supplier, product);
        var end = world.Clock.Today().AddMonths(12).AddDays(-1);

        world.Clock.Advance(TimeSpan.FromDays(end.DayNumber - world.Clock.Today().DayNumber - 91));
        await supplier.Post("/api/recognitions", new { productId = product }).MustBeProblem(409, "renewal-too-early");
        world.Clock.Advance(TimeSpan.FromDays(1));
        var second = await course.Listed(supplier, product);

        var renewed = await supplier.Read($"/api/recognitions/{second}");
        Assert.Equal(first, renewed["renews"]!["recognitionId"]!.GetValue<Guid>());
        Assert.Equal(end.AddDays(1).ToString("O"), renewed["validFrom"]!.GetValue<string>());
        Assert.Equal(end.AddMonths(12).ToString("O"), renewed["validTo"]!.GetValue<string>());
        foreach (var day in new[] { world.Clock.Today(), end, end.AddDays(1), end.AddMonths(12) }) Assert.True(await course.IsRecognised(product, day), day.ToString("O"));
        Assert.False(await course.IsRecognised(product, end.AddMonths(12).AddDays(1)));
        Assert.True(await course.IsFoundAsRecognised(product));
        world.Clock.Advance(TimeSpan.FromDays(91));
        Assert.True(await course.IsFoundAsRecognised(product));
        await course.RunJob();
        Assert.Equal("Expired", await course.State(first));
        Assert.Equal("Listed", await course.State(second));
        Assert.True(await course.IsFoundAsRecognised(product));
    }

    [Fact]
    public async Task Asked_for_too_late_it_begins_the_day_it_is_listed_and_the_gap_counts_for_nothing()
    {
        var course = new RecognitionCourse(world, "500233", "500233102");
        await course.Rule(validityMonths: 1);
        var (product, supplier) = await course.Product();
        await course.Listed(supplier, product);
        var end = world.Clock.Today().AddMonths(1).AddDays(-1);
        world.Clock.Advance(TimeSpan.FromDays(end.DayNumber - world.Clock.Today().DayNumber + 3));
        await course.Listed(supplier, product);
        Assert.True(await course.IsRecognised(product, end));
        Assert.False(await course.IsRecognised(product, end.AddDays(1)));
        Assert.False(await course.IsRecognised(product, end.AddDays(2)));
        Assert.True(await course.IsRecognised(product, end.AddDays(3)));
    }

    [Fact]
    public async Task Where_the_rule_is_short_the_county_alone_decides_a_renewal_and_may_return_it()
    {
        var course = new RecognitionCourse(world, "500231", "500231101");
        await course.Rule(validityMonths: 2, isRenewalShort: true);
        var (product, supplier) = await course.Product();
        var first = await course.Listed(supplier, product);
        var second = await RecognitionCourse.Apply(supplier, product);
        await course.Town.Post($"/api/recognitions/{second}/town-review", new { version = await course.Version(second) }).MustBeProblem(409, "transition-not-allowed");
        await course.Town.Post($"/api/recognitions/{second}/return", new { version = await course.Version(second), opinion = "x" }).MustBeProblem(409, "transition-not-allowed");
        await course.County.Post($"/api/recognitions/{second}/return", new { version = await course.Version(second), opinion = "检测报告过期" }).Body();
        await supplier.Post($"/api/recognitions/{second}/resubmission", new { version = await course.Version(second) }).Body();
        await course.County.Post($"/api/recognitions/{second}/county-decision", new { version = await course.Version(second) }).Body();
        Assert.Equal("Listed", await course.State(second));
        Assert.NotEqual(await NumberOf(first), await NumberOf(second));
    }

    [Fact]
    public async Task Numbers_of_a_county_have_no_holes_however_many_decide_at_once()
    {
        var course = new RecognitionCourse(world, "500230", "500230101");
        await course.Rule();
        var waiting = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var (product, supplier) = await course.Product();
            waiting.Add(await RecognitionCourse.Apply(supplier, product));
            await course.Town.Post($"/api/recognitions/{waiting[i]}/town-review", new { version = await course.Version(waiting[i]) }).Body();
        }

        var versions = new Dictionary<Guid, uint>();
        foreach (var id in waiting) versions[id] = await course.Version(id);
        await Task.WhenAll(waiting.Select(id => world.As(Role.CountyOfficial, region: "500230").Post($"/api/recognitions/{id}/county-decision", new { version = versions[id] })));
        var numbers = new List<string?>();
        foreach (var id in waiting) numbers.Add(await NumberOf(id));
        Assert.Equal([.. Enumerable.Range(1, 6).Select(i => $"500230-{world.Clock.Today().Year}-{i:0000}")], numbers.Order());
    }

    private Task<string?> NumberOf(Guid id) => world.Database.Scalar<string>("SELECT number FROM catalog.recognition WHERE id = $1", id);
}
