using Marketplace.Platform;
using Marketplace.Platform.Persistence;

namespace Marketplace.Server.CommandLine;

/// <summary>What the program can be asked to do: <c>serve</c> (default), <c>migrate</c>, <c>seed</c>, <c>search-rebuild</c>, <c>doctor</c>.</summary>
internal static class Verbs
{
    private const string Usage = """
        Marketplace.Server [serve|migrate|seed|search-rebuild|doctor] [--Key value …]
          serve    start the marketplace (default) / 启动集市(默认)
          migrate  bring the database to this version / 升级数据库
          seed     load the demonstration data once / 装入演示数据(只装一次)
          search-rebuild  build the search cluster's index anew / 重建搜索集群的索引
          doctor   check configuration, database, search, disk and clock / 检查配置、数据库、搜索、磁盘和时钟
        """;

    internal static async Task<int> Run(string[] args)
    {
        var verb = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "serve";
        var settings = verb == "serve" && (args.Length == 0 || args[0] != "serve") ? args : args[1..];
        try
        {
            return verb switch
            {
                "serve" => await Serve.Run(settings),
                "migrate" => await Maintain.Migrate(settings),
                "seed" => await Maintain.Seed(settings),
                "search-rebuild" => await Maintain.Run(verb, settings),
                "doctor" => await Doctor.Run(settings),
                _ => Unknown(verb),
            };
        }
        catch (StartupProblem problem)
        {
            return Refuse(problem.Zh, problem.En);
        }
        catch (MigrationChangedException problem)
        {
            return Refuse("数据库里已用过的升级文件和这个版本的不一样。请恢复该文件，或换一个数据文件夹。", problem.Message);
        }
        catch (MigrationGapException problem)
        {
            return Refuse(problem.Zh, problem.Message);
        }
        catch (Npgsql.NpgsqlException problem) when (problem is not Npgsql.PostgresException { SqlState: not ("28P01" or "28000" or "3D000" or "57P03" or "53100" or "53300") })
        {
            return Refuse($"数据库连不上：{problem.Message}。请检查 ConnectionStrings:Marketplace 和数据库。", $"The database cannot be reached: {problem.Message}. Check ConnectionStrings:Marketplace and the database.");
        }
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Refuse("网址的端口已被别的程序占用。请用 --urls http://localhost:其他端口 启动。",
                "The address's port is taken by another program. Start with --urls http://localhost:ANOTHER-PORT.");
        }
    }

    internal static int Refuse(string zh, string en)
    {
        Console.Error.WriteLine(zh);
        Console.Error.WriteLine(en);
        return 1;
    }

    private static int Unknown(string verb)
    {
        Console.Error.WriteLine($"没有“{verb}”这个命令。There is no verb '{verb}'.");
        Console.Error.WriteLine(Usage);
        return 2;
    }
}
