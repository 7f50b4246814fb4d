using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Tables;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Accounts.Tests.Households;

public sealed class HouseholdImportTests(MarketplaceHost host) : IClassFixture<MarketplaceHost>
{
    private const string Head = "姓名,身份证号,村\n";

    [Fact]
    public async Task A_table_registers_households_once_however_often_it_comes()
    {
        var official = host.As(Role.TownOfficial, region: Village.Town);
        var (first, second) = (Village.IdentityNumber(), Village.IdentityNumber());
        var table = Head + $"向大山,{first},{Village.Code}\n冉秀芳,{second},{Village.Code} 随便什么名\n";
        var id = await HandIn(official, table);
        Assert.Equal((2, 0, 0, 0), Counts(await Until(official, id, "checked")));
        await official.Post($"/api/household-imports/{id}/start").Body();
        await Until(official, id, "done");
        var rows = (await official.Read($"/api/households?village={Village.Code}&size=100"))["items"]!.AsArray();
        Assert.Single(rows, row => row!["maskedIdentity"]!.GetValue<string>() == "****" + first[^4..] && row["maskedName"]!.GetValue<string>() == "向*山");
        Assert.Equal((0, 0, 2, 0), Counts(await Until(official, await HandIn(official, table), "checked")));
    }

    [Fact]
    public async Task Wrong_rows_are_told_and_no_full_number_or_name_leaves_the_server_or_lies_readable()
    {
        var official = host.As(Role.TownOfficial, region: Village.Town);
        var (known, sound) = (Village.IdentityNumber(), Village.IdentityNumber());
        await Village.Household(host, "冉秀芳", known);
        var wrong = sound[..17] + (sound[17] == '1' ? '2' : '1');
        var id = await HandIn(official, Head + $"向读不得,{wrong},{Village.Code}\n冉改名,{known},{Village.Code}\n向外村,{sound},{Village.Elsewhere}\n没号码,,{Village.Code}\n");
        Assert.Equal((0, 0, 0, 4), Counts(await Until(official, id, "checked")));
        var rows = await official.Read($"/api/household-imports/{id}/rows");
        Assert.Equal(["identity-wrong", "household-known-otherwise", "village-needed", "cell-wrong"], rows["items"]!.AsArray().Select(row => row!["faults"]![0]!["code"]!.GetValue<string>()));
        using var table = new TableFile(new MemoryStream(await official.GetByteArrayAsync(new Uri($"/api/household-imports/{id}/faults.xlsx", UriKind.Relative), TestContext.Current.CancellationToken)));
        var told = rows.ToJsonString() + string.Join('\n', table.Rows().SelectMany(row => row.Cells).Select(cell => cell.Text));
        foreach (var secret in new[] { wrong, known, sound, "向读不得", "冉改名" }) Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        foreach (var secret in new[] { wrong, "向读不得" })
        {
            var readable = await host.Database.Scalar<long>("SELECT count(*) FROM accounts.import_row r WHERE to_jsonb(r)::text LIKE '%' || $1 || '%' OR position(convert_to($1, 'UTF8') in cells) > 0", secret);
            Assert.Equal(0, readable);
        }
    }

    [Fact]
    public async Task Households_imports_are_their_keepers_alone()
    {
        var official = host.As(Role.TownOfficial, region: Village.Town);
        var id = await HandIn(official, Head + $"向大山,{Village.IdentityNumber()},{Village.Code}\n");
        await host.As(Role.TownOfficial, region: Village.Town).GetAsync(new Uri($"/api/household-imports/{id}/rows", UriKind.Relative)).MustBeProblem(404, "not-found");
        await host.As(Role.Supplier, organisation: Guid.NewGuid()).GetAsync(new Uri("/api/household-imports", UriKind.Relative)).MustBeProblem(403, "not-allowed");
    }

    private static (int New, int Changed, int Unchanged, int Wrong) Counts(JsonNode view) =>
        (view["new"]!.GetValue<int>(), view["changed"]!.GetValue<int>(), view["unchanged"]!.GetValue<int>(), view["wrong"]!.GetValue<int>());

    private static async Task<string> HandIn(HttpClient client, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/household-imports?name=" + Uri.EscapeDataString("农户.csv")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return (await client.SendAsync(request, TestContext.Current.CancellationToken).Body())["importId"]!.GetValue<string>();
    }

    private static async Task<JsonNode> Until(HttpClient client, string id, string state)
    {
        JsonNode view = null!;
        await MarketplaceHost.Eventually(async () => (view = await client.Read($"/api/household-imports/{id}"))["state"]!.GetValue<string>() is var now && (now == state || now == "failed"), $"the import is {state}");
        Assert.True(view["state"]!.GetValue<string>() == state, view.ToJsonString());
        return view;
    }
}
