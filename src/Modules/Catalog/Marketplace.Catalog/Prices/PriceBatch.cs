using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search.Synonyms;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Prices;

/// <summary>A product that is about to be held against the market.</summary>
internal sealed record AnnouncedProduct(Guid? ProductId, string Name, IReadOnlyList<string> Synonyms, string CategoryCode);

/// <summary>References and notices for many products, read at once: a table of ten thousand must not ask ten thousand times.</summary>
internal sealed class PriceBatch
{
    private readonly HashSet<(string Name, string Category)> announced;
    private readonly Dictionary<(string Word, string Category), PriceReference> references;
    private readonly Dictionary<string, string?> parents;
    private readonly HashSet<Guid> products;
    private readonly SynonymList known;
    private readonly ILookup<Guid, PriceNotice> notices;

    private PriceBatch(IReadOnlyCollection<AnnouncedProduct> batch, IEnumerable<PriceReference> found, Dictionary<string, string?> parents, IEnumerable<PriceNotice> live, SynonymList known)
    {
        this.known = known;
        announced = [.. batch.Select(product => (product.Name, product.CategoryCode))];
        products = [.. batch.Where(product => product.ProductId is not null).Select(product => product.ProductId!.Value)];
        references = found.ToDictionary(row => (row.Word, row.CategoryCode));
        notices = live.ToLookup(notice => notice.ProductId);
        this.parents = parents;
    }

    internal static async Task<PriceBatch> Read(CatalogDb db, IReadOnlyCollection<AnnouncedProduct> batch, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var parents = await db.Set<Category>().AsNoTracking().ToDictionaryAsync(row => row.Code, row => row.ParentCode, cancellation);
        var synonyms = await db.Synonyms(cancellation);
        var words = batch.SelectMany(product => ProduceWords.Of(product.Name, product.Synonyms, synonyms)).Distinct().ToArray();
        var categories = batch.Select(product => product.CategoryCode).Distinct().SelectMany(code => PathOf(code, parents)).Distinct().ToArray();
        // Of each word in a category the one that a single product would be held against.
        var found = await db.Set<PriceReference>().FromSql($"""
            SELECT DISTINCT ON (word, category_code) * FROM price_reference
            WHERE word = ANY({words}) AND category_code = ANY({categories}) AND priced_on BETWEEN {from} AND {to}
            ORDER BY word, category_code, grade <> '', priced_on DESC, market
            """).AsNoTracking().ToListAsync(cancellation);
        var known = batch.Where(product => product.ProductId is not null).Select(product => product.ProductId!.Value).ToArray();
        var live = known.Length == 0 ? [] : await db.LiveNotices().Where(notice => known.Contains(notice.ProductId)).ToListAsync(cancellation);
        return new PriceBatch(batch, found, parents, live, synonyms);
    }

    internal bool Knows(string name, string categoryCode) => announced.Contains((name, categoryCode));

    internal bool Knows(Guid productId) => products.Contains(productId);

    internal List<PriceNotice> NoticesOf(Guid productId) => [.. notices[productId]];

    /// <summary>As <see cref="PriceRules.ReferenceFor"/> chooses: the longest word, then the nearest category.</summary>
    internal PriceReference? ReferenceFor(string name, IEnumerable<string> synonyms, string categoryCode)
    {
        var path = PathOf(categoryCode, parents).ToList();
        foreach (var words in ProduceWords.Of(name, synonyms, known).GroupBy(word => word.EnumerateRunes().Count()).OrderByDescending(same => same.Key))
        {
            foreach (var category in path)
            {
                var best = words.Select(word => references.GetValueOrDefault((word, category))).OfType<PriceReference>()
                    .OrderBy(row => row.Grade.Length > 0).ThenByDescending(row => row.PricedOn).ThenBy(row => row.Market, StringComparer.Ordinal).FirstOrDefault();
                if (best is not null) return best;
            }
        }

        return null;
    }

    private static IEnumerable<string> PathOf(string code, Dictionary<string, string?> parents)
    {
        for (string? at = code; at is not null && parents.ContainsKey(at); at = parents[at]) yield return at;
    }
}
