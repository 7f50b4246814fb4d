using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Marketplace.Platform.EmbeddedPostgres;
using Npgsql;

namespace Marketplace.Benchmarks;

/// <summary>The built server as a process of its own with its demonstration data, used over HTTP as people use it.</summary>
internal sealed class Market : IDisposable
{
    private readonly Process process;
    private readonly Uri address;
    private readonly string owner;
    private readonly Dictionary<string, HttpClient> people = [];
    private readonly List<Guid> packs = [];

    private Market(Process process, Uri address, string owner) => (this.process, this.address, this.owner) = (process, address, owner);

    internal static async Task<Market> Start(EmbeddedDatabase database, string dataDirectory)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var program = Path.Combine(AppContext.BaseDirectory, "Marketplace.Server" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        var process = Process.Start(new ProcessStartInfo(program,
        [
            "serve", "--urls", address.ToString(), "--Data:Directory", dataDirectory, "--ConnectionStrings:Marketplace", database.AppConnectionString,
            "--ConnectionStrings:MarketplaceOwner", database.OwnerConnectionString, "--Database:MigrateAtStart", "true", "--Demonstration:Load", "true",
        ])
        {
            WorkingDirectory = Repository.Root(),
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Testing", ["Logging__LogLevel__Default"] = "Warning" },
        })!;
        process.BeginOutputReadLine();
        var market = new Market(process, address, database.SuperuserConnectionString);
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReady(client))
        {
            if (process.HasExited) throw new InvalidOperationException("The server ended before it was ready.");
            await Task.Delay(50);
        }

