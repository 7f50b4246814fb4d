using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>The built server as a process of its own, which can be killed without warning and started again on the same address.</summary>
internal sealed class ServerProcess(IReadOnlyList<string> settings) : IDisposable
{
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int Starts { get; private set; }

    public TimeSpan Starting { get; private set; }

    public string Said => string.Join(Environment.NewLine, said.TakeLast(30));

    public bool IsRunning => process is { HasExited: false };

    public async Task Start()
    {
        var watch = Stopwatch.StartNew();
        process?.Dispose();
        process = Process.Start(new ProcessStartInfo(Program(), ["serve", "--urls", Address.ToString(), .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = PostgresServer.RepositoryRoot(),
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Testing", ["Logging__LogLevel__Marketplace"] = "Warning" },
        })!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        while (!await IsReady(client))
        {
            Assert.False(process.HasExited, $"The server ended: {Said}");
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"The server does not get ready: {Said}");
            await Task.Delay(20);
        }

        Starts++;
        Starting += watch.Elapsed;
    }

    /// <summary>SIGKILL: no handler runs, no buffer is written.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (IsRunning) Kill();
        process?.Dispose();
        process = null;
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Beside the tests' own build, in the same configuration.</summary>
    private static string Program()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(PostgresServer.RepositoryRoot(), "src", "Marketplace.Server", "bin", built.Parent!.Name, built.Name, "Marketplace.Server");
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? program + ".exe" : program;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
