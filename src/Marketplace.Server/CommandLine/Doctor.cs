using Marketplace.Platform;
using Marketplace.Platform.Persistence;
using Npgsql;

namespace Marketplace.Server.CommandLine;

/// <summary>
/// Checks what the product stands on and says what is wrong in a sentence each. Ends with 1 when something must be mended.
/// </summary>
internal static class Doctor
{
    private static readonly TimeSpan MostClockDrift = TimeSpan.FromSeconds(5);
    private const long LeastFreeBytes = 2L * 1024 * 1024 * 1024;

    internal static async Task<int> Run(string[] args)
    {
        await using var preparation = HostPreparation.From(args);
        var findings = new List<Finding> { Configuration(preparation), Disk(preparation) };
        try
        {
            await preparation.UseDatabase(CancellationToken.None);
            findings.AddRange(await Database(preparation));
            findings.AddRange(await Modules(preparation));
        }
        catch (Exception e) when (e is StartupProblem or NpgsqlException)
        {
            findings.Add(new Finding(false, $"数据库连不上：{(e as StartupProblem)?.Zh ?? e.Message}", $"The database cannot be reached: {(e as StartupProblem)?.En ?? e.Message}"));
        }

        foreach (var finding in findings) Console.WriteLine($"{(finding.IsWell ? "✓" : "!")} {finding.Zh} {finding.En}");
        return findings.All(finding => finding.IsWell) ? 0 : 1;
    }

    private static Finding Configuration(HostPreparation preparation)
    {
        var production = preparation.Builder.Environment.IsProduction();
        var configured = preparation.Builder.Configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection) is { Length: > 0 };
        return production && !configured
            ? new Finding(false, "正式环境没有配置 ConnectionStrings:Marketplace，会用嵌入的数据库。", "In production ConnectionStrings:Marketplace is not set; the embedded database would be used.")
            : new Finding(true, $"配置可用，数据文件夹 {preparation.DataDirectory}。", $"The configuration is usable, data folder {preparation.DataDirectory}.");
    }

    private static Finding Disk(HostPreparation preparation)
    {
        Directory.CreateDirectory(preparation.DataDirectory);
        var free = new DriveInfo(preparation.DataDirectory).AvailableFreeSpace;
        var gigabytes = $"{free / 1e9:0.0} GB";
        return free < LeastFreeBytes
            ? new Finding(false, $"磁盘只剩 {gigabytes}，请清理到2 GB以上。", $"Only {gigabytes} of disk are free; keep at least 2 GB.")
            : new Finding(true, $"磁盘剩余 {gigabytes}。", $"{gigabytes} of disk are free.");
    }

    private static async Task<IEnumerable<Finding>> Database(HostPreparation preparation)
    {
        var text = preparation.Builder.Configuration.GetConnectionString(ModuleDatabaseRegistration.AppConnection)!;
        await using var connection = new NpgsqlConnection(text);
        await connection.OpenAsync();
        var version = connection.PostgreSqlVersion.Major;
        var unsafeSettings = new List<string>();
        foreach (var setting in (string[])["fsync", "full_page_writes"])
        {
            if (await Scalar<string>(connection, $"SHOW {setting}") != "on") unsafeSettings.Add(setting);
        }

        var drift = (await Scalar<DateTime>(connection, "SELECT clock_timestamp()") - DateTime.UtcNow).Duration();
        var products = await Scalar<object>(connection, "SELECT to_regclass('catalog.product')::text") is string;
        return
        [
            version >= 15
                ? new Finding(true, $"PostgreSQL {version} 可用。", $"PostgreSQL {version} answers.")
                : new Finding(false, $"PostgreSQL {version} 太旧，需要15以上。", $"PostgreSQL {version} is too old; 15 or newer is needed."),
            unsafeSettings.Count == 0
                ? new Finding(true, "断电不丢数据（fsync、full_page_writes 已开）。", "A power cut loses nothing (fsync and full_page_writes are on).")
                : new Finding(false, $"{string.Join('、', unsafeSettings)} 是关的，断电会丢数据，必须打开。", $"{string.Join(", ", unsafeSettings)} is off: a power cut would lose data. Turn it on."),
            drift <= MostClockDrift
                ? new Finding(true, "时钟和数据库一致。", "The clock agrees with the database's.")
                : new Finding(false, $"时钟和数据库差 {drift.TotalSeconds:0} 秒，请校时。", $"The clock is {drift.TotalSeconds:0} s apart from the database's. Synchronise it."),
            products
                ? new Finding(true, "数据库的表已建好。", "The database's tables are there.")
                : new Finding(false, "数据库的表还没有建，请运行 migrate。", "The database's tables do not exist yet; run migrate."),
        ];
    }

    /// <summary>What the modules stand on besides: each says it itself.</summary>
    private static async Task<IReadOnlyList<Finding>> Modules(HostPreparation preparation)
    {
        var findings = new List<Finding>();
        try
        {
            preparation.Builder.AddMarketplace();
        }
        catch (StartupProblem problem)
        {
            return [new Finding(false, problem.Zh, problem.En)];
        }

        await using var app = preparation.Builder.Build();
        foreach (var checkup in app.Services.GetServices<ICheckup>()) findings.Add(await checkup.Check(CancellationToken.None));
        return findings;
    }

    private static async Task<T?> Scalar<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }
}
