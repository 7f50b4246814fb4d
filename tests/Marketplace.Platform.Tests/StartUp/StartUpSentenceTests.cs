using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.StartUp;

/// <summary>What keeps the product from starting is told in a sentence in each language, never by a stack trace.</summary>
public sealed class StartUpSentenceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-test-start-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_taken_port_is_told()
    {
        await using var database = await TestDatabase.Create();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await MustRefuse("is taken by another program", "Testing", ["--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}", "--ConnectionStrings:Marketplace", database.ConnectionString]);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_without_its_password()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        foreach (var verb in new[] { "migrate", "seed" })
        {
            var told = await MustRefuse("database cannot be reached", "Testing", [verb, "--ConnectionStrings:Marketplace", $"Host=127.0.0.1;Port={port};Username=nobody;Password=do-not-tell;Timeout=5"]);
            Assert.DoesNotContain("do-not-tell", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_Node_is_told_where_the_web_application_must_be_built()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Marketplace.sln"), string.Empty);
        await File.WriteAllTextAsync(Path.Combine(folder.CreateSubdirectory("web").FullName, "package.json"), "{}");
        await MustRefuse("Install Node.js 20 or newer", "Development", ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:Marketplace", "Host=127.0.0.1;Port=1"], path: folder.FullName);
    }

    [Fact]
    public async Task An_unknown_verb_shows_what_there_is()
    {
        var (code, output) = await Run("Testing", ["dance"], null);
        Assert.Equal(2, code);
        foreach (var verb in new[] { "serve", "migrate", "seed", "doctor", "没有" }) Assert.Contains(verb, output, StringComparison.Ordinal);
    }

    private async Task<string> MustRefuse(string sentence, string environment, string[] arguments, string? path = null)
    {
        var (code, output) = await Run(environment, arguments, path);
        Assert.True(code == 1 && output.Contains(sentence, StringComparison.Ordinal), $"ended with {code}: {output}");
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        return output;
    }

    private async Task<(int Code, string Output)> Run(string environment, string[] arguments, string? path)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Marketplace.Server" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty)), [.. arguments, "--Data:Directory", Path.Combine(folder.FullName, "data")])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        if (path is not null) start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await errors);
    }
}
