using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>
/// PostgreSQL refuses to run as root. Started as root, the host runs it as a user that owns nothing else;
/// otherwise as the person who started the host.
/// </summary>
internal sealed record UnprivilegedUser(string? Name)
{
    private const string Wished = "marketplace-db";

    internal bool IsNeeded => Name is not null;

    internal static async Task<UnprivilegedUser> Choose(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux() || geteuid() != 0) return new UnprivilegedUser((string?)null);
        if (await Exists(Wished, cancellation)) return new UnprivilegedUser(Wished);
        var made = await Program.Run("useradd", ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", Wished], null, cancellation);
        return new UnprivilegedUser(made.ExitCode == 0 ? Wished : "nobody");
    }

    /// <summary>Runs a program as this user with an environment of nothing but a path.</summary>
    internal Task<ProgramOutcome> Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) => Name is null
        ? Program.Run(program, arguments, Path.GetTempPath(), cancellation)
        : AsUser(Name, ["env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", program, .. arguments], cancellation);

    internal async Task<bool> CanReach(string path, CancellationToken cancellation) =>
        Name is null || (await Run("test", ["-x", path], cancellation)).ExitCode == 0;

    internal async Task Own(string directory, CancellationToken cancellation)
    {
        if (Name is not null) await Program.Run("chown", ["-R", Name, directory], null, cancellation);
    }

    /// <summary>Small systems lack one or the other of the programs that change the user.</summary>
    private static async Task<ProgramOutcome> AsUser(string name, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        if (IsInstalled("runuser")) return await Program.Run("runuser", ["-u", name, "--", .. command], "/", cancellation);
        if (!IsInstalled("setpriv")) return await Program.Run("su", ["-s", "/bin/sh", "-c", "exec \"$@\"", "--", name, "sh", .. command], "/", cancellation);
        var group = (await Program.Run("id", ["-g", name], null, cancellation)).Output.Trim();
        return await Program.Run("setpriv", [$"--reuid={name}", $"--regid={group}", "--clear-groups", "--", .. command], "/", cancellation);
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<bool> Exists(string name, CancellationToken cancellation) =>
        (await Program.Run("id", ["-u", name], null, cancellation)).ExitCode == 0;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();
}

internal sealed record ProgramOutcome(int ExitCode, string Output);

internal static class Program
{
    /// <summary>Runs a program to its end. A program that is not there answers 127, as a shell would.</summary>
    internal static async Task<ProgramOutcome> Run(string program, IReadOnlyList<string> arguments, string? directory, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory ?? string.Empty,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new ProgramOutcome(127, $"{program} was not found");
        }

        if (process is null) return new ProgramOutcome(127, $"{program} did not start");
        using (process)
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                throw;
            }

            return new ProgramOutcome(process.ExitCode, await output + await errors);
        }
    }
}
