using Marketplace.Catalog.Data;
using Marketplace.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.Search.Synonyms;

/// <summary>
/// Puts groups in force on their first day and out of it after their last, and marks the documents of products whose names hold one of
/// their words to be written anew. Every engine follows the documents, so that all of them know the words alike.
/// </summary>
internal sealed class ApplySynonyms(CatalogDb db, TimeProvider clock)
{
    /// <returns>How many documents are to be written anew.</returns>
    internal async Task<int> Run(CancellationToken cancellation)
    {
        if (!await Due().AnyAsync(cancellation)) return 0;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SynonymList.Lock})", cancellation);
        // Once more under the lock: another host may have been first.
        var due = await Due().ToListAsync(cancellation);
        foreach (var group in due) group.IsInForce = !group.IsInForce;
        await db.SaveChangesAsync(cancellation);
        var named = string.Join(" | ", due.SelectMany(group => group.Words).Where(word => word.Length > 1).Distinct().Select(InNames));
        var marked = due.Count == 0 ? 0 : await db.Database.ExecuteSqlAsync($"""
            WITH held AS (SELECT product_id FROM search_document WHERE document @@ {named}::tsquery AND form > 0 ORDER BY product_id FOR UPDATE)
            UPDATE search_document SET form = 0 FROM held WHERE search_document.product_id = held.product_id
            """, cancellation);
        await transaction.CommitAsync(cancellation);
        db.ChangeTracker.Clear();
        return marked;
    }

    private IQueryable<SynonymGroup> Due()
    {
        var today = clock.Today();
        return db.Set<SynonymGroup>().Where(row => row.IsInForce != (row.ValidFrom <= today && (row.ValidTo == null || row.ValidTo >= today)));
    }

    /// <summary>Documents in whose names all pairs of the word occur. More than hold the word itself, which does no harm.</summary>
    private static string InNames(string word) => "(" + string.Join(" & ", SearchText.Runs(word).SelectMany(run => run.IsHan ? SearchText.Bigrams(run.Text) : [run.Text]).Select(lexeme => $"'{lexeme}':A")) + ")";
}
