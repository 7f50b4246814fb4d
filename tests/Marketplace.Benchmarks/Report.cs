namespace Marketplace.Benchmarks;

internal sealed class Report(Market market, Limits limits, TimeSpan length)
{
    private const int Products = 100_000;

    /// <summary>What buyers look for, as the tests judge it.</summary>
    private static readonly string[] Queries =
        [.. File.ReadLines(Path.Combine(Repository.Root(), "tests", "Marketplace.Catalog.Tests", "Search", "judged-queries.tsv")).Select(line => line.Split('\t')[0])];

    internal async Task Print()
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors; the driver, the server and PostgreSQL share them. fsync is on.");
        var kestrel = await Say(Load.Drive("limit: a bare Kestrel endpoint", 8, length, _ => limits.AskKestrel()));
        var pgbench = await Say(Load.Drive("limit: pgbench's transaction through Npgsql", 8, length, _ => limits.PgBench()));
        var bare = await Say(Load.Drive("limit: an order's statements in one transaction", 8, length, _ => limits.BareOrder()));
        var select = await Say(Load.Drive("limit: a single-row select through Npgsql", 8, length, _ => limits.SelectOneRow()));
        var orders = await Say(Load.Drive("orders placed over HTTP, stock reserved", 8, length, market.PlaceOrder));
        var searches = await Say(Load.Drive("searches over HTTP, with facets", 8, length, client => market.Search(client, AnyQuery())));
        var before = await market.Facts();
        var small = await Say(Load.Drive($"dashboard of the city, {before:N0} facts", 1, length, client => market.Open(client, "chongqing", "/api/dashboard")));
        await market.AddFacts(200_000);
        var after = await market.Facts();
        var large = await Say(Load.Drive($"dashboard of the city, {after:N0} facts", 1, length, client => market.Open(client, "chongqing", "/api/dashboard")));
        Console.WriteLine();
        Ratio("bare Kestrel endpoint : order", kestrel.PerSecond / orders.PerSecond, null);
        Ratio("pgbench's transaction : order", pgbench.PerSecond / orders.PerSecond, null);
        Ratio("an order's statements : order", bare.PerSecond / orders.PerSecond, 10);
        Ratio("search over HTTP : single-row select, medians", searches.Median / select.Median, null);
        Ratio($"dashboard with {after / Math.Max(1, before)} times the facts : before, medians", large.Median / small.Median, 1.5);
        Console.WriteLine();
        await PrintSearch();
    }

    /// <summary>What buyers look for, in a market of many products, beside the least that a question to the database costs.</summary>
    internal async Task PrintSearch()
    {
        await market.FillProducts(Products);
        await using var inside = new SearchInProcess(market.Superuser());
        await inside.Warm(Products / 2);
        var row = await Say(Load.Drive("limit: a single-row select over the same pool", 8, length, _ => inside.SelectOneRow()));
        var search = await Say(Load.Drive($"searches in the host, with facets, {Products:N0} products", 8, length, _ => inside.Find(AnyQuery())));
        await market.SettleSearch();
        var http = await Say(Load.Drive($"searches over HTTP, with facets, {Products:N0} products", 8, length, client => market.Search(client, AnyQuery())));
        Console.WriteLine();
        Ratio("search : single-row select over the same pool, medians", search.Median / row.Median, 10);
        Ratio("the same over HTTP : single-row select, medians", http.Median / row.Median, null);
    }

    private static string AnyQuery() => Queries[Random.Shared.Next(Queries.Length)];

    private static async Task<Measured> Say(Task<Measured> measuring)
    {
        var measured = await measuring;
        Console.WriteLine(measured.Line);
        return measured;
    }

    private static void Ratio(string name, double ratio, double? wanted) =>
        Console.WriteLine($"  {name,-58} {ratio,7:0.0}{(wanted is { } limit ? ratio <= limit ? $"   within {limit:0.#}" : $"   OVER {limit:0.#}" : string.Empty)}");
}
