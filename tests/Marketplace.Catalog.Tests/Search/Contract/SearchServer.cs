using System.Collections.Concurrent;
using System.Diagnostics;
using Marketplace.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Marketplace.Catalog.Tests.Search.Contract.SearchServersEnd))]

namespace Marketplace.Catalog.Tests.Search.Contract;

/// <summary>Which real server of <c>../shared/elasticsearch</c>.</summary>
public enum SearchEngine
{
    Elasticsearch,
    OpenSearch,
}

/// <summary>
/// Real search servers beside the checkout, started once per run and engine. Where the folder or Java is missing, the tests are skipped
/// and say so.
/// </summary>
internal static class SearchServers
{
    private static readonly Lazy<Task<SearchServer>> Elasticsearch = new(() => SearchServer.Start(SearchEngine.Elasticsearch));
    private static readonly Lazy<Task<SearchServer>> OpenSearch = new(() => SearchServer.Start(SearchEngine.OpenSearch));

    /// <summary>Where the servers lie, or why there are none.</summary>
    internal static (string? Folder, string Reason) Place { get; } = Find();

    internal static Task<SearchServer> Of(SearchEngine engine)
    {
        SkipWithout();
        return engine == SearchEngine.Elasticsearch ? Elasticsearch.Value : OpenSearch.Value;
    }

    internal static void SkipWithout() => Assert.SkipWhen(Place.Folder is null, Place.Reason);

    private static (string? Folder, string Reason) Find()
    {
        var named = Environment.GetEnvironmentVariable("MARKETPLACE_SEARCH_SERVERS");
        var folder = named is { Length: > 0 } ? named : Path.Combine(PostgresServer.RepositoryRoot(), "..", "shared", "elasticsearch");
        if (!File.Exists(Path.Combine(folder, "start"))) return (null, "No search servers lie in ../shared/elasticsearch, and MARKETPLACE_SEARCH_SERVERS names none.");
        var hasJava = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 }
            || (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "java")));
        return hasJava ? (folder, string.Empty) : (null, "The search servers need Java 11 to 17: install openjdk-17-jre-headless.");
    }
}

/// <summary>Stops the servers when the last test has run.</summary>
public sealed class SearchServersEnd : IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => SearchServer.KillAll();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await SearchServer.DisposeAll();
}

/// <summary>One node of a search server, in a folder of its own that goes with it.</summary>
internal sealed class SearchServer : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Unpacked = new();
    private static readonly ConcurrentBag<SearchServer> All = [];
    private readonly DirectoryInfo folder;
    private readonly SearchEngine engine;

    private SearchServer(DirectoryInfo folder, SearchEngine engine) => (this.folder, this.engine) = (folder, engine);

    internal Uri Address { get; private set; } = null!;

    /// <param name="joins">The node whose cluster this one joins.</param>
    internal static async Task<SearchServer> Start(SearchEngine engine, SearchServer? joins = null)
    {
        var folder = Directory.CreateTempSubdirectory("marketplace-search-");
        // The server runs as a user of its own.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        var server = new SearchServer(folder, engine);
        All.Add(server);
        await server.Start([.. FreePort(), .. joins is null ? Array.Empty<string>() : ["--name", "node-2", "--join", joins.TransportAddress()]]);
        return server;
    }

    /// <summary>Not the first free one of the servers' usual range, which another server would take while this one is down.</summary>
    private static string[] FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ["--port", ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];
    }

    /// <summary>Brings a stopped or killed server up again with its data, at the same address.</summary>
    internal Task StartAgain() => Start(["--port", Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    /// <summary>As a power cut would.</summary>
    internal Task Kill() => Run("stop", [folder.FullName, "--kill"]);

    /// <summary>At the end of the run: every server, and the files they ran from.</summary>
    internal static async Task DisposeAll()
    {
        await Task.WhenAll(All.Select(server => server.DisposeAsync().AsTask()));
        foreach (var home in Unpacked.Values) Directory.GetParent(await home.Value)!.Delete(recursive: true);
    }

    /// <summary>When the run is broken off nothing waits: the folders go with the run's own.</summary>
    internal static void KillAll()
    {
        foreach (var file in All.Select(server => Path.Combine(server.folder.FullName, "pid")).Where(File.Exists))
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(File.ReadAllText(file), System.Globalization.CultureInfo.InvariantCulture));
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // Gone already.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!folder.Exists) return;
        if (File.Exists(Path.Combine(folder.FullName, "pid"))) await Kill();
        folder.Delete(recursive: true);
        folder.Refresh();
    }

    private async Task Start(IReadOnlyList<string> more)
    {
        await Unpack();
        var said = await Run("start", ["--dir", folder.FullName, "--engine", engine == SearchEngine.Elasticsearch ? "elasticsearch" : "opensearch", "--heap", "256m", .. more]);
        Address = new Uri(said.Split(' ')[0]);
    }

    /// <summary>Unpacked once a run: every node of an engine runs from the same files.</summary>
    private async Task Unpack()
    {
        var archive = Path.GetFileName(Directory.GetFiles(SearchServers.Place.Folder!, (engine == SearchEngine.Elasticsearch ? "elasticsearch" : "opensearch") + "-*.tar.xz").Single())[..^".tar.xz".Length];
        var home = await Unpacked.GetOrAdd(archive, name => new Lazy<Task<string>>(() => UnpackOnce(name))).Value;
        if (Path.Exists(Path.Combine(folder.FullName, archive))) return;
        // Hard links: the folders, in which the server keeps its keys, are each node's own.
        using var copy = Process.Start("cp", ["-al", home, folder.FullName]);
        await copy.WaitForExitAsync();
        Assert.True(copy.ExitCode == 0, $"{archive} could not be copied");
    }

    private static async Task<string> UnpackOnce(string archive)
    {
        var place = Directory.CreateTempSubdirectory("marketplace-search-files-");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(place.FullName, (UnixFileMode)0b111_101_101);
        using var unpack = Process.Start("tar", ["-xJf", Path.Combine(SearchServers.Place.Folder!, archive + ".tar.xz"), "-C", place.FullName, "--no-same-owner"]);
        await unpack.WaitForExitAsync();
        Assert.True(unpack.ExitCode == 0, $"{archive} could not be unpacked");
        return Path.Combine(place.FullName, archive);
    }

    private string TransportAddress()
    {
        var line = File.ReadLines(Path.Combine(folder.FullName, "out.log")).First(line => line.Contains("publish_address", StringComparison.Ordinal) && !line.Contains("HttpServer", StringComparison.Ordinal));
        var begin = line.IndexOf("publish_address {", StringComparison.Ordinal) + "publish_address {".Length;
        return line[begin..line.IndexOf('}', begin)];
    }

    private static async Task<string> Run(string script, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(SearchServers.Place.Folder!, script)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        // The server keeps the script's standard error open: only what start prints is waited for.
        var output = await process.StandardOutput.ReadLineAsync() ?? string.Empty;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {output} {await process.StandardError.ReadToEndAsync()}");
        return output;
    }
}
