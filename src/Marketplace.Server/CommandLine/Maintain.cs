using Marketplace.Platform;
using Marketplace.Platform.Demonstration;
using Marketplace.Platform.Persistence;

namespace Marketplace.Server.CommandLine;

/// <summary>Deploy steps that run apart from the host.</summary>
internal static class Maintain
{
    internal static async Task<int> Migrate(string[] args)
    {
        await using var preparation = HostPreparation.From(args);
        await using var app = await Build(preparation);
        var applied = await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        Console.WriteLine(applied == 0 ? "数据库已是最新。The database is up to date." : $"升级了 {applied} 步。Applied {applied} migrations.");
        return 0;
    }

    internal static async Task<int> Seed(string[] args)
    {
        await using var preparation = HostPreparation.From(args);
        await using var app = await Build(preparation);
        await app.Services.GetRequiredService<Migrator>().Migrate(CancellationToken.None);
        var loaded = await app.Services.GetRequiredService<DemonstrationLoader>().LoadOnce(CancellationToken.None);
        Console.WriteLine(loaded ? "演示数据已装入。Demonstration data loaded." : "演示数据早已装入，没有改动。Demonstration data was there already; nothing changed.");
        return 0;
    }

    /// <summary>What a module offers at the command line.</summary>
    internal static async Task<int> Run(string verb, string[] args)
    {
        using var interrupted = new InterruptionBeforeStart();
        await using var preparation = HostPreparation.From(args);
        await using var app = await Build(preparation);
        try
        {
            return await app.Services.GetServices<IMaintenance>().Single(work => work.Verb == verb).Run(Console.Out, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.Token.IsCancellationRequested)
        {
            // Whatever is half done goes on when it is asked for again, or while a host runs.
            return 130;
        }
    }

    private static async Task<WebApplication> Build(HostPreparation preparation)
    {
        await preparation.UseDatabase(CancellationToken.None);
        preparation.Builder.AddMarketplace();
        return preparation.Builder.Build();
    }
}
