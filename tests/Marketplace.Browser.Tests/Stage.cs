using Marketplace.Browser.Tests;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Quartz;
using Xunit;

[assembly: AssemblyFixture(typeof(Stage))]

namespace Marketplace.Browser.Tests;

/// <summary>
/// One host with the demonstration data and one browser for all tests of the assembly. Every visitor has a browser
/// context of its own, so that nobody sees another's cookies.
/// </summary>
public sealed class Stage : IAsyncLifetime
{
    /// <summary>How long an expectation may take on a loaded machine, in milliseconds.</summary>
    internal const int Patience = 30_000;

    // Without these the browser asks for its maker's servers, which no test may need.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly MarketplaceHost host = new() { ListensOnPort = true };
    private IPlaywright? playwright;

    internal IBrowser Browser { get; private set; } = null!;

    internal Uri Address => host.Address;

    internal TestDatabase Database => host.Database;

    /// <summary>The host's now. The browser is told the same, so that both name the same day.</summary>
    internal DateTimeOffset Now => host.Clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        var web = Path.Combine(PostgresServer.RepositoryRoot(), "web", "dist", "index.html");
        if (!File.Exists(web)) throw new InvalidOperationException("The web application is not built. Run npm run --prefix web build first.");
        host.Clock.MoveTo(new DateOnly(2026, 11, 23));
        await host.InitializeAsync();
        await host.Services.GetRequiredService<DemonstrationLoader>().LoadOnce(CancellationToken.None);
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium(), Args = Flags, Headless = true, Timeout = 120_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        await host.DisposeAsync();
    }

    internal DateOnly Today => ChinaTime.DateIn(Now);

    /// <summary>As if a product's notice had run out: its days are moved back, not the clock, and the job that publishes runs.</summary>
    internal async Task PassNoticeOf(string productName)
    {
        var moved = await Database.Scalar<long>(
            """
            WITH moved AS (
                UPDATE catalog.recognition r SET notice_from = notice_from - 8, notice_to = notice_to - 8 FROM catalog.product p
                WHERE p.id = r.product_id AND p.name = $1 AND r.state = 'OnNotice' RETURNING 1)
            SELECT count(*) FROM moved
            """, productName);
        if (moved != 1) throw new InvalidOperationException($"{productName} is not on notice once, but {moved} times.");
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.TriggerJob(new JobKey("catalog.publish-recognitions"));
        await MarketplaceHost.Eventually(async () => await Database.Scalar<long>(
            "SELECT count(*) FROM catalog.recognition r JOIN catalog.product p ON p.id = r.product_id WHERE p.name = $1 AND r.state = 'Listed'", productName) == 1, $"{productName} is listed");
    }

    /// <summary>As if a person's sessions had run out everywhere.</summary>
    internal Task EndSessionsOf(string userName) => Database.Scalar<long>(
        """
        WITH ended AS (
            UPDATE accounts.session SET ended_at = now() FROM accounts.person
            WHERE person.id = session.person_id AND person.user_name = $1 RETURNING 1)
        SELECT count(*) FROM ended
        """, userName);

    private static string Chromium()
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_CHROMIUM") is { Length: > 0 } given) return given;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return folders.SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser"), Path.Combine(folder, "google-chrome")]).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium was found. Install the package chromium, or name one in MARKETPLACE_CHROMIUM.");
    }
}
