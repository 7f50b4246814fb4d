using System.Globalization;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>
/// The built server is killed with SIGKILL between steps of the journey and in the middle of requests; what it acknowledged is there when it
/// is started again, nothing happens twice, and the sums are those of the undisturbed journey.
/// MARKETPLACE_TEST_SEED repeats a run; MARKETPLACE_TEST_KILLS=all kills between any two steps.
/// </summary>
public sealed class KilledHostTests
{
    private const int RequestsOfAJourney = 35;

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
            var door = new FallingDoor(database, server, random)
            {
                StrikesLeft = 7,
                RequestsLeft = RequestsOfAJourney,
                Fall = () => FallAndRise(server),
            };
            await Walk(door, server, random, betweenSteps: Environment.GetEnvironmentVariable("MARKETPLACE_TEST_KILLS") == "all" ? 100 : 7, seed);
            Assert.Equal(0, door.StrikesLeft);
        }
        finally
        {
            server.Dispose();
            data.Delete(recursive: true);
        }
    }

    private static async Task Walk(FallingDoor door, ServerProcess server, Random random, int betweenSteps, int seed)
    {
        var journey = new Journey(door);
        var at = "the start";
        try
        {
            var left = journey.Steps.Count;
            foreach (var (name, walk) in journey.Steps)
            {
                at = name;
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
            $"seed {seed}: {server.Starts} starts in {server.Starting.TotalSeconds:0.0} s; struck amid requests: {door.Unanswered} unanswered, of them {door.DoneUnanswered} done; {door.AnsweredThenStruck} answered"));
    }

    private static async Task FallAndRise(ServerProcess server)
    {
        server.Kill();
        await server.Start();
    }

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
