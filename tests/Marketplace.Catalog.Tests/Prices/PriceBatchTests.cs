using Marketplace.Catalog.Data;
using Marketplace.Catalog.Prices;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Prices;

/// <summary>Whether a product comes alone or in a table of ten thousand, it is held against the same reference.</summary>
public sealed class PriceBatchTests(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private static readonly string[] Produce = ["脐橙", "锦橙", "橙", "土豆", "马铃薯", "洋芋", "李子", "脆李", "红薯", ""];
    private static readonly string[] Names = ["奉节脐橙", "开县锦橙", "高山洋芋", "巫山脆李", "橙", "红薯粉条", "土豆片", "无名果", "脐橙锦橙双拼"];
    private static readonly string[] Categories = ["fruit", "fruit-citrus", "fruit-stone", "veg", "veg-root"];

    [Fact]
    public async Task Many_products_read_at_once_meet_the_references_they_would_meet_alone()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_TEST_SEED"), out var given) ? given : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var today = new DateOnly(2026, 11, 20);
        await using var scope = world.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDb>();
        var known = db.Set<Catalog.Categories.Category>().Select(row => row.Code).ToHashSet();
        Assert.Superset(Categories.ToHashSet(), known);
        db.AddRange(Enumerable.Range(0, 120).Select(at => Reference(at, random, today)));
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var products = Enumerable.Range(0, 200).Select(_ => new AnnouncedProduct(null, Any(random, Names), random.Next(3) == 0 ? [Any(random, Produce)] : [], Any(random, Categories))).ToList();
        var (from, to) = (today.AddDays(-14), today.AddDays(-1));
        var batch = await PriceBatch.Read(db, products, from, to, TestContext.Current.CancellationToken);
        var found = 0;
        foreach (var product in products)
        {
            var alone = await db.ReferenceFor(product.Name, product.Synonyms, product.CategoryCode, from, to, TestContext.Current.CancellationToken);
            var among = batch.ReferenceFor(product.Name, product.Synonyms, product.CategoryCode);
            // Which of two words of one length wins is nobody's business.
            Assert.Equal((alone?.Word.Length, alone?.CategoryCode, alone?.Grade, alone?.PricedOn), (among?.Word.Length, among?.CategoryCode, among?.Grade, among?.PricedOn));
            if (alone is not null) found++;
        }

        Assert.InRange(found, 20, 200);
    }

    private static T Any<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private PriceReference Reference(int at, Random random, DateOnly today)
    {
        var name = Any(random, Produce);
        return new PriceReference
        {
            Market = "market-" + at,
            Name = name,
            Word = ProduceWords.Fold(name),
            CategoryCode = Any(random, Categories),
            Grade = random.Next(3) == 0 ? "A" : string.Empty,
            PricedOn = today.AddDays(-random.Next(30)),
            LowFen = 1,
            AverageFen = 2,
            HighFen = 3,
            Source = "示例",
            EnteredAt = world.Clock.GetUtcNow(),
        };
    }
}
