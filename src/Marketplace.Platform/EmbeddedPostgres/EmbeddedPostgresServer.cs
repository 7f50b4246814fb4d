using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Marketplace.Platform.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL server of the host's own, on loopback with a random password. It outlives a killed host, whose successor takes it
/// over; an orderly end stops it.
/// </summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private const long LeastFreeBytes = 300L * 1024 * 1024;
    private readonly FileStream hold;
    private readonly PostgresBinaries binaries;
    private readonly UnprivilegedUser user;
    private readonly string cluster;

    private EmbeddedPostgresServer(FileStream hold, PostgresBinaries binaries, UnprivilegedUser user, string cluster, EmbeddedDatabase database)
    {
        this.hold = hold;
        this.binaries = binaries;
        this.user = user;
        this.cluster = cluster;
        Database = database;
    }

    public EmbeddedDatabase Database { get; }

    /// <exception cref="StartupProblem">The folder is in use, unwritable, full or of another version, or there are no programs.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var hold = Hold(options.DataDirectory);
        try
        {
            var user = await UnprivilegedUser.Choose(cancellation);
            var binaries = await PostgresBinaries.Find(options, user, cancellation);
            var place = await ClusterPlace.For(options.DataDirectory, user, cancellation);
            var cluster = Path.Combine(place, "data");
            var passwords = await DatabasePasswords.Load(options.DataDirectory, File.Exists(Path.Combine(cluster, "PG_VERSION")), cancellation);
            await Initialise(binaries, user, place, cluster, passwords.Superuser, cancellation);
            var port = await RunningServer.Find(binaries, user, cluster, passwords.Superuser, cancellation)
                ?? await Launch(binaries, user, place, cluster, options.FastAndUnsafe, cancellation);
            try
            {
                var database = await Prepare(port, passwords, cluster, cancellation);
                return new EmbeddedPostgresServer(hold, binaries, user, cluster, database);
            }
            catch
            {
                await RunningServer.Stop(binaries, user, cluster);
                throw;
            }
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the database after its clients have left or been dismissed, then lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunningServer.Stop(binaries, user, cluster);
        await hold.DisposeAsync();
    }

    /// <summary>The lock lives as long as the process: a killed host lets go by dying.</summary>
    private static FileStream Hold(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            if (new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace < LeastFreeBytes)
            {
                throw new StartupProblem($"磁盘快满了：{directory} 所在磁盘剩余不到300MB。请清理后再启动。",
                    $"The disk is nearly full: less than 300 MB are left where {directory} lies. Free some space and start again.");
            }

            return new FileStream(Path.Combine(directory, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw ClusterPlace.NotWritable(directory);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(Path.Combine(directory, "host.lock")))
        {
            throw new StartupProblem($"数据文件夹 {directory} 正被另一个正在运行的服务使用。请先停掉它，或换一个 Data:Directory。",
                $"The data folder {directory} is used by another running host. Stop that one first, or choose another Data:Directory.");
        }
        catch (IOException)
        {
            throw ClusterPlace.NotWritable(directory);
        }
    }

    private static async Task Initialise(
        PostgresBinaries binaries, UnprivilegedUser user, string place, string cluster, string password, CancellationToken cancellation)
    {
        var versionFile = Path.Combine(cluster, "PG_VERSION");
        if (File.Exists(versionFile))
        {
            var version = (await File.ReadAllTextAsync(versionFile, cancellation)).Trim();
            if (version == binaries.MajorVersion.ToString(CultureInfo.InvariantCulture)) return;
            throw new StartupProblem($"数据文件夹 {cluster} 是 PostgreSQL {version} 的，现在的程序是 {binaries.MajorVersion}。请用 pg_dump 导出后换新文件夹，或装回 {version}。",
                $"The data folder {cluster} belongs to PostgreSQL {version}, but the programs are {binaries.MajorVersion}. Export with pg_dump into a new folder, or bring back version {version}.");
        }

        // A first start that was cut off leaves a folder without a version; it holds nothing yet.
        if (Directory.Exists(cluster)) Directory.Delete(cluster, recursive: true);
        var passwordFile = Path.Combine(place, "initial-password");
        await DatabasePasswords.WritePrivately(passwordFile, password, cancellation);
        await user.Own(place, cancellation);
        var unfinished = cluster + ".part";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        var made = await user.Run(binaries.PathOf("initdb"),
            ["-D", unfinished, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "scram-sha-256", "--pwfile", passwordFile], cancellation);
        File.Delete(passwordFile);
        if (made.ExitCode != 0)
        {
            throw new StartupProblem($"建不了数据库：{LastLine(made.Output)}", $"The database could not be created: {LastLine(made.Output)}");
        }

        Directory.Move(unfinished, cluster);
    }

    private static async Task<int> Launch(
        PostgresBinaries binaries, UnprivilegedUser user, string place, string cluster, bool unsafely, CancellationToken cancellation)
    {
        var portFile = Path.Combine(place, "port");
        var remembered = File.Exists(portFile) && int.TryParse(await File.ReadAllTextAsync(portFile, cancellation), out var last) && IsFree(last) ? last : FreePort();
        await File.WriteAllTextAsync(portFile, remembered.ToString(CultureInfo.InvariantCulture), cancellation);
        var safety = unsafely ? "-c fsync=off -c full_page_writes=off -c synchronous_commit=off" : "-c fsync=on -c full_page_writes=on -c synchronous_commit=on";
        var settings = $"-p {remembered} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 -c shared_buffers=256MB "
            + $"-c log_timezone=UTC -c timezone=UTC -c logging_collector=on -c log_directory=log -c log_rotation_age=1d -c log_truncate_on_rotation=on -c log_filename=postgres-%a.log {safety}";
        var log = Path.Combine(place, "start.log");
        // Not cancelled half-way: whoever gives up waits for the start and then stops the server.
        var started = await user.Run(binaries.PathOf("pg_ctl"), ["start", "-D", cluster, "-l", log, "-o", settings, "-w", "-t", "60"], CancellationToken.None);
        if (started.ExitCode == 0) return remembered;
        var why = File.Exists(log) ? LastLine(await File.ReadAllTextAsync(log, cancellation)) : LastLine(started.Output);
        throw new StartupProblem($"数据库没有启动：{why}。详情见 {log}。", $"The database did not start: {why}. See {log}.");
    }

    private static async Task<EmbeddedDatabase> Prepare(int port, DatabasePasswords passwords, string cluster, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(Once(port, "postgres", passwords.Superuser));
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw DatabasePasswords.Lost(cluster);
        }

        // Set at every start: a lost file of a lesser role mends itself.
        await Run(connection, $"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{DatabasePasswords.OwnerRole}') THEN CREATE ROLE {DatabasePasswords.OwnerRole} LOGIN CREATEROLE; END IF;
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{DatabasePasswords.AppRole}') THEN CREATE ROLE {DatabasePasswords.AppRole} LOGIN; END IF;
            END $$;
            ALTER ROLE {DatabasePasswords.OwnerRole} PASSWORD '{passwords.Owner}';
            ALTER ROLE {DatabasePasswords.AppRole} PASSWORD '{passwords.App}';
            """, cancellation);
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = 'marketplace'", connection);
        if ((long)(await exists.ExecuteScalarAsync(cancellation))! == 0) await Run(connection, $"CREATE DATABASE marketplace OWNER {DatabasePasswords.OwnerRole}", cancellation);
        return new EmbeddedDatabase(
            Address(port, DatabasePasswords.AppRole, passwords.App, "marketplace").ConnectionString,
            Address(port, DatabasePasswords.OwnerRole, passwords.Owner, "marketplace").ConnectionString,
            Address(port, "postgres", passwords.Superuser, "postgres").ConnectionString,
            cluster);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlConnectionStringBuilder Address(int port, string user, string password, string database) =>
        new() { Host = "127.0.0.1", Port = port, Username = user, Password = password, Database = database, Timeout = 10 };

    /// <summary>An address for a connection that is closed at once and not kept in a pool.</summary>
    internal static string Once(int port, string user, string password)
    {
        var address = Address(port, user, password, "postgres");
        address.Pooling = false;
        return address.ConnectionString;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "?";
}
