using Npgsql;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>A server that still runs on this cluster after its host was killed.</summary>
internal static class RunningServer
{
    /// <returns>Its port, or nothing when none runs; then nothing is in the way of a new one either.</returns>
    internal static async Task<int?> Find(PostgresBinaries binaries, UnprivilegedUser user, string cluster, string password, CancellationToken cancellation)
    {
        var pidFile = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(pidFile)) return null;
        var lines = await File.ReadAllLinesAsync(pidFile, cancellation);
        if (!await IsOurs(lines.FirstOrDefault(), cluster, user, cancellation))
        {
            // The number belongs to another process by now, or to none. PostgreSQL would refuse to start, and pg_ctl would signal a stranger.
            File.Delete(pidFile);
            return null;
        }

        var status = await user.Run(binaries.PathOf("pg_ctl"), ["status", "-D", cluster], cancellation);
        if (status.ExitCode != 0) return null;
        if (lines.Length > 3 && int.TryParse(lines[3], out var port) && await Answers(port, password, cluster, cancellation)) return port;
        await Stop(binaries, user, cluster, "immediate");
        return null;
    }

    /// <summary>An orderly stop, then the quick one that recovers at the next start.</summary>
    internal static async Task Stop(PostgresBinaries binaries, UnprivilegedUser user, string cluster, string mode = "fast")
    {
        var stopped = await user.Run(binaries.PathOf("pg_ctl"), ["stop", "-D", cluster, "-m", mode, "-w", "-t", "60"], CancellationToken.None);
        if (stopped.ExitCode == 0 || mode == "immediate" || !File.Exists(Path.Combine(cluster, "postmaster.pid"))) return;
        await Stop(binaries, user, cluster, "immediate");
    }

    private static async Task<bool> IsOurs(string? pid, string cluster, UnprivilegedUser user, CancellationToken cancellation)
    {
        if (!int.TryParse(pid, out var number)) return false;
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self")) return true;
        try
        {
            if ((await File.ReadAllTextAsync($"/proc/{number}/comm", cancellation)).Trim() != "postgres") return false;
        }
        catch (IOException)
        {
            return false;
        }

        // PostgreSQL works in its cluster's folder. Asked as its own user: root in a container may not look.
        var place = await user.Run("readlink", [$"/proc/{number}/cwd"], cancellation);
        var own = await user.Run("readlink", ["-f", cluster], cancellation);
        return place.ExitCode != 0 || own.ExitCode != 0 || place.Output.Trim() == own.Output.Trim();
    }

    private static async Task<bool> Answers(int port, string password, string cluster, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(EmbeddedPostgresServer.Once(port, "postgres", password));
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw DatabasePasswords.Lost(cluster);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
