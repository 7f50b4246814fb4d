using System.Diagnostics;
using Marketplace.Platform;
using Marketplace.Platform.EmbeddedPostgres;
using Marketplace.Testing;
using Npgsql;
using Xunit;

namespace Marketplace.Platform.Tests.EmbeddedPostgres;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("marketplace-embedded-");

    public EmbeddedPostgresTests()
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Data_and_port_survive_a_stop_and_each_role_has_a_password_of_its_own()
    {
        string first;
        await using (var server = await Start())
        {
            first = server.Database.SuperuserConnectionString;
            await Run(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
            var passwords = new[] { first, server.Database.AppConnectionString, server.Database.OwnerConnectionString }
                .Select(text => new NpgsqlConnectionStringBuilder(text).Password).Distinct();
            Assert.Equal(3, passwords.Count());
        }

        await using var again = await Start();
        Assert.Equal(first, again.Database.SuperuserConnectionString);
        Assert.Equal(7, await Scalar<int>(again.Database.SuperuserConnectionString, "SELECT n FROM kept"));
        Assert.Equal("marketplace_app", await Scalar<string>(again.Database.AppConnectionString, "SELECT current_user::text"));
        await Assert.ThrowsAsync<PostgresException>(() => Run(again.Database.AppConnectionString, "CREATE SCHEMA mine"));
    }

    [Fact]
    public async Task A_killed_host_is_succeeded_by_one_that_takes_its_server_over()
    {
        using var host = StartHostProcess();
        var connection = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.False(string.IsNullOrEmpty(connection), "The host did not start.");
        await Run(connection, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (9)");
        var started = await Scalar<DateTime>(connection, "SELECT pg_postmaster_start_time()");
        var refused = await Assert.ThrowsAsync<StartupProblem>(async () => await Start());
        Assert.Contains("another running host", refused.En, StringComparison.Ordinal);
        host.Kill();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var server = await Start();
        Assert.Equal(9, await Scalar<int>(server.Database.SuperuserConnectionString, "SELECT n FROM kept"));
        Assert.Equal(started, await Scalar<DateTime>(server.Database.SuperuserConnectionString, "SELECT pg_postmaster_start_time()"));
    }

    [Fact]
    public async Task A_pid_that_belongs_to_a_stranger_is_neither_believed_nor_signalled()
    {
        string cluster;
        await using (var server = await Start()) cluster = server.Database.ClusterDirectory;
        using var stranger = Process.Start(new ProcessStartInfo("sleep", "300"))!;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(cluster, "postmaster.pid"), $"{stranger.Id}\n{cluster}\n1\n1\n\n127.0.0.1\n", TestContext.Current.CancellationToken);
            await using var server = await Start();
            Assert.Equal(1, await Scalar<int>(server.Database.SuperuserConnectionString, "SELECT 1"));
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task A_second_host_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var server = await Start();
        await Assert.ThrowsAsync<StartupProblem>(async () => await Start());
        Assert.Equal(1, await Scalar<int>(server.Database.SuperuserConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_cluster_of_another_version_is_refused_untouched()
    {
        string cluster;
        await using (var server = await Start()) cluster = server.Database.ClusterDirectory;
        var version = Path.Combine(cluster, "PG_VERSION");
        await File.WriteAllTextAsync(version, "11\n", TestContext.Current.CancellationToken);
        var problem = await Assert.ThrowsAsync<StartupProblem>(async () => await Start());
        Assert.Contains("PostgreSQL 11", problem.En, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(cluster, "global", "pg_control")));
    }

    [Fact]
    public async Task A_lost_or_changed_password_is_told_and_leaves_no_server_running()
    {
        string cluster;
        await using (var server = await Start()) cluster = server.Database.ClusterDirectory;
        var password = Path.Combine(folder.FullName, "keys", "postgres-password");
        var original = await File.ReadAllTextAsync(password, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(password, new string('a', original.Length), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<StartupProblem>(async () => await Start());
        Assert.False(File.Exists(Path.Combine(cluster, "postmaster.pid")), "The server still runs.");
        File.Delete(password);
        await Assert.ThrowsAsync<StartupProblem>(async () => await Start());
        await File.WriteAllTextAsync(password, original, TestContext.Current.CancellationToken);
        await using var mended = await Start();
        Assert.Equal(1, await Scalar<int>(mended.Database.AppConnectionString, "SELECT 1"));
    }

    private Task<EmbeddedPostgresServer> Start() => EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { DataDirectory = folder.FullName, RepositoryRoot = PostgresServer.RepositoryRoot(), FastAndUnsafe = true },
        TestContext.Current.CancellationToken);

    private Process StartHostProcess() => Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Marketplace.Testing.Postgres.dll"), folder.FullName])
    {
        RedirectStandardOutput = true,
        WorkingDirectory = PostgresServer.RepositoryRoot(),
    })!;

    private static async Task Run(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<T> Scalar<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
