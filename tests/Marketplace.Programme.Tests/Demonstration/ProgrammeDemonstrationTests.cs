using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Demonstration;
using Marketplace.Programme.Data;
using Marketplace.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Programme.Tests.Demonstration;

/// <summary>What a reader can hold against the newspaper.</summary>
public sealed partial class ProgrammeDemonstrationTests(ProgrammeDemonstrationTests.Loaded host) : IClassFixture<ProgrammeDemonstrationTests.Loaded>
{
    private static readonly Guid Programme2020 = StableId.From("programme:cq-2020");

    public sealed class Loaded : MarketplaceHost
    {
        public TimeSpan Took { get; private set; }

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await using var scope = Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var watch = Stopwatch.StartNew();
            await scope.ServiceProvider.GetServices<IDemonstration>().Single(part => part.Order == 50)
                .Load(new DemonstrationFiles(Path.Combine(PostgresServer.RepositoryRoot(), "src", "Marketplace.Server", "Demonstration")), CancellationToken.None);
            await transaction.CommitAsync();
            Took = watch.Elapsed;
        }
    }

    [Fact]
    public async Task The_first_screen_shows_the_published_figures_of_Chongqing_2020()
    {
        var view = await host.As(Role.CityOfficial, region: "500000").Read("/api/dashboard");

        Assert.Equal(Programme2020, view["programmeId"]!.GetValue<Guid>());
        Assert.Equal("2020-08-31", view["asOf"]!.GetValue<string>());
        Assert.True(view["holdsDemonstration"]!.GetValue<bool>());
        Assert.Equal(351_000_000_000, view["total"]!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(400_000_000_000, view["total"]!["targetFen"]!.GetValue<long>());
        Assert.Equal(87.75m, view["total"]!["completionPercent"]!.GetValue<decimal>());
        Assert.Equal(66.67m, view["pacePercent"]!.GetValue<decimal>());
        Assert.Equal(13_700_000_000, view["unsoldRelief"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(29_984_544_040, view["shandong"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(82_000_000_000, view["jointChannels"]!["targetFen"]!.GetValue<long>());
        Assert.Equal("at_least", view["jointChannels"]!["targetQualifier"]!.GetValue<string>());
        Assert.Equal(58_647_022_000, view["jointChannels"]!["amounts"]!["grossFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task Cuts_of_the_total_add_up_and_series_stay_apart()
    {
        var view = await host.As(Role.CityOfficial, region: "500000").Read("/api/dashboard");
        long Sum(string list) => view[list]!.AsArray().Sum(row => row!["amounts"]!["grossFen"]!.GetValue<long>());
        Assert.Equal(351_000_000_000, Sum("channels"));
        Assert.Equal(351_000_000_000, Sum("modes"));
        Assert.Equal(351_000_000_000, Sum("counties"));
        Assert.Equal(38, view["counties"]!.AsArray().Count);
        Assert.Equal(351_000_000_000, view["months"]!.AsArray().Sum(row => row!["grossFen"]!.GetValue<long>()));
        Assert.Equal(351_000_000_000, view["direct"]!["grossFen"]!.GetValue<long>() + view["helped"]!["grossFen"]!.GetValue<long>());
        Assert.InRange(view["total"]!["amounts"]!["recognisedFen"]!.GetValue<long>(), 1, 350_999_999_999);
    }

    [Fact]
    public async Task Every_published_figure_has_its_qualifier_and_source()
    {
        var figures = (await host.As(Role.CityOfficial, region: "500000").Read("/api/dashboard"))["figures"]!.AsArray();
        var online = Assert.Single(figures, row => row!["id"]!.GetValue<string>() == "cq2020-online")!;
        Assert.Equal(800_000_000_000, online["amountFen"]!.GetValue<long>());
        Assert.Equal("nearly", online["qualifier"]!.GetValue<string>());
        Assert.Equal(30.5m, Assert.Single(figures, row => row!["id"]!.GetValue<string>() == "cq2020-online-growth")!["number"]!.GetValue<decimal>());
        Assert.Equal("at_least", Assert.Single(figures, row => row!["id"]!.GetValue<string>() == "cq2020-online-growth-target")!["qualifier"]!.GetValue<string>());
        Assert.All(figures, row => Assert.Contains("2020", row!["source"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_figure_drills_down_to_facts_that_add_up_to_it()
    {
        var client = host.As(Role.CountyOfficial, region: "500236");
        var luyu = (await client.Read("/api/dashboard"))["channels"]!.AsArray().Single(row => row!["code"]!.GetValue<string>() == "luyu")!["amounts"]!;
        long fen = 0, facts = 0;
        string? cursor = null;
        do
        {
            var page = await client.Read($"/api/sales?channel=luyu&size=100" + (cursor is null ? "" : "&cursor=" + cursor));
            foreach (var row in page["items"]!.AsArray())
            {
                Assert.Equal("500236", row!["originCounty"]!.GetValue<string>());
                Assert.True(row["isDemonstration"]!.GetValue<bool>());
                fen += row["amountFen"]!.GetValue<long>();
                facts++;
            }

            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal((luyu["grossFen"]!.GetValue<long>(), luyu["facts"]!.GetValue<long>()), (fen, facts));
    }

    [Fact]
    public async Task Another_countys_fact_is_unknown_here()
    {
        var fact = await host.Database.Scalar<Guid>("SELECT id FROM programme.sale_fact WHERE origin_county = '500236' LIMIT 1");
        await host.As(Role.CountyOfficial, region: "500235").GetAsync(new Uri($"/api/sales/{fact}", UriKind.Relative)).MustBeProblem(404, "not-found");
        await host.As(Role.CountyOfficial, region: "500235").GetAsync(new Uri("/api/sales?region=500236", UriKind.Relative)).MustBeProblem(404, "not-found");
        await host.As(Role.CountyOfficial, region: "500235").GetAsync(new Uri("/api/sales.xlsx?region=500236", UriKind.Relative)).MustBeProblem(404, "not-found");
        await host.As(Role.CountyOfficial, region: "500236").Read($"/api/sales/{fact}");
    }

    [Theory]
    [InlineData("q=%00")]
    [InlineData("month=2020-13")]
    [InlineData("buyerProvince=37")]
    [InlineData("region=5002361170001234")]
    public async Task Odd_filters_are_refused(string filter)
    {
        using var answer = await host.As(Role.CityOfficial, region: "500000").GetAsync(new Uri("/api/sales?" + filter, UriKind.Relative));
        Assert.InRange((int)answer.StatusCode, 400, 422);
    }

    [Fact]
    public async Task A_months_export_holds_its_facts_as_numbers()
    {
        var bytes = await host.As(Role.CityOfficial, region: "500000").GetByteArrayAsync(new Uri("/api/sales.xlsx?month=2020-03&channel=luyu", UriKind.Relative));
        using var zip = new ZipArchive(new MemoryStream(bytes));
        await using var entry = zip.Entries.First(part => part.FullName.Contains("sheet", StringComparison.Ordinal) && part.FullName.Contains("worksheets", StringComparison.Ordinal)).Open();
        XNamespace x = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var rows = (await XDocument.LoadAsync(entry, LoadOptions.None, CancellationToken.None)).Descendants(x + "row").Skip(1).ToList();
        decimal Yuan(XElement row) => decimal.Parse(row.Elements(x + "c").ElementAt(10).Element(x + "v")!.Value, null);
        var facts = await host.Database.Scalar<decimal>("SELECT sum(amount_fen) / 100.0 FROM programme.sale_fact WHERE channel = 'luyu' AND date_trunc('month', sold_on) = '2020-03-01'");
        Assert.Equal(facts, rows.SkipLast(1).Sum(Yuan));
        // The last row is the sum, and the filter's own sum says the same.
        Assert.Equal(facts, Yuan(rows[^1]));
        Assert.Equal(facts * 100, (await host.As(Role.CityOfficial, region: "500000").Read("/api/sales/sum?month=2020-03&channel=luyu"))["grossFen"]!.GetValue<long>());
    }

    [Fact]
    public async Task Loading_stays_a_matter_of_seconds()
    {
        Assert.True(host.Took < TimeSpan.FromSeconds(20), $"It took {host.Took}");
        TestContext.Current.SendDiagnosticMessage("Programme demonstration loaded in {0}", host.Took);
        Assert.Equal(8803 + 1890, await host.Database.Scalar<long>("SELECT count(*) FROM programme.sale_fact"));
    }

    [Fact]
    public async Task A_live_years_programmes_are_listed_after_the_featured_one()
    {
        var rows = (await host.As(Role.CountyOfficial, region: "500236").Read("/api/programmes"))["items"]!.AsArray();
        Assert.Equal("cq-2020", Assert.Single(rows, row => row!["isFeatured"]!.GetValue<bool>())!["key"]!.GetValue<string>());
        Assert.Contains(rows, row => row!["key"]!.GetValue<string>() == "demo-2026" && row["isDemonstration"]!.GetValue<bool>());
        Assert.Contains(rows, row => row!["key"]!.GetValue<string>() == "luyu-2026" && row["parentId"] is not null);
    }

    [Fact]
    public async Task The_monthly_bulletin_of_2020_can_be_drafted_signed_and_downloaded_in_both_forms()
    {
        var draft = await host.As(Role.CityOfficial, region: "500000").Post("/api/bulletins", new { programmeId = Programme2020, month = "2020-08" }).Body();
        var signer = host.As(Role.CityOfficial, region: "500000");
        await signer.Post($"/api/bulletins/{draft["id"]}/signature").Body();
        foreach (var form in (string[])["xlsx", "docx"])
        {
            var bytes = await signer.GetByteArrayAsync(new Uri($"/api/bulletins/{draft["id"]}/{form}", UriKind.Relative));
            if (Environment.GetEnvironmentVariable("MARKETPLACE_KEEP_DOCUMENTS") is { Length: > 0 } folder) await File.WriteAllBytesAsync(Path.Combine(folder, "bulletin." + form), bytes);
            using var zip = new ZipArchive(new MemoryStream(bytes));
            var text = string.Concat(zip.Entries.Where(part => part.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(part => new StreamReader(part.Open()).ReadToEnd()));
            Assert.Contains(form == "docx" ? "35.10亿元" : "351000", text, StringComparison.Ordinal);
            Assert.Contains("不低于8.2亿元", text, StringComparison.Ordinal);
        }
    }
}
