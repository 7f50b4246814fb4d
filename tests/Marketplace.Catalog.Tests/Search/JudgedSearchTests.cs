using System.Globalization;
using Marketplace.Catalog.Tests.Demonstration;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

/// <summary>Buyers find produce the way they speak: characters, pinyin, initials, synonyms, other scripts, slips of the finger.</summary>
public sealed class JudgedSearchTests(DemonstrationHost host, ITestOutputHelper output) : IClassFixture<DemonstrationHost>
{
    private const double Least = 0.9;

    [Fact]
    public void Every_judged_product_is_in_the_demonstration_and_every_query_has_one_that_is_meant()
    {
        Assert.True(JudgedQuery.All.Count >= 150);
        Assert.Equal(JudgedQuery.All.Count, JudgedQuery.All.Select(query => query.Text).Distinct().Count());
        Assert.All(JudgedQuery.All, query => Assert.Contains(3, query.Grades.Values));
    }

    [Fact]
    public async Task The_judged_queries_reach_nine_tenths_of_the_best_order()
    {
        var client = host.Stranger();
        var gains = new List<(string Text, double Gain, string First)>();
        foreach (var query in JudgedQuery.All)
        {
            var items = (await client.Read($"/api/search?size={JudgedQuery.Depth}&q={Uri.EscapeDataString(query.Text)}"))["items"]!.AsArray();
            gains.Add((query.Text, query.GainOf(items.Select(item => item!["productId"]!.GetValue<Guid>())), string.Join('、', items.Take(4).Select(item => item!["name"]!.GetValue<string>()))));
        }

        var mean = gains.Average(gain => gain.Gain);
        output.WriteLine($"nDCG@{JudgedQuery.Depth} over {gains.Count} queries: {mean.ToString("0.000", CultureInfo.InvariantCulture)}");
        foreach (var (text, gain, first) in gains.OrderBy(gain => gain.Gain).Take(60))
            output.WriteLine($"{gain.ToString("0.00", CultureInfo.InvariantCulture)}  {text}  {first}");
        Assert.True(mean >= Least, $"nDCG@{JudgedQuery.Depth} is {mean.ToString("0.000", CultureInfo.InvariantCulture)}, less than {Least}.");
    }
}
