using System.IO.Compression;
using System.Xml.Linq;
using Marketplace.Platform.Auth;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Programme.Tests.Demonstration;

public sealed partial class ProgrammeDemonstrationTests
{
    [Fact]
    public async Task A_past_day_shows_what_was_in_the_ledger_then()
    {
        var city = host.As(Role.CityOfficial, region: "500000");
        var half = await city.Read("/api/dashboard?countedBy=2020-06-30");
        var facts = await host.Database.Scalar<long>("SELECT sum(amount_fen)::bigint FROM programme.sale_fact WHERE sold_on < '2020-07-01' AND sold_on >= '2020-01-01'");
        Assert.Equal(facts, half["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal("2020-06-30", half["asOf"]!.GetValue<string>());
        Assert.Equal(facts, (await city.Read("/api/dashboard?until=2020-06"))["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(facts, (await city.Read("/api/sales/sum?countedBy=2020-06-30"))["grossFen"]!.GetValue<long>());
        Assert.Equal(0, (await city.Read("/api/dashboard?countedBy=2019-12-31"))["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task Kinds_of_buyers_split_the_total_and_the_sums_agree_with_the_facts()
    {
        var city = host.As(Role.CityOfficial, region: "500000");
        var unions = (await city.Read("/api/dashboard?buyerKind=trade-union"))["total"]!["amounts"]!["grossFen"]!.GetValue<long>();
        Assert.InRange(unions, 1, 350_999_999_999);
        Assert.Equal(unions, (await city.Read("/api/dashboard?buyerKind=trade-union&countedBy=2020-12-31"))["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(unions, (await city.Read("/api/sales/sum?buyerKind=trade-union"))["grossFen"]!.GetValue<long>());
        using var odd = await city.GetAsync(new Uri("/api/dashboard?buyerKind=7", UriKind.Relative));
        Assert.Equal(422, (int)odd.StatusCode);
    }

    [Theory]
    [InlineData("counties", 38 + 4)]
    [InlineData("months", 8 + 4)]
    public async Task Each_chart_can_be_taken_away_with_its_sum(string chart, int rows)
    {
        var bytes = await host.As(Role.CityOfficial, region: "500000").GetByteArrayAsync(new Uri($"/api/dashboard.xlsx?chart={chart}", UriKind.Relative));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        await using var entry = zip.Entries.First(part => part.FullName.Contains("worksheets/sheet", StringComparison.Ordinal)).Open();
        XNamespace x = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var found = (await XDocument.LoadAsync(entry, LoadOptions.None, CancellationToken.None)).Descendants(x + "row").ToList();
        Assert.Equal(rows, found.Count);
        Assert.Contains(found[^1].Descendants(x + "v"), value => decimal.Parse(value.Value, null) == 3_510_000_000m);
    }

    [Fact]
    public async Task Alerts_name_the_counties_that_lag_the_furthest_first()
    {
        var city = host.As(Role.CityOfficial, region: "500000");
        var alerts = await city.Read("/api/dashboard/alerts?until=2020-01");
        var view = await city.Read("/api/dashboard?until=2020-01");
        var pace = view["pacePercent"]!.GetValue<decimal>();
        var lagging = view["counties"]!.AsArray().Where(row => row!["completionPercent"]?.GetValue<decimal>() < pace).Select(row => row!["completionPercent"]!.GetValue<decimal>()).Order().ToList();
        Assert.Equal(lagging, alerts["behind"]!.AsArray().Select(row => row!["completionPercent"]!.GetValue<decimal>()));
        Assert.Equal(38, (await city.Read("/api/dashboard/alerts?until=2020-12"))["unreported"]!.AsArray().Count);
        Assert.Empty((await city.Read("/api/dashboard/alerts"))["unreported"]!.AsArray());
    }

    [Fact]
    public async Task Sales_as_text_open_in_a_spreadsheet_with_their_Chinese_and_names_instead_of_codes()
    {
        var bytes = await host.As(Role.CountyOfficial, region: "500236").GetByteArrayAsync(new Uri("/api/sales.csv?month=2020-03", UriKind.Relative));
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(await host.Database.Scalar<long>("SELECT count(*) FROM programme.sale_fact WHERE origin_county = '500236' AND date_trunc('month', sold_on) = '2020-03-01'"), lines.Length - 1);
        Assert.All(lines.Skip(1), line => Assert.Contains("奉节县", line, StringComparison.Ordinal));
    }
}
