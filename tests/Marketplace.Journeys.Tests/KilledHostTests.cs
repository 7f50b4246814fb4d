using System.Diagnostics;
using System.Globalization;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// The built server is killed with SIGKILL between steps of the journey and in the middle of requests; what it acknowledged is there when it
/// is started again, nothing happens twice, and the sums are those of the undisturbed journey.
/// MARKETPLACE_TEST_SEED repeats a run; MARKETPLACE_TEST_KILLS=all kills between any two steps. A slow machine is spared the kills that
/// would come after <see cref="Patience"/>.
/// </summary>
public sealed class KilledHostTests
{
    internal const int RequestsOfAJourney = 35;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    internal static readonly bool KillsAlways = Environment.GetEnvironmentVariable("MARKETPLACE_TEST_KILLS") == "all";

    [Fact]
    public async Task A_host_killed_between_steps_and_amid_requests_loses_nothing_acknowledged_and_repeats_nothing()
    {
        var seed = Seed();
        var random = new Random(seed);
        await using var database = await TestDatabase.Create();
        var data = Directory.CreateTempSubdirectory("marketplace-killed-");
        using var server = new ServerProcess(
        [
            "--ConnectionStrings:Marketplace", database.ConnectionString, "--Database:MigrateAtStart", "false", "--Database:PoolSizePerModule", "8",
            "--Demonstration:Load", "true", "--Data:Directory", data.FullName,
        ]);
        try
        {
            await server.Start();
            var door = new FallingDoor(database, server, random) { StrikesLeft = 4, RequestsLeft = RequestsOfAJourney, Fall = () => FallAndRise(server) };
            await Walk(door, server, random, KillsAlways ? 100 : 4, seed);
            Assert.InRange(server.Starts, 4, 100);
        }
        finally
        {
            server.Dispose();
            data.Delete(recursive: true);
        }
    }

    internal static async Task Walk(FallingDoor door, ServerProcess server, Random random, int betweenSteps, int seed)
    {
        var journey = new Journey(door);
        var at = "the start";
        var watch = Stopwatch.StartNew();
        try
        {
            var left = journey.Steps.Count;
            foreach (var (name, walk) in journey.Steps)
            {
                at = name;
                if (watch.Elapsed > Patience && !KillsAlways) betweenSteps = door.StrikesLeft = 0;
                if (random.Next(left--) < betweenSteps && betweenSteps-- > 0) await door.Fall();
                await walk();
            }

            at = "the sums";
            await door.Fall();
            await JourneySums.MustBeThoseOf(journey, door.Database);
            var verdict = await door.Read("finance", "/api/ledger/verification");
            Assert.Null(verdict["brokenAt"]);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}, at \"{at}\": {e.Message}\n{server.Said}", e);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {watch.Elapsed.TotalSeconds:0} s, {server.Starts} starts in {server.Starting.TotalSeconds:0.0} s; struck amid requests: {door.Unanswered} unanswered, of them {door.DoneUnanswered} done; {door.AnsweredThenStruck} answered"));
    }

    internal static async Task FallAndRise(ServerProcess server)
    {
        if (server.IsRunning) server.Kill();
        await server.Start();
    }

    internal static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
