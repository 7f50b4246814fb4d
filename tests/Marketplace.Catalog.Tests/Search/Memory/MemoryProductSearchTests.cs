using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Memory;
using Marketplace.Catalog.Tests.Demonstration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Marketplace.Catalog.Tests.Search.Memory;

/// <summary>A host's copy of the search documents says what PostgreSQL says, at once and whatever the order in which transactions end.</summary>
public sealed class MemoryProductSearchTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly ProductSearch Everything = new(null, null, null, null, null, null, null, null, null, SearchSort.Relevance, 20, null);

    private IProductSearch Copy => host.Services.GetRequiredService<MemoryProductSearch>();

    private IProductSearch Sql => host.Services.GetRequiredService<PostgresProductSearch>();

    public static TheoryData<string> FilterNames => [.. Filters.Keys];

    private static Dictionary<string, Func<ProductSearch, ProductSearch>> Filters => new()
    {
        ["nothing"] = search => search,
        ["a branch of the categories"] = search => search with { Category = "fruit" },
        ["a county"] = search => search with { County = "500236" },
        ["a kind of supplier and a price"] = search => search with { SupplierKind = OrganisationKind.Cooperative, MinFenPerKg = 800, MaxFenPerKg = 3000 },
        ["what is recognised, in season and in stock"] = search => search with { Recognised = true, InSeason = true, InStock = true },
        ["what is not"] = search => search with { Recognised = false, InSeason = false },
    };

    [Theory]
    [MemberData(nameof(FilterNames))]
    public async Task The_copy_counts_what_the_database_counts_for_every_judged_query(string filter)
    {
        foreach (var words in JudgedQuery.All.Select(query => query.Text).Where((_, at) => at % 4 == filter.Length % 4).Append(null))
        {
            var search = Filters[filter](Everything with { Text = words });
            var (copied, asked) = (await Copy.Find(search, TestContext.Current.CancellationToken), await Sql.Find(search, TestContext.Current.CancellationToken));
            Assert.True(asked.Total == copied.Total, $"{words}: the database finds {asked.Total}, the copy {copied.Total}.");
            Assert.Equal(Told(asked), Told(copied));
            Assert.Equal(asked.CorrectedTo, copied.CorrectedTo);
        }
    }

    [Theory]
    [InlineData("PricePerKg")]
    [InlineData("Sales")]
    [InlineData("Newest")]
    public async Task Sorted_by_a_figure_the_copy_and_the_database_give_the_same_products_page_by_page_whichever_gave_the_cursor(string sort)
    {
        var search = Everything with { County = "500236", Sort = Enum.Parse<SearchSort>(sort), Size = 7 };
        var (fromCopy, fromBoth) = (new List<ProductHit>(), new List<ProductHit>());
        for (string? cursor = null; ;)
        {
            var page = await Copy.Find(search with { Cursor = cursor }, TestContext.Current.CancellationToken);
            fromCopy.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null) break;
        }

        string? handedOver = null;
        for (var turn = 0; ; turn++)
        {
            var page = await (turn % 2 == 0 ? Sql : Copy).Find(search with { Cursor = handedOver }, TestContext.Current.CancellationToken);
            fromBoth.AddRange(page.Items);
            if ((handedOver = page.NextCursor) is null) break;
        }

        Assert.Equal(fromCopy.Select(hit => hit.ProductId), fromBoth.Select(hit => hit.ProductId));
        Assert.Equal(fromCopy, fromBoth);
        Assert.Equal((await Copy.Find(search, TestContext.Current.CancellationToken)).Total, fromCopy.Count);
    }

    [Fact]
    public async Task A_transaction_that_began_first_and_ends_last_is_not_missed()
    {
        var product = (await Copy.Find(Everything with { Text = "脐橙" }, TestContext.Current.CancellationToken)).Items[0];
        await using var slow = await Open();
        await using var quick = await Open();
        await using var slowWork = await slow.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Run(slow, "SELECT pg_current_xact_id()");
        await Run(quick, $"UPDATE search_document SET sold = 777001 WHERE product_id = '{product.ProductId}'");
        Assert.Equal(777001, await SoldOf(product));
        await Run(slow, $"UPDATE search_document SET sold = 777002 WHERE product_id = '{product.ProductId}'");
        Assert.Equal(777001, await SoldOf(product));
        await slowWork.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(777002, await SoldOf(product));
    }

    [Fact]
    public async Task A_product_under_new_words_is_found_by_them_alone_and_counted_once()
    {
        var product = (await Copy.Find(Everything with { Text = "榨菜" }, TestContext.Current.CancellationToken)).Items[0];
        var before = await Copy.Find(Everything with { Text = "榨菜" }, TestContext.Current.CancellationToken);
        var all = await Copy.Find(Everything, TestContext.Current.CancellationToken);
        await using var connection = await Open();
        await Run(connection, $"UPDATE search_document SET document = '''独一'':1A ''无二'':2A' WHERE product_id = '{product.ProductId}'");
        Assert.Equal(before.Total - 1, (await Copy.Find(Everything with { Text = "榨菜" }, TestContext.Current.CancellationToken)).Total);
        Assert.Equal(product.ProductId, Assert.Single((await Copy.Find(Everything with { Text = "独一" }, TestContext.Current.CancellationToken)).Items).ProductId);
        Assert.Equal(all.Total, (await Copy.Find(Everything, TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public async Task Searches_at_once_all_see_what_was_committed_before_them()
    {
        var product = (await Copy.Find(Everything with { Text = "核桃" }, TestContext.Current.CancellationToken)).Items[0];
        await using var connection = await Open();
        for (var sold = 880_000; sold < 880_020; sold++)
        {
            await Run(connection, $"UPDATE search_document SET sold = {sold} WHERE product_id = '{product.ProductId}'");
            var seen = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SoldOf(product)));
            Assert.All(seen, value => Assert.Equal(sold, value));
        }
    }

    private async Task<long> SoldOf(ProductHit product) =>
        Assert.Single((await Copy.Find(Everything with { Among = [product.ProductId] }, TestContext.Current.CancellationToken)).Items).Sold;

    private static IReadOnlyList<(string, string, long)> Told(SearchResult result) =>
        [.. result.Facets.Select(facet => (facet.Facet, facet.Value, facet.Count)).OrderBy(facet => facet.Facet, StringComparer.Ordinal).ThenBy(facet => facet.Value, StringComparer.Ordinal)];

    private Task<NpgsqlConnection> Open() => host.Services.GetRequiredKeyedService<NpgsqlDataSource>("catalog").OpenConnectionAsync(TestContext.Current.CancellationToken).AsTask();

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
