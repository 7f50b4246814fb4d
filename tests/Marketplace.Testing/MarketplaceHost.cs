using System.Diagnostics;
using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.Testing;

/// <summary>
/// The whole product on a database of its own. Use as a class fixture, or start several on one database for races and restarts.
/// </summary>
public class MarketplaceHost : IAsyncLifetime
{
    private readonly Dictionary<string, string?> settings = [];
    private readonly List<Action<IServiceCollection>> replacements = [];
    // Read before the host's configuration exists, so that no web application is built for a test.
    static MarketplaceHost() => Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", "Testing");

    private Factory? factory;
    private bool ownsDatabase = true;

    public TestClock Clock { get; init; } = new();

    public TestDatabase Database { get; private set; } = null!;

    /// <summary>Whether the host listens on a port of this machine, for tests that come with a browser.</summary>
    public bool ListensOnPort { get; init; }

    /// <summary>Where a host that listens is reached.</summary>
    public Uri Address => factory!.ClientOptions.BaseAddress;

    /// <summary>The host's folder for uploads and keys.</summary>
    public string DataDirectory { get; private set; } = string.Empty;

    public IServiceProvider Services => factory!.Services;

    /// <summary>Replaces services, such as another module's answers, before the host starts.</summary>
    public MarketplaceHost With(Action<IServiceCollection> replace)
    {
        replacements.Add(replace);
        return this;
    }

    public MarketplaceHost Setting(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    /// <summary>A second host on this host's database, as in a cluster.</summary>
    public async Task<MarketplaceHost> StartTwin()
    {
        var twin = new MarketplaceHost { Clock = Clock, Database = Database, DataDirectory = DataDirectory, ownsDatabase = false };
        foreach (var (key, value) in settings) twin.settings[key] = value;
        twin.replacements.AddRange(replacements);
        await twin.InitializeAsync();
        return twin;
    }

    public virtual async ValueTask InitializeAsync()
    {
        if (ownsDatabase)
        {
            Database = await TestDatabase.Create();
            DataDirectory = Directory.CreateTempSubdirectory("marketplace-test-").FullName;
        }

        factory = new Factory(this);
        if (ListensOnPort)
        {
            factory.UseKestrel(port: 0);
            factory.StartServer();
        }
        else
        {
            _ = factory.Server;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (factory is not null) await factory.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
            if (Directory.Exists(DataDirectory)) Directory.Delete(DataDirectory, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A client nobody has signed in with; keeps cookies.</summary>
    public HttpClient Stranger() => factory!.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>A client acting in one post. The same <paramref name="person"/> may act through several clients.</summary>
    public HttpClient As(Role role, Guid? organisation = null, string? region = null, Guid? person = null, string? sector = null) =>
        As(new TestActor(person ?? Guid.NewGuid(), "测试" + role, [new TestPost(role, organisation, region, sector)]));

    public HttpClient As(TestActor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var client = Stranger();
        client.DefaultRequestHeaders.Add(TestActorSource.Header, actor.Encode());
        return client;
    }

    /// <summary>Asks until the answer is right, for effects that follow a fact. Fails with the last answer after a generous while.</summary>
    public static async Task Eventually(Func<Task<bool>> holds, string what, int seconds = 30)
    {
        ArgumentNullException.ThrowIfNull(holds);
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(seconds)) Assert.Fail($"It did not come true within {seconds} s: {what}");
            await Task.Delay(25);
        }
    }

    private sealed class Factory(MarketplaceHost host) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("ConnectionStrings:Marketplace", host.Database.ConnectionString);
            builder.UseSetting("Database:MigrateAtStart", "false");
            builder.UseSetting("Database:PoolSizePerModule", "20");
            builder.UseSetting("Data:Directory", host.DataDirectory);
            foreach (var (key, value) in host.settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft", LogLevel.Critical).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddFilter("Marketplace", LogLevel.Error));
            builder.ConfigureTestServices(services =>
            {
                services.RemoveAll<TimeProvider>();
                services.AddSingleton<TimeProvider>(host.Clock);
                ReplaceActorSource(services);
                foreach (var replace in host.replacements) replace(services);
            });
        }

        private static void ReplaceActorSource(IServiceCollection services)
        {
            var real = services.LastOrDefault(service => service.ServiceType == typeof(IActorSource));
            services.RemoveAll<IActorSource>();
            if (real?.ImplementationType is { } type)
            {
                services.Add(new ServiceDescriptor(type, type, real.Lifetime));
                services.Add(new ServiceDescriptor(typeof(IActorSource), provider => new TestActorSource((IActorSource)provider.GetRequiredService(type)), real.Lifetime));
            }
            else
            {
                services.AddScoped<IActorSource>(_ => new TestActorSource(null));
            }
        }
    }
}
