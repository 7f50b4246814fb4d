using System.Runtime.InteropServices;
using Marketplace.Platform;
using Marketplace.Platform.EmbeddedPostgres;

// Starts a PostgreSQL server for a test run, prints a superuser's connection string, and stops it when told to end.
// With a folder as argument it works there and leaves the folder behind, as a host does.
var root = Directory.GetCurrentDirectory();
var folder = args.Length > 0 ? Directory.CreateDirectory(args[0]) : Directory.CreateTempSubdirectory("marketplace-test-postgres-");
if (args.Length == 0 && !OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
using var end = new ManualResetEventSlim();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    await using var server = await EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { DataDirectory = folder.FullName, RepositoryRoot = root, FastAndUnsafe = true });
    Console.WriteLine(server.Database.SuperuserConnectionString);
    end.Wait();
}
catch (StartupProblem problem)
{
    Console.Error.WriteLine(problem.En);
    return 1;
}
finally
{
    if (args.Length == 0) folder.Delete(recursive: true);
}

return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    end.Set();
}
