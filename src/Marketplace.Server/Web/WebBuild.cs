using System.Diagnostics;

namespace Marketplace.Server.Web;

/// <summary>
/// Builds the web application when a checkout has none yet, or one older than its sources. A published host carries its own.
/// </summary>
internal static class WebBuild
{
    /// <returns>The folder to serve, or nothing when there is no web application (the API works all the same).</returns>
    internal static async Task<string?> Ensure(string? repositoryRoot, CancellationToken cancellation)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "web");
        if (File.Exists(Path.Combine(published, "index.html"))) return published;
        if (repositoryRoot is null) return null;
        var source = Path.Combine(repositoryRoot, "web");
        var built = Path.Combine(source, "dist");
        if (!File.Exists(Path.Combine(source, "package.json"))) return null;
        if (IsFresh(source, built)) return built;
        if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Testing") return Directory.Exists(built) ? built : null;
        Console.WriteLine("  正在构建网页，第一次要一两分钟… Building the web application, a minute or two the first time…");
        var lockFile = Path.Combine(source, "package-lock.json");
        var installed = Path.Combine(source, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(lockFile))
            await Npm(source, ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"], cancellation);
        await Npm(source, ["run", "bundle"], cancellation);
        return built;
    }

    private static bool IsFresh(string source, string built)
    {
        var index = Path.Combine(built, "index.html");
        if (!File.Exists(index)) return false;
        var builtAt = File.GetLastWriteTimeUtc(index);
        return ((string[])["src", "public", "scripts"]).Select(folder => Path.Combine(source, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(source))
            .All(file => File.GetLastWriteTimeUtc(file) <= builtAt);
    }

    private static async Task Npm(string directory, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new Platform.StartupProblem("没有找到 npm，不能构建网页。请安装 Node.js 20 以上。", "npm was not found, so the web application cannot be built. Install Node.js 20 or newer.");
        }

        using (process)
        {
            var output = process!.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode == 0) return;
            var last = (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim();
            throw new Platform.StartupProblem($"网页没有构建成功（npm {arguments[0]}）：{last}", $"The web application could not be built (npm {arguments[0]}): {last}");
        }
    }
}
