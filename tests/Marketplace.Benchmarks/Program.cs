using System.Globalization;
using Marketplace.Benchmarks;
using Marketplace.Platform.EmbeddedPostgres;

// Prints what this build does beside what this machine can do at most, measured in the same run, as ratios.
//   dotnet run -c Release --project tests/Marketplace.Benchmarks [seconds for each measurement, 8 by default] [part: all, search]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var length = TimeSpan.FromSeconds(args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8);
var folder = Directory.CreateTempSubdirectory("marketplace-benchmark-");
if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
try
{
    await using var database = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { DataDirectory = Path.Combine(folder.FullName, "postgres"), RepositoryRoot = Repository.Root() });
    using var market = await Market.Start(database.Database, Path.Combine(folder.FullName, "data"));
    await using var limits = await Limits.Prepare(database.Database.OwnerConnectionString);
    var report = new Report(market, limits, length);
    await (args.Length > 1 && args[1] == "search" ? report.PrintSearch() : report.Print());
}
finally
{
    folder.Delete(recursive: true);
}
