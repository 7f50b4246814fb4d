namespace Marketplace.Benchmarks;

internal sealed class Report(Market market, Limits limits, TimeSpan length)
{
    private static readonly string[] Queries =
        ["脐橙", "奉节", "qicheng", "fjqc", "榨菜", "涪陵榨菜", "土豆", "蜂蜜", "茶", "核桃", "豆干", "木耳", "lamei", "花椒", "牛肉", "大米", "李", "柚", "tea", "云阳"];

    internal async Task Print()
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors; the driver, the server and PostgreSQL share them. fsync is on.");
        var kestrel = await Say(Load.Drive("limit: a bare Kestrel endpoint", 8, length, _ => limits.AskKestrel()));
        var pgbench = await Say(Load.Drive("limit: pgbench's transaction through Npgsql", 8, length, _ => limits.PgBench()));
        var bare = await Say(Load.Drive("limit: an order's statements in one transaction", 8, length, _ => limits.BareOrder()));
        var select = await Say(Load.Drive("limit: a single-row select through Npgsql", 8, length, _ => limits.SelectOneRow()));
        var orders = await Say(Load.Drive("orders placed over HTTP, stock reserved", 8, length, market.PlaceOrder));
        var searches = await Say(Load.Drive("searches over HTTP, with facets", 8, length, client => market.Search(client, Queries[Random.Shared.Next(Queries.Length)])));
        var before = await market.Facts();
        var small = await Say(Load.Drive($"dashboard of the city, {before:N0} facts", 1, length, client => market.Open(client, "chongqing", "/api/dashboard")));
        await market.AddFacts(200_000);
        var after = await market.Facts();
        var large = await Say(Load.Drive($"dashboard of the city, {after:N0} facts", 1, length, client => market.Open(client, "chongqing", "/api/dashboard")));
        Console.WriteLine();
        Ratio("bare Kestrel endpoint : order", kestrel.PerSecond / orders.PerSecond, null);
        Ratio("pgbench's transaction : order", pgbench.PerSecond / orders.PerSecond, null);
        Ratio("an order's statements : order", bare.PerSecond / orders.PerSecond, 10);
        Ratio("search : single-row select, medians", searches.Median / select.Median, 10);
        Ratio($"dashboard with {after / Math.Max(1, before)} times the facts : before, medians", large.Median / small.Median, 1.5);
    }

    private static async Task<Measured> Say(Task<Measured> measuring)
    {
        var measured = await measuring;
        Console.WriteLine(measured.Line);
        return measured;
    }

    private static void Ratio(string name, double ratio, double? wanted) =>
        Console.WriteLine($"  {name,-58} {ratio,7:0.0}{(wanted is { } limit ? ratio <= limit ? $"   within {limit:0.#}" : $"   OVER {limit:0.#}" : string.Empty)}");
}
