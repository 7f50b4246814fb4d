using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Kernel;
using Marketplace.Testing;

namespace Marketplace.Browser.Tests;

/// <summary>
/// Every route of the web application, read from its own table, so that a new screen is tested without being named here.
/// A route with a place for an id needs one here.
/// </summary>
internal static partial class Routes
{
    /// <summary>Who opens what, where the audience's first account may not.</summary>
    private static readonly Dictionary<string, string> Openers = new()
    {
        ["/account"] = "orange",
        ["/buyer/approvals"] = "yubei-approver",
        ["/buyer/budgets"] = "yubei-finance",
        ["/official/campaigns"] = "chongqing",
        ["/official/campaigns/:campaignId"] = "chongqing",
        ["/official/recognition"] = "town",
        ["/official/zones"] = "chongqing",
        ["/operator/people"] = "admin",
        ["/wall"] = "chongqing",
        ["/operator/transfers"] = "finance",
        ["/operator/payouts"] = "checker",
        ["/operator/ledger"] = "finance",
        ["/operator/reconciliation"] = "finance",
        ["/supplier/households"] = "agent",
        ["/supplier/households/import"] = "agent",
        ["/supplier/households/new"] = "agent",
        ["/supplier/households/:householdId"] = "agent",
        ["/supplier/households/:householdId/money"] = "agent",
        ["/supplier/households/:householdId/receipt/:consentId"] = "agent",
    };

    private static readonly Dictionary<string, string> Accounts = new()
    {
        ["supplier"] = "orange",
        ["buyer"] = "shandong",
        ["official"] = "fengjie",
        ["operator"] = "operator",
    };

    /// <summary>What is not in the table: the way in, pages the server writes by itself, and an address that nothing has.</summary>
    private static readonly string[] Others = ["/sign-in", "/nowhere", "/recognitions", "/recognitions/:recognitionId", "/trace/:lotId"];

    internal static IReadOnlyList<string> All { get; } = Read();

    internal static bool IsPhone(string route) => route.StartsWith("/supplier", StringComparison.Ordinal);

    internal static bool IsDesk(string route) => Regex.IsMatch(route, "^/(buyer|official|operator|wall)(/|$)");

    internal static string? OpenerOf(string route) => Openers.GetValueOrDefault(route) ?? Accounts.GetValueOrDefault(route.Split('/')[1]);

    /// <summary>The route with real ids in its places.</summary>
    internal static async Task<string> AddressOf(string route, Visitor visitor)
    {
        var address = route;
        foreach (Match place in Place().Matches(route)) address = address.Replace(place.Value, await IdFor(place.Value, visitor), StringComparison.Ordinal);
        return address == "/search" ? "/search?q=%E8%84%90%E6%A9%99" : address;
    }

    private static async Task<string> IdFor(string place, Visitor visitor) => place switch
    {
        ":productId" => StableId.From("product:fengjie-navel-oranges").ToString(),
        ":recognitionId" => await First(visitor, "/api/recognitions?size=1", "recognitionId"),
        ":lotId" => await First(visitor, "/api/products/" + StableId.From("product:fengjie-navel-oranges"), "lotId", "lots"),
        ":supplierId" => StableId.From("organisation:fengjie-orange-coop").ToString(),
        ":campaignId" => await First(visitor, "/api/campaigns?size=1", "campaignId"),
        ":breachId" => await First(visitor, "/api/yield-breaches?size=1", "breachId"),
        ":zoneId" => await First(visitor, "/api/zones", "zoneId"),
        ":countyCode" => "500236",
        ":bulletinId" => await Bulletin(visitor),
        ":noticeId" => await First(visitor, "/api/price-notices?size=1", "noticeId"),
        ":demandId" => await First(visitor, "/api/demands?own=true&size=1", "id"),
        ":orderId" => await First(visitor, "/api/orders?size=1", "id"),
        ":saleId" => await First(visitor, "/api/sales?size=1", "id"),
        ":householdId" => await First(visitor, "/api/households?mine=true&size=1", "id"),
        ":consentId" => await First(visitor, "/api/households?mine=true&size=1", "myConsentId"),
        _ => throw new InvalidOperationException($"Say in {nameof(Routes)} where an id for {place} comes from."),
    };

    private static async Task<string> Bulletin(Visitor visitor) =>
        (await visitor.Post("/api/bulletins", new { programmeId = StableId.From("programme:cq-2020"), month = "2020-07" }))["id"]!.GetValue<string>();

    private static async Task<string> First(Visitor visitor, string list, string name, string items = "items")
    {
        var answer = await visitor.Page.APIRequest.GetAsync(list);
        var rows = JsonNode.Parse(await answer.TextAsync())![items]!.AsArray();
        return rows.Count > 0 ? rows[0]![name]!.GetValue<string>() : throw new InvalidOperationException($"{visitor.UserName} has nothing in {list}.");
    }

    private static List<string> Read()
    {
        var folder = Path.Combine(PostgresServer.RepositoryRoot(), "web", "src", "app", "routes");
        return [.. Directory.GetFiles(folder, "*.tsx").Order(StringComparer.Ordinal).SelectMany(file => PathOf().Matches(File.ReadAllText(file)).Select(found => found.Groups[1].Value)), .. Others];
    }

    [GeneratedRegex("path: '([^']+)'")]
    private static partial Regex PathOf();

    [GeneratedRegex(":[A-Za-z]+")]
    private static partial Regex Place();
}
