using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Categories;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Search;

/// <summary>Keeps the search document of a product in step, in the transaction that changes the product.</summary>
internal sealed class ProductIndex(CatalogDb db, Spelling spelling, IRegionDirectory regions)
{
    /// <summary>Writes the document anew. The product must be saved before.</summary>
    internal Task Write(Product product, Supplier supplier, CancellationToken cancellation) => WriteMany([product], supplier, cancellation);

    /// <summary>Writes the documents of one supplier's products in one statement.</summary>
    internal async Task WriteMany(IReadOnlyCollection<Product> products, Supplier supplier, CancellationToken cancellation)
    {
        var kinds = new Dictionary<string, List<string>>();
        foreach (var category in products.Select(product => product.CategoryCode).Distinct()) kinds.Add(category, await KindsOf(category, cancellation));
        var synonyms = await db.HeldSynonyms(cancellation);
        var documents = products.Select(product => DocumentOf(product, supplier, kinds[product.CategoryCode], synonyms)).ToList();
        var packs = products.Select(product => product.Packs.Where(pack => !pack.IsWithdrawn).ToList()).ToList();
        var ids = products.Select(product => product.Id).ToArray();
        var values = new object[]
        {
            ids, documents.Select(document => document.ToString()).ToArray(), products.Select(product => product.CategoryCode).ToArray(),
            products.Select(product => product.Origin.County!.Value.Value).ToArray(), supplier.Kind.ToString(), packs.Select(offered => offered.Min(pack => pack.FenPerKg)).ToArray(),
            packs.Select(offered => offered.Min(pack => pack.PriceTiers[0].PriceFen)).ToArray(), products.Select(product => product.SeasonFrom).ToArray(),
            products.Select(product => product.SeasonTo).ToArray(), products.Select(product => product.ListedAt.ToUniversalTime()).ToArray(), SearchDocument.Form,
        };
        await db.Database.ExecuteSqlRawAsync("""
            INSERT INTO search_document (product_id, document, category_code, county_code, supplier_kind, fen_per_kg, from_fen, season_from, season_to, listed_at, form, is_on_sale)
            SELECT id, document::tsvector, category, county, {4}, per_kg, from_fen, season_from, season_to, listed_at, {10}, false
            FROM unnest({0}, {1}, {2}, {3}, {5}, {6}, {7}, {8}, {9}) AS given (id, document, category, county, per_kg, from_fen, season_from, season_to, listed_at)
            ON CONFLICT (product_id) DO UPDATE SET document = excluded.document, category_code = excluded.category_code, county_code = excluded.county_code,
                supplier_kind = excluded.supplier_kind, fen_per_kg = excluded.fen_per_kg, from_fen = excluded.from_fen,
                season_from = excluded.season_from, season_to = excluded.season_to, form = excluded.form
            """, values, cancellation);
        await spelling.Learn([.. documents.SelectMany(document => document.LatinWords).Distinct().Order(StringComparer.Ordinal)], cancellation);
        await Refresh(ids, cancellation);
    }

    /// <summary>Brings what other rows decide up to date: whether it is on sale, recognition dates, stock and sales.</summary>
    internal Task Refresh(IReadOnlyCollection<Guid> productIds, CancellationToken cancellation) => db.Database.ExecuteSqlRawAsync("""
        UPDATE search_document d SET
            is_on_sale = p.state = 'Public' AND s.state = 'Active',
            available = COALESCE(k.available, 0), sold = COALESCE(k.sold, 0), recognised_from = r.valid_from, recognised_to = r.valid_to,
            shown = search_shown(p.id, d.from_fen)
        FROM product p JOIN supplier s ON s.id = p.supplier_id
        LEFT JOIN LATERAL (SELECT sum(available) FILTER (WHERE NOT is_withdrawn) AS available, sum(sold) AS sold FROM pack WHERE product_id = p.id) k ON true
        LEFT JOIN LATERAL (
            -- A renewal follows without gap: both count as one span, so that it needs no refresh on the day one ends and the next begins.
            SELECT lower(span) AS valid_from, upper(span) - 1 AS valid_to
            FROM (SELECT unnest(range_agg(daterange(valid_from, least(valid_to, revoked_from - 1), '[]'))) AS span FROM recognition
                  WHERE product_id = p.id AND grade = 'Recognised' AND state IN ('Listed', 'Expired', 'Revoked') AND least(valid_to, revoked_from - 1) >= valid_from) spans
            ORDER BY lower(span) DESC LIMIT 1) r ON true
        WHERE p.id = d.product_id AND d.product_id = ANY({0})
        """, [productIds.ToArray()], cancellation);

    /// <summary>After a supplier was admitted, suspended or removed.</summary>
    internal Task RefreshSupplier(Guid supplierId, CancellationToken cancellation) => db.Database.ExecuteSqlRawAsync("""
        UPDATE search_document d SET is_on_sale = p.state = 'Public' AND s.state = 'Active', shown = search_shown(p.id, d.from_fen)
        FROM product p JOIN supplier s ON s.id = p.supplier_id WHERE p.id = d.product_id AND s.id = {0}
        """, [supplierId], cancellation);

    internal SearchDocument DocumentOf(Product product, Supplier supplier, IEnumerable<string> kinds, SynonymList synonyms) => SearchDocument.Of(
        product.Name, product.NameEn, product.Synonyms, product.Indication, PlacesOf(product.Origin), kinds, supplier.Name, synonyms);

    /// <summary>The names from the village up to the province; from the county up also without 县, 区 or 市.</summary>
    private IEnumerable<string> PlacesOf(RegionCode origin)
    {
        for (RegionCode? code = origin; code is not null; code = code.Value.Parent)
        {
            // A municipality's prefectures are called 市辖区 and 县: nobody looks for those.
            if (regions.Find(code.Value) is not { } region || region is { Level: RegionLevel.Prefecture, Name.Length: < 2 } or { Name: "市辖区" }) continue;
            yield return region.Name;
            if (code.Value.Level <= RegionLevel.County && region.Name.Length > 2) yield return region.Name[..^1];
        }
    }

    private async Task<List<string>> KindsOf(string code, CancellationToken cancellation)
    {
        var rows = await db.Set<Category>().AsNoTracking().Where(row => row.Code == code || db.Set<Category>().Any(leaf => leaf.Code == code && leaf.ParentCode == row.Code))
            .ToListAsync(cancellation);
        return [.. rows.SelectMany(row => new[] { row.Name, row.NameEn })];
    }
}
