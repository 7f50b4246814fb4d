using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.Platform;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Catalog.Search.Cluster;

/// <summary>Where the search cluster is and how long anybody waits for it; <c>Search:Engine</c> and <c>Search:Cluster:…</c> of the configuration.</summary>
/// <param name="Addresses">The nodes that are asked, in turn.</param>
/// <param name="Prefix">Begins every name in the cluster, so that several installations may share one.</param>
/// <param name="Patience">How long a search waits for the cluster before PostgreSQL answers.</param>
/// <param name="MostLag">How old the oldest change may be that the cluster has not got; beyond it PostgreSQL answers.</param>
/// <param name="BatchSize">How many documents are sent at once.</param>
internal sealed partial record ClusterOptions(
    IReadOnlyList<Uri> Addresses, AuthenticationHeaderValue? Credentials, string Prefix, TimeSpan Patience, TimeSpan MostLag, int BatchSize)
{
    private const string Section = "Search:Cluster:";

    /// <summary>The name that searches use; it always stands for one whole index.</summary>
    internal string Alias => Prefix + "-products";

    /// <returns>Nothing when PostgreSQL is the engine.</returns>
    /// <exception cref="StartupProblem">A setting says nothing usable.</exception>
    internal static ClusterOptions? From(IConfiguration configuration)
    {
        var engine = configuration["Search:Engine"];
        if (string.IsNullOrEmpty(engine) || engine.Equals("Postgres", StringComparison.OrdinalIgnoreCase)) return null;
        if (!engine.Equals("Cluster", StringComparison.OrdinalIgnoreCase))
            throw new StartupProblem($"Search:Engine 不能是“{engine}”，请写 Postgres 或 Cluster。", $"Search:Engine cannot be '{engine}'. Write Postgres or Cluster.");
        var prefix = configuration[Section + "Prefix"] is { Length: > 0 } given ? given : "marketplace";
        if (!PrefixForm().IsMatch(prefix))
            throw new StartupProblem("Search:Cluster:Prefix 只能用小写字母、数字和连字符，字母开头，最多40位。", "Search:Cluster:Prefix takes small letters, digits and hyphens, a letter first, 40 at most.");
        return new ClusterOptions(
            AddressesOf(configuration), CredentialsOf(configuration), prefix,
            TimeSpan.FromMilliseconds(Number(configuration, "TimeoutMilliseconds", 1500, 100, 10_000)),
            TimeSpan.FromSeconds(Number(configuration, "LagLimitSeconds", 60, 1, 3600)),
            Number(configuration, "BatchSize", 500, 1, 5000));
    }

    private static List<Uri> AddressesOf(IConfiguration configuration)
    {
        var listed = configuration.GetSection(Section + "Addresses").GetChildren().Select(child => child.Value ?? string.Empty);
        var texts = (configuration[Section + "Addresses"] ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Concat(listed).ToList();
        if (texts.Count == 0)
        {
            throw new StartupProblem("Search:Engine 是 Cluster，但没有配置 Search:Cluster:Addresses。请写上各节点的网址，例如 https://search-1:9200。",
                "Search:Engine is Cluster, but Search:Cluster:Addresses is not set. Name the nodes, such as https://search-1:9200.");
        }

        return [.. texts.Select(text => Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                && address.UserInfo.Length == 0 && address.Query.Length == 0
            ? address
            : throw new StartupProblem($"Search:Cluster:Addresses 里的“{Shown(text)}”不是节点网址。请写 http:// 或 https:// 开头的网址，账号密码另写。",
                $"'{Shown(text)}' in Search:Cluster:Addresses is no node's address. Write http:// or https://…, and name and password apart from it."))];
    }

    private static AuthenticationHeaderValue? CredentialsOf(IConfiguration configuration)
    {
        var (key, name, password) = (configuration[Section + "ApiKey"], configuration[Section + "UserName"], configuration[Section + "Password"]);
        if (!string.IsNullOrEmpty(key) && !string.IsNullOrEmpty(name))
            throw new StartupProblem("Search:Cluster:ApiKey 和 UserName 只能配一个。", "Set Search:Cluster:ApiKey or UserName, not both.");
        if (!string.IsNullOrEmpty(key)) return new AuthenticationHeaderValue("ApiKey", key);
        if (string.IsNullOrEmpty(name) != string.IsNullOrEmpty(password))
            throw new StartupProblem("Search:Cluster:UserName 和 Password 要一起配。", "Search:Cluster:UserName and Password go together.");
        return string.IsNullOrEmpty(name) ? null : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
    }

    private static int Number(IConfiguration configuration, string key, int usual, int least, int most)
    {
        if (configuration[Section + key] is not { Length: > 0 } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new StartupProblem($"Search:Cluster:{key} 要在 {least} 到 {most} 之间。", $"Search:Cluster:{key} must be between {least} and {most}.");
    }

    /// <summary>An address may carry a password by mistake: nothing before an @ is ever printed.</summary>
    private static string Shown(string text) => text.LastIndexOf('@') is >= 0 and var at ? "…" + text[at..] : text;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex PrefixForm();
}
