using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Search.Synonyms;
using Marketplace.Catalog.Suppliers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Marketplace.Catalog.RenewSearchDocuments;

/// <summary>
/// Writes anew what an older build, or an older list of synonyms, put into the search, a batch in a transaction, while sales and listings go on. Any number of
/// hosts may run it: rows are locked, and rows another host holds are skipped.
/// </summary>
internal sealed class RenewSearchDocuments(CatalogDb db, ProductIndex index)
{
    private const int BatchSize = 100;

    /// <returns>How many documents were written.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        var renewed = 0;
        while (await Batch(cancellation) is var count && count > 0) renewed += count;
        return renewed;
    }

    private async Task<int> Batch(CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var due = await db.Database.SqlQuery<Guid>($"""
            SELECT product_id AS "Value" FROM search_document WHERE form < {SearchDocument.Form} ORDER BY product_id LIMIT {BatchSize} FOR UPDATE SKIP LOCKED
            """).ToListAsync(cancellation);
        if (due.Count == 0) return 0;
        var products = await db.Set<Product>().AsNoTracking().Include(product => product.Packs).ThenInclude(pack => pack.Tiers)
            .Where(product => due.Contains(product.Id)).AsSplitQuery().ToListAsync(cancellation);
        var supplierIds = products.Select(product => product.SupplierId).Distinct().ToList();
        var suppliers = await db.Set<Supplier>().AsNoTracking().Where(supplier => supplierIds.Contains(supplier.Id)).ToDictionaryAsync(supplier => supplier.Id, cancellation);
        foreach (var product in products) await index.Write(product, suppliers[product.SupplierId], cancellation);
        await transaction.CommitAsync(cancellation);
        return due.Count;
    }
}

/// <summary>Looks every few seconds, so that new synonyms are soon found; where nothing is old it costs one look into an index.</summary>
[DisallowConcurrentExecution]
internal sealed class RenewSearchDocumentsJob(ApplySynonyms synonyms, RenewSearchDocuments renew) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await synonyms.Run(cancellationToken);
        await renew.Run(cancellationToken);
    }
}
