using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Ordering.EnforceDeadlines;

/// <summary>What is left of a lot past its date goes off sale; packs that orders hold stay theirs.</summary>
internal sealed class RemoveSpoiledLots(IServiceScopeFactory scopes, TimeProvider clock)
{
    public async Task Run(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrderingDb>();
        var today = clock.Today();
        var lots = await db.Set<StockLot>().Where(lot => lot.BestBefore < today && lot.Available > 0).Select(lot => new { lot.LotId, lot.Available }).Take(500).ToListAsync(cancellation);
        foreach (var lot in lots)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await scope.ServiceProvider.GetRequiredService<StockBook>().Spoil(lot.LotId, cancellation);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }
}
