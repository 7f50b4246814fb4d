using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

public sealed class ReminderTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private readonly RecognitionCourse course = new(world, "500236", CatalogWorld.Town);

    [Fact]
    public async Task A_desk_is_told_two_days_ahead_and_the_level_above_when_it_did_not_act()
    {
        var (product, supplier) = await course.Product();
        var id = await RecognitionCourse.Apply(supplier, product);
        var city = world.As(Role.CityOfficial, region: "500000");
        world.Clock.Advance(TimeSpan.FromDays(7));
        await course.Remind();
        Assert.Empty(await Of(id, course.Town));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await course.Remind();
        Assert.Equal("ahead applied open", await Of(id, course.Town));
        Assert.Empty(await Of(id, world.As(Role.TownOfficial, region: "500236118")));
        Assert.Empty(await Of(id, course.County));
        world.Clock.Advance(TimeSpan.FromDays(2));
        await course.Remind();
        Assert.Empty(await Of(id, course.County));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await course.Remind();
        await course.Remind();
        Assert.Equal("missed applied open", await Of(id, course.County));
        Assert.Empty(await Of(id, world.As(Role.CountyOfficial, region: "500235")));
        Assert.Empty(await Of(id, city));

        using (var sheet = await course.County.GetAsync(new Uri("/api/recognitions/reminders.xlsx?open=true", UriKind.Relative)))
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
        await course.Town.Post($"/api/recognitions/{id}/town-review", new { version = await course.Version(id) }).Body();
        Assert.Equal("ahead applied done", await Of(id, course.Town));
        Assert.Equal("missed applied done", await Of(id, course.County));
        Assert.Empty(await Of(id, course.County, "&open=true"));
        world.Clock.Advance(TimeSpan.FromDays(11));
        await course.Remind();
        Assert.Equal("missed town-reviewed open", await Of(id, city));
        await supplier.GetAsync(new Uri("/api/recognitions/reminders", UriKind.Relative)).MustBeProblem(403, "not-allowed");
    }

    [Fact]
    public async Task What_lies_with_the_supplier_or_runs_on_notice_reminds_nobody_until_somebody_objects()
    {
        var (product, supplier) = await course.Product();
        var returned = await RecognitionCourse.Apply(supplier, product);
        await course.Town.Post($"/api/recognitions/{returned}/return", new { version = await course.Version(returned), opinion = "照片看不清" }).Body();
        var (other, another) = await course.Product();
        var onNotice = await course.Listed(another, other);
        Assert.Equal("OnNotice", await course.State(onNotice));
        world.Clock.Advance(TimeSpan.FromDays(5));
        await course.Remind();
        Assert.Empty(await Of(onNotice, course.County));
        await world.As(Role.Buyer, Guid.NewGuid()).Post($"/api/recognitions/{onNotice}/objections", new { text = "不是本地的" }).Body();
        await course.Remind();
        Assert.Equal("ahead on-notice open", await Of(onNotice, course.County));
        world.Clock.Advance(TimeSpan.FromDays(10));
        await course.Remind();
        Assert.Equal("missed on-notice open", await Of(onNotice, world.As(Role.CityOfficial, region: "500000")));
        Assert.Empty(await Of(returned, course.Town));
        Assert.Empty(await Of(returned, course.County));
    }

    [Fact]
    public async Task Hosts_that_remind_at_once_tell_each_desk_once()
    {
        var waiting = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            var (product, supplier) = await course.Product();
            waiting.Add(await RecognitionCourse.Apply(supplier, product));
        }

        world.Clock.Advance(TimeSpan.FromDays(9));
        await using var twin = await world.StartTwin();
        async Task<int> Remind(MarketplaceHost host)
        {
            await using var scope = host.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Catalog.RemindOfDeadlines.RemindOfDeadlines>().Run(CancellationToken.None);
        }

        var written = (await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Remind(i % 2 == 0 ? world : twin))))).Sum();
        // The hosts' own jobs may have written some of them.
        Assert.True(written <= await world.Database.Scalar<long>("SELECT count(*) FROM catalog.recognition_reminder"));
        Assert.Equal(5, await world.Database.Scalar<long>("SELECT count(*) FROM catalog.recognition_reminder WHERE recognition_id = ANY($1)", waiting.ToArray()));
        Assert.Equal(0, await course.Remind());
    }

    private static async Task<string> Of(Guid recognition, HttpClient official, string filter = "") => string.Join(", ",
        (await official.Read($"/api/recognitions/reminders?size=100{filter}"))["items"]!.AsArray()
            .Where(row => row!["recognitionId"]!.GetValue<Guid>() == recognition)
            .Select(row => $"{row!["kind"]!.GetValue<string>()} {row["stage"]!.GetValue<string>()} {(row["isOpen"]!.GetValue<bool>() ? "open" : "done")}"));
}
