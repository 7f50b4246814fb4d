using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>As <see cref="KilledHostTests"/>, but the database's own processes fall too. A class of its own, so that both run side by side.</summary>
public sealed class PowerCutTests
{
    [Fact]
    public async Task A_power_cut_of_host_and_database_loses_nothing_acknowledged_and_repeats_nothing()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Processes are told apart by their parents in /proc.");
        var seed = KilledHostTests.Seed();
        var random = new Random(seed);
        var data = Directory.CreateTempSubdirectory("marketplace-power-");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(data.FullName, (UnixFileMode)0b111_101_101);
        using var server = new ServerProcess(["--Data:Directory", data.FullName, "--Database:PoolSizePerModule", "8"]);
        EmbeddedDatabase? postgres = null;
        try
        {
            await server.Start();
            postgres = EmbeddedDatabase.Of(data);
            var door = new FallingDoor(TestDatabase.Existing(postgres.ConnectionString), server, random)
            {
                StrikesLeft = 3,
                RequestsLeft = KilledHostTests.RequestsOfAJourney,
                Fall = async () =>
                {
                    // Now the host first, now the database: neither may rely on the other's last words.
                    if (random.Next(2) == 0) server.Kill();
                    postgres.Kill();
                    await KilledHostTests.FallAndRise(server);
                    postgres = EmbeddedDatabase.Of(data);
                },
            };
            await KilledHostTests.Walk(door, server, random, KilledHostTests.KillsAlways ? 100 : 2, seed);
            Assert.InRange(server.Starts, 3, 100);
        }
        finally
        {
            server.Dispose();
            postgres?.Kill();
            data.Delete(recursive: true);
        }
    }
}
