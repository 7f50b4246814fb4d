using System.Globalization;
using System.Net.Http.Json;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Files;
using Marketplace.Platform.Http;
using Marketplace.Platform.Messaging;
using Marketplace.Platform.Persistence;
using Marketplace.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Marketplace.Platform.Tests.Probe;

/// <summary>The platform with nothing but the probe on it, behind a real Kestrel on a port of its own, on a database of its own.</summary>
public sealed class ProbeHost : IAsyncLifetime
{
    public static readonly Guid CookiePerson = Guid.CreateVersion7();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-test-platform-");
    private WebApplication app = null!;

    public TestDatabase Database { get; private set; } = null!;

    public TestClock Clock { get; } = new();

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    public string DataDirectory => folder.FullName;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Create();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Testing" });
        Configure(builder, Database.ConnectionString);
        app = builder.Build();
        app.UsePlatformHttp();
        var api = app.MapGroup("/api");
        new FilesModule().Map(api);
        new ProbeModule().Map(api);
        app.RefuseEndpointsWithoutPermission();
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    internal void Configure(WebApplicationBuilder builder, string connectionString)
    {
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Marketplace"] = connectionString,
            ["Data:Directory"] = folder.FullName,
            ["Database:PoolSizePerModule"] = "30",
        });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddPlatformHttp();
        builder.Services.AddAuthentication("probe").AddCookie("probe");
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<OutboxWake>();
        builder.Services.AddScoped<IActorSource, HeaderActor>();
        new FilesModule().Add(builder);
        new ProbeModule().Add(builder);
    }

    /// <summary>A client of one person in every role of <paramref name="posts"/>, without cookies.</summary>
    internal HttpClient As(Guid person, params IReadOnlyList<Post> posts)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add(HeaderActor.Name, string.Join(';', posts.Select(post => $"{(int)post.Role},{post.Region?.Value}").Prepend(person.ToString())));
        return client;
    }

    internal HttpClient Buyer(Guid? person = null) => As(person ?? Guid.CreateVersion7(), new Post(Role.Buyer, Guid.CreateVersion7(), null, null));

    internal HttpClient Stranger() => new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address };

    /// <summary>One more relay of the probe's outbox, as another host would run it. Not started: tests say when it works.</summary>
    internal OutboxRelay Relay() => ActivatorUtilities.CreateInstance<OutboxRelay>(
        Services, new ModuleOutbox("probe", typeof(ProbeDb)), Services.GetRequiredKeyedService<NpgsqlDataSource>("probe"));

    internal async Task<NoteWritten> Publish(string words, Guid? after = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        var fact = new NoteWritten { OccurredAt = Clock.GetUtcNow(), NoteId = Guid.CreateVersion7(), Words = words, After = after };
        db.Publish(fact);
        await db.SaveChangesAsync();
        return fact;
    }

    internal async Task<long> Effects(Guid noteId, string? handler = null) =>
        await Database.Scalar<long>("SELECT count(*) FROM probe.effect WHERE note_id = $1 AND ($2 = '' OR handler = $2)", noteId, handler ?? string.Empty);

    private sealed class HeaderActor : IActorSource
    {
        internal const string Name = "X-Probe-Actor";

        public Task<Actor?> Load(HttpContext context)
        {
            if (context.User.Identity?.IsAuthenticated == true) return Task.FromResult<Actor?>(new Actor(CookiePerson, "cookie", [new Post(Role.Buyer, CookiePerson, null, null)], SecondFactor: true));
            var parts = context.Request.Headers[Name].ToString().Split(';', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0) return Task.FromResult<Actor?>(null);
            var posts = parts[1..].Select(part => part.Split(',')).Select(post => new Post(
                (Role)int.Parse(post[0], CultureInfo.InvariantCulture), null, post[1].Length == 0 ? null : RegionCode.Parse(post[1]), null));
            return Task.FromResult<Actor?>(new Actor(Guid.Parse(parts[0]), "probe", [.. posts], SecondFactor: true));
        }
    }
}
