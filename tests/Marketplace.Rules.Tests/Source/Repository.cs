using System.Diagnostics;
using Marketplace.Testing;

namespace Marketplace.Rules.Tests.Source;

/// <summary>The files of the checkout that are, or are about to be, under version control.</summary>
internal static class Repository
{
    internal static readonly string Root = PostgresServer.RepositoryRoot();

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>Paths from the root, with forward slashes; generated and ignored files are not among them.</summary>
    internal static IReadOnlyList<string> Files => Listed.Value;

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    internal static bool IsText(string path) =>
        Path.GetExtension(path) is ".cs" or ".csproj" or ".props" or ".sql" or ".json" or ".ts" or ".tsx" or ".mjs" or ".js" or ".css" or ".html" or ".md"
            or ".yaml" or ".yml" or ".tsv" or ".csv" or ".txt" or ".sln" or ".svg" or ".npmrc" or "";

    private static IReadOnlyList<string> List()
    {
        if (!Directory.Exists(Path.Combine(Root, ".git")) && !File.Exists(Path.Combine(Root, ".git"))) return Walk();
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(Root, path))).Distinct()];
    }

    /// <summary>A checkout without its history: everything but what a build makes.</summary>
    private static IReadOnlyList<string> Walk() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "dist" or "data" or "test-results" or "TestResults"))];
}
