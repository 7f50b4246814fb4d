using System.Net.Http.Json;
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
        builder.AddWebApplication(await web);
        await using var app = builder.Build();
        app.UseMarketplace();
        app.UseWebApplication();
        if (app.Configuration.GetValue("Database:MigrateAtStart", isEmbedded)) await app.Services.GetRequiredService<Migrator>().Migrate(interrupted.Token);
        if (app.Configuration.GetValue("Demonstration:Load", isEmbedded)) await app.Services.GetRequiredService<DemonstrationLoader>().LoadOnce(interrupted.Token);
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
        foreach (var account in await DemonstrationAccounts(address)) Console.WriteLine($"  {account.UserName,-18} {account.Password}   {account.RoleZh} {account.RoleEn}");
        Console.WriteLine("  Ctrl-C 停止 stops it.");
        Console.WriteLine();
    }

    private static async Task<IReadOnlyList<Account>> DemonstrationAccounts(string address)
    {
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)) };
            return await client.GetFromJsonAsync<List<Account>>("/api/demonstration") ?? [];
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException)
        {
            return [];
        }
    }

    private sealed record Account(string UserName, string Password, string RoleZh, string RoleEn);
}