        await market.FillShelves();
        return market;
    }

    internal async Task PlaceOrder(int client)
    {
        // Two institutions, so that not all orders wait for one budget.
        var buyer = await As(client % 2 == 0 ? "shandong" : "yubei", client);
        var pack = packs[Random.Shared.Next(packs.Count)];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = JsonContent.Create(new
            {
                lines = new[] { new { packId = pack, quantity = 10 } },
                delivery = new { recipient = "王示例", phone = "13800000000", regionCode = "370102", address = "示例路1号" },
                channelCode = "social",
                salesModeCode = "department-matched",
                paymentMode = "prepay",
            }),
        };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var answer = await buyer.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The order was refused: {await answer.Content.ReadAsStringAsync()}");
    }

    internal async Task Search(int client, string query)
    {
        var stranger = await As(string.Empty, client);
        using var answer = await stranger.GetAsync(new Uri("/api/search?q=" + Uri.EscapeDataString(query), UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    internal async Task Open(int client, string userName, string path)
    {
        var person = await As(userName, client);
        using var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Adds sale facts like those that are there, each in days and counties that exist, past the roll-up's notice or through it as the product does.</summary>
    internal Task AddFacts(int count) => Sql($"""
        INSERT INTO programme.sale_fact (id, kind, source, source_id, line_id, sold_on, origin_region, origin_county, buyer_id, buyer_name, buyer_region, supplier_id, supplier_name,
            product_id, product_name, category, channel, mode, series, is_recognised, is_unsold_relief, is_demonstration, amount_fen, mass_grams, orders, counted_at)
        SELECT gen_random_uuid(), 'Sale', source, gen_random_uuid(), gen_random_uuid(), sold_on, origin_region, origin_county, buyer_id, buyer_name, buyer_region, supplier_id, supplier_name,
            product_id, product_name, category, channel, mode, series, is_recognised, is_unsold_relief, is_demonstration, abs(amount_fen), mass_grams, 1, counted_at
        FROM (SELECT * FROM programme.sale_fact WHERE kind = 'Sale' ORDER BY position LIMIT 2000) f, generate_series(1, {count / 2000})
        """);

    /// <summary>
    /// Fills the market up to so many products: the demonstration's again and again under other brands, with other prices, stock, sales
    /// and days. Words keep the frequency that they have among real produce, and each brand brings words of its own.
    /// </summary>
    internal async Task FillProducts(int count)
    {
        await Sql($"""
            SET search_path = catalog, public;
            CREATE TEMP TABLE brand AS
            SELECT d.product_id AS old, gen_random_uuid() AS id, translate(substr(md5(random()::text), 1, 8), '0123456789', 'ghijklmnop') AS spelt,
                   chr(19968 + (random() * 20000)::int) || chr(19968 + (random() * 20000)::int) AS brand, random() AS x, random() AS y
            FROM search_document d, generate_series(1, {count} / (SELECT count(*) FROM search_document)) n;
            INSERT INTO product SELECT (jsonb_populate_record(p, jsonb_build_object('id', brand.id, 'name', brand || p.name))).* FROM brand JOIN product p ON p.id = brand.old;
            INSERT INTO search_document (product_id, document, is_on_sale, category_code, county_code, supplier_kind, fen_per_kg, from_fen, season_from, season_to,
                                         recognised_from, recognised_to, available, sold, listed_at, form, shown)
            SELECT brand.id, d.document || array_to_tsvector(ARRAY[brand, left(brand, 1), right(brand, 1), 'p_' || spelt, 'i_' || left(spelt, 4)]), d.is_on_sale, d.category_code,
                   d.county_code, d.supplier_kind, (d.fen_per_kg * (0.7 + x))::bigint, (d.from_fen * (0.7 + x))::bigint, d.season_from, d.season_to, d.recognised_from, d.recognised_to,
                   CASE WHEN y < 0.1 THEN 0 ELSE (y * 3000)::bigint END, (x * x * 5000)::bigint, d.listed_at - make_interval(secs => x * 3e7), d.form,
                   d.shown || jsonb_build_object('name', brand || (d.shown ->> 'name'))
            FROM brand JOIN search_document d ON d.product_id = brand.old;
            DROP TABLE brand;
            ANALYZE product, search_document;
            """);
    }

    /// <summary>Asks until the answers come as fast as they will.</summary>
    internal async Task SettleSearch()
    {
        for (var fast = 0; fast < 5;)
        {
            var begin = Stopwatch.GetTimestamp();
            await Search(0, "脐橙");
            fast = Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 60 ? fast + 1 : 0;
            await Task.Delay(100);
        }
    }

    internal async Task<long> Facts()
    {
        await using var database = NpgsqlDataSource.Create(Superuser());
        await using var command = database.CreateCommand("SELECT count(*) FROM programme.sale_fact");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        foreach (var client in people.Values) client.Dispose();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Chooses forty packs on sale and gives each lot more stock than any run can sell.</summary>
    private async Task FillShelves()
    {
        using var client = new HttpClient { BaseAddress = address };
        var found = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/search?size=60&inStock=true", UriKind.Relative)))!["items"]!.AsArray();
        foreach (var item in found)
        {
            var product = JsonNode.Parse(await client.GetStringAsync(new Uri($"/api/products/{item!["productId"]}", UriKind.Relative)))!;
            if (10 % product["quantityStep"]!.GetValue<int>() != 0 || product["minQuantity"]!.GetValue<int>() > 10) continue;
            var pack = product["packs"]!.AsArray().FirstOrDefault(pack => pack!["available"]!.GetValue<long>() > 100);
            if (pack is not null && packs.Count < 40) packs.Add(pack["packId"]!.GetValue<Guid>());
        }

        await Sql($"UPDATE ordering.stock_lot SET on_hand = on_hand + 10000000, available = available + 10000000 WHERE pack_id IN ({string.Join(',', packs.Select(pack => $"'{pack}'"))})");
    }

    private async Task<HttpClient> As(string userName, int number)
    {
        var name = $"{userName}/{number}";
        lock (people)
        {
            if (people.TryGetValue(name, out var known)) return known;
        }

        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        if (userName.Length > 0)
        {
            using var signedIn = await client.PostAsJsonAsync("/api/session", new { userName, password = "ganju-2026" });
            signedIn.EnsureSuccessStatusCode();
            using var session = await client.GetAsync(new Uri("/api/session", UriKind.Relative));
            var cookie = session.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("mp-csrf=", StringComparison.Ordinal));
            client.DefaultRequestHeaders.Add("X-CSRF", Uri.UnescapeDataString(cookie["mp-csrf=".Length..cookie.IndexOf(';', StringComparison.Ordinal)]));
        }

        lock (people) return people.TryAdd(name, client) ? client : people[name];
    }

    private async Task Sql(string sql)
    {
        await using var database = NpgsqlDataSource.Create(Superuser());
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    internal string Superuser() => new NpgsqlConnectionStringBuilder(owner) { Database = "marketplace", Pooling = false }.ConnectionString;

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
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
}
