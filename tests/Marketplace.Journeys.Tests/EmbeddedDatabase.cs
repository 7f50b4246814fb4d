using System.Diagnostics;
using System.Globalization;

namespace Marketplace.Journeys.Tests;

/// <summary>The PostgreSQL that a server process started in its data folder, found by the files it left there.</summary>
internal sealed record EmbeddedDatabase(int ProcessId, string ConnectionString)
{
    internal static EmbeddedDatabase Of(DirectoryInfo data)
    {
        var lines = File.ReadAllLines(data.GetFiles("postmaster.pid", SearchOption.AllDirectories).Single().FullName);
        var password = File.ReadAllText(Path.Combine(data.FullName, "keys", "postgres-password")).Trim();
        return new EmbeddedDatabase(
            int.Parse(lines[0], CultureInfo.InvariantCulture), $"Host=127.0.0.1;Port={lines[3]};Username=postgres;Password={password};Database=marketplace");
    }

    /// <summary>SIGKILL for the postmaster and everything it started, as when the power goes.</summary>
    internal void Kill()
    {
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == ProcessId).ToList();
        foreach (var id in (IEnumerable<int>)[ProcessId, .. children]) End(id);
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    private static int? ParentOf(int id)
    {
        try
        {
            // After the name in brackets: state, parent, …
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
