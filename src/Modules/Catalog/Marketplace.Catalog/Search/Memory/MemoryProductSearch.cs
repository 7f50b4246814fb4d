using System.Globalization;
using Marketplace.Kernel;
using Marketplace.Platform.Http;

namespace Marketplace.Catalog.Search.Memory;

/// <summary>
/// Search in PostgreSQL's documents by way of this host's copy of them, which each search first brings up to date; see
/// src/decisions/0005. While there is no copy, PostgreSQL's own search answers.
/// </summary>
internal sealed class MemoryProductSearch(CopyKeeper keeper, PostgresProductSearch postgres, Spelling spelling, TimeProvider clock) : IProductSearch
{
    /// <summary>The first part of a cursor, so that each engine knows its own.</summary>
    private const string CursorMark = "copy";

    public async Task<SearchResult> Find(ProductSearch search, CancellationToken cancellation)
    {
        if (await keeper.Current(cancellation) is not { } copy) return await postgres.Find(search, cancellation);
        var query = SearchQuery.Parse(search.Text);
        // Text that holds nothing to search for (only signs) finds nothing, rather than everything.
        if (query.Words is null && !string.IsNullOrWhiteSpace(search.Text)) return new SearchResult([], null, 0, []);
        var today = clock.Today();
        if (copy.Read(_ => Answer(copy, search, query, today)) is { } found) return found;
        query = await spelling.Understand(search.Text, cancellation);
        return copy.Read(_ => Answer(copy, search, query, today)) ?? new SearchResult([], null, 0, [], query.CorrectedTo);
    }

    public async Task<IReadOnlyList<string>> Suggest(string text, int size, CancellationToken cancellation)
    {
        if (await keeper.Current(cancellation) is not { } copy) return await postgres.Suggest(text, size, cancellation);
        var query = SearchQuery.Parse(text);
        if (query.Words is null) return [];
        var names = copy.Read(_ => NamesOf(copy, query, size));
        if (names.Count > 0) return names;
        query = await spelling.Understand(text, cancellation);
        return query.CorrectedTo is null ? [] : copy.Read(_ => NamesOf(copy, query, size));
    }

    /// <returns>Nothing when no product on sale answers the words, whatever the filters.</returns>
    private static SearchResult? Answer(SearchCopy copy, ProductSearch search, SearchQuery query, DateOnly today)
    {
        using var matching = query.Words is null ? null : new Matching(copy, query).Run();
        var filters = new Filters(copy, search, today);
        var facets = new FacetCounts(copy);
        var first = new FirstOf(copy, search.Size + 1, After(copy, search, matching));
        var (answering, total) = (0L, 0L);
        var rows = copy.Rows;
        foreach (var slot in SlotsOf(copy, search, matching))
        {
            ref readonly var row = ref rows[slot];
            if (!row.IsOnSale || matching?.Answers(slot) == false) continue;
            answering++;
            var choices = filters.ChoicesOf(row);
            var broken = filters.BrokenBy(row, choices);
            facets.Count(choices, broken);
            if (broken != 0) continue;
            total++;
            first.Offer(slot, Rank.KeyOf(row, search.Sort, matching?.WorthOf(slot)));
        }

        return answering == 0 && matching is not null ? null : Tell(copy, search, query, first.InOrder(), total, facets, filters);
    }

    private static ReadOnlySpan<int> SlotsOf(SearchCopy copy, ProductSearch search, Matching? matching)
    {
        if (search.Among is { } among) return (int[])[.. among.Distinct().Select(copy.SlotOf).Where(slot => slot is not null).Select(slot => slot!.Value)];
        return matching is null ? (int[])[.. Enumerable.Range(0, copy.Count)] : matching.Candidates;
    }

    private static SearchResult Tell(
        SearchCopy copy, ProductSearch search, SearchQuery query, IReadOnlyList<(int Slot, Rank Rank)> first, long total, FacetCounts facets, Filters filters)
    {
        var page = first.Take(search.Size).ToList();
        var next = first.Count > search.Size
            ? Paging.Cursor(CursorMark, page[^1].Rank.Key.ToString("R", CultureInfo.InvariantCulture), page[^1].Rank.Id.ToString())
            : null;
        return new SearchResult([.. page.Select(hit => HitOf(copy.Rows[hit.Slot], copy.Products[hit.Slot], filters))], next, total, facets.Tell(), query.CorrectedTo);
    }

    /// <summary>Where the last page ended. A cursor that another engine gave goes on behind the same product in this one's order.</summary>
    private static Rank? After(SearchCopy copy, ProductSearch search, Matching? matching)
    {
        var cursor = Paging.Read(search.Cursor, 3);
        if (cursor is [CursorMark, var key, var last] && Guid.TryParse(last, out var id)
            && double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var known) && double.IsFinite(known)) return new Rank(known, id);
        cursor ??= Paging.Read(search.Cursor, 2);
        if (cursor is not [.., var foreign] || !Guid.TryParse(foreign, out id) || copy.SlotOf(id) is not { } slot) return null;
        return new Rank(Rank.KeyOf(copy.Rows[slot], search.Sort, matching?.Answers(slot) == true ? matching.WorthOf(slot) : null), id);
    }

    private static List<string> NamesOf(SearchCopy copy, SearchQuery query, int size)
    {
        using var matching = new Matching(copy, query).Run();
        var names = new Dictionary<string, (float Worth, long Sold)>(StringComparer.Ordinal);
        foreach (var slot in matching.Candidates)
        {
            if (!copy.Rows[slot].IsOnSale || !matching.Answers(slot)) continue;
            var name = copy.Products[slot].Card.Name;
            var (worth, sold) = names.GetValueOrDefault(name);
            names[name] = (Math.Max(worth, matching.WorthOf(slot)), sold + copy.Rows[slot].Sold);
        }

        return [.. names.OrderByDescending(name => name.Value.Worth).ThenByDescending(name => name.Value.Sold).ThenBy(name => name.Key, StringComparer.Ordinal).Take(size).Select(name => name.Key)];
    }

    private static ProductHit HitOf(in ProductRow row, in ShownProduct product, Filters filters)
    {
        var card = product.Card;
        return new ProductHit(
            product.Id, card.Name, card.NameEn, card.SupplierId, card.SupplierName, card.Kind, card.CategoryCode, card.OriginCode, card.CountyCode,
            card.FromFen, row.FenPerKg, card.PackName, card.MassGrams, row.IsRecognisedOn(filters.Day), card.RecognisedTo, row.IsInSeason(filters.Month),
            product.Available, row.Sold, card.PicturePath, card.PictureFileId, card.IsDemonstration, card.IsCountyProduceOn(filters.Day));
    }
}
