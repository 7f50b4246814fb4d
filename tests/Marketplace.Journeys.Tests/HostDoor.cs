using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>The product as a host inside the test, whose clock the test moves.</summary>
public sealed class HostDoor(DemonstrationHost host) : Door
{
    public override TestDatabase Database => host.Database;

    public override DateOnly Today => ChinaTime.DateIn(host.Clock.GetUtcNow());

    public override async Task<JsonNode> Act(string? userName, HttpMethod method, string path, object? body) => await (await As(userName)).Send(method, path, body).Body();

    /// <summary>Sends what must be refused.</summary>
    public async Task Refused(string userName, string path, object body, int status, string code) => await (await As(userName)).Post(path, body).MustBeProblem(status, code);

    /// <summary>Reads what must be refused.</summary>
    public async Task Refused(string userName, string path, int status, string code) => await (await As(userName)).GetAsync(new Uri(path, UriKind.Relative)).MustBeProblem(status, code);

    public override async Task<JsonNode> Read(string? userName, string path) => await (await As(userName)).Read(path);

    public override async Task<JsonNode?> TryRead(string userName, string path)
    {
        using var answer = await (await As(userName)).GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    public override async Task<Guid> Upload(string userName) => await Upload(await As(userName));

    /// <summary>The city asks 奉节 for a public notice of seven days, which the demonstration does without.</summary>
    public override Task BeforeCountyDecides() =>
        Act("chongqing", "/api/recognition-rules", new { regionCode = "500236", validFrom = Today, needsSector = false, noticeDays = 7, validityMonths = 12 });

    /// <summary>The seven days pass; who was signed in is so no longer, and the job that publishes runs.</summary>
    public override async Task PassNotice(Guid recognition)
    {
        Assert.Equal("OnNotice", await Database.Scalar<string>("SELECT state FROM catalog.recognition WHERE id = $1", recognition));
        host.Clock.Advance(TimeSpan.FromDays(8));
        SignEverybodyOut();
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.TriggerJob(new JobKey("catalog.publish-recognitions"));
        await MarketplaceHost.Eventually(async () =>
            await Database.Scalar<string>("SELECT state FROM catalog.recognition WHERE id = $1", recognition) == "Listed", "the recognition is listed");
    }

    protected override HttpClient NewClient() => host.Stranger();
}
