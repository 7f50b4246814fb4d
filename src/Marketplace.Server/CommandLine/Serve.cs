using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Persistence;
using Marketplace.Server.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Marketplace.Server.CommandLine;

/// <summary>Starts the marketplace and says where it is.</summary>
internal static class Serve
{
    internal static async Task<int> Run(string[] args)
    {
        await using var preparation = HostPreparation.From(args);
        var builder = preparation.Builder;
        TakenPort.Refuse(builder.Configuration);
        using var interrupted = new InterruptionBeforeStart();
        var web = WebBuild.Ensure(preparation.RepositoryRoot, interrupted.Token);
        await preparation.UseDatabase(interrupted.Token);
        var isEmbedded = preparation.ClusterDirectory is not null;
        builder.AddMarketplace();
        builder.AddWebApplication();
        await using var app = builder.Build();
        // Some hundred endpoints take a second to compile, which the database's part of the start need not wait for.
        var mapped = Task.Run(app.UseMarketplace, interrupted.Token);
        if (app.Configuration.GetValue("Database:MigrateAtStart", isEmbedded)) await app.Services.GetRequiredService<Migrator>().Migrate(interrupted.Token);
        if (app.Configuration.GetValue("Demonstration:Load", isEmbedded)) await app.Services.GetRequiredService<DemonstrationLoader>().LoadOnce(interrupted.Token);
        await mapped;
        app.UseWebApplication(await web);
        interrupted.HandOver();
        if (!app.Environment.IsEnvironment("Testing"))
        {
            app.Lifetime.ApplicationStarted.Register(() => _ = Announce(app, preparation));
        }

        await app.RunAsync();
        return 0;
    }

    private static async Task Announce(WebApplication app, HostPreparation preparation)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "?";
        Console.WriteLine();
        Console.WriteLine($"  消费帮扶集市 Consumption Assistance Marketplace:  {address}");
        Console.WriteLine($"  数据 data:  {preparation.DataDirectory}{(preparation.ClusterDirectory is { } cluster ? $"  (PostgreSQL: {cluster})" : string.Empty)}");
        foreach (var account in await app.Services.GetRequiredService<DemonstrationLoader>().Accounts(app.Lifetime.ApplicationStopping))
            Console.WriteLine($"  {account.UserName,-18} {account.Password}   {account.RoleZh} {account.RoleEn}");
        Console.WriteLine("  Ctrl-C 停止 stops it.");
        Console.WriteLine();
        await WarmUp(address);
    }

    /// <summary>What every visitor's first page asks for, asked once here: the first visitor need not wait for the compiler.</summary>
    private static async Task WarmUp(string address)
    {
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)) };
            foreach (var path in (string[])["/api/session", "/api/categories"]) using (await client.GetAsync(path)) { }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // The host stops already, or listens on an address of a form that only others can reach.
        }
    }
}
