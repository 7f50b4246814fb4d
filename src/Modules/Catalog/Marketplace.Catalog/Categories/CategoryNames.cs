using Marketplace.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Catalog;

/// <summary>The names of all categories; a few dozen rows that only migrations change, so one reading serves a host's life.</summary>
internal sealed class CategoryNames(IServiceScopeFactory scopes)
{
    private IReadOnlyDictionary<string, string>? names;

    internal async Task<IReadOnlyDictionary<string, string>> All(CancellationToken cancellation)
    {
        if (names is { } known) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDb>();
        return names = await db.Set<Categories.Category>().AsNoTracking().ToDictionaryAsync(row => row.Code, row => row.Name, cancellation);
    }
}
