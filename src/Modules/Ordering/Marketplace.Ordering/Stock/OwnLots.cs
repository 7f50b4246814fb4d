using Marketplace.Catalog.Contracts;
using Marketplace.Ordering.Data;
using Marketplace.Platform.Auth;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.Stock;

/// <summary>Whose lots a person sees and corrects: those of the suppliers it sells for, and an agent those it listed for households (代办).</summary>
internal sealed class OwnLots(OrderingDb db, IAgentListings listings)
{
    public async Task<IQueryable<StockLot>> Of(Actor actor, CancellationToken cancellation)
    {
        var suppliers = actor.OrganisationsAs(OrderingPermissions.Sellers);
        var listed = actor.Has(Role.VillageAgent) ? await listings.ProductsOf(actor.PersonId, cancellation) : [];
        return db.Set<StockLot>().AsNoTracking()
            .Where(lot => db.Set<StockPack>().Any(pack => pack.PackId == lot.PackId && (suppliers.Contains(pack.SupplierId) || listed.Contains(pack.ProductId))));
    }

    /// <summary>Lets orders of the lot's pack wait until the caller is done.</summary>
    /// <returns>The lot, or nothing when it is not the person's to correct: an agent needs the household's consent still.</returns>
    public async Task<StockLot?> Lock(Guid lotId, Actor actor, CancellationToken cancellation)
    {
        var own = (await Of(actor, cancellation)).Where(lot => lot.LotId == lotId);
        var pack = await db.Set<StockPack>().AsNoTracking().SingleOrDefaultAsync(row => own.Any(lot => lot.PackId == row.PackId), cancellation);
        if (pack is null) return null;
        if (!actor.OrganisationsAs(OrderingPermissions.Sellers).Contains(pack.SupplierId) && !await listings.MayChange(pack.ProductId, actor.PersonId, cancellation)) return null;
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM stock_pack WHERE pack_id = {pack.PackId} FOR UPDATE", cancellation);
        return await own.SingleOrDefaultAsync(cancellation);
    }
}
