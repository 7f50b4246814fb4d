using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Ledger;
using Marketplace.Settlement.Obligations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ShowSplit;

/// <summary>这单的钱: for the supplier, what an order brings, what was taken off and why, and who gets which part. Before the release by today's shares.</summary>
internal static class ShowSplit
{
    internal sealed record Part(Guid HouseholdId, string MaskedName, int ShareBasisPoints, long AmountFen);

    /// <param name="RejectedFen">Ordered, but not accepted.</param>
    /// <param name="ExpectedOn">The day payment is due, while it has not come.</param>
    /// <param name="IsFinal">Whether the money was released; else the parts are what they would be today.</param>
    internal sealed record Response(
        Guid OrderId, string Number, long GoodsFen, long RejectedFen, long FreightFen, long FeeFen, long OwnFen, IReadOnlyList<Part> Households,
        DateOnly? AcceptedOn, DateOnly? ExpectedOn, DateTimeOffset? ReleasedAt, bool IsFinal);

    private sealed record Released(Guid OwnerId, long AmountFen);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/orders/{orderId:guid}/split", Handle)
        .WithName("ShowOrderSplit").WithTags("Settlement").Requires(SettlementPermissions.ReadOwnMoney).Reads();

    private static async Task<Results<Ok<Response>, Problem>> Handle(
        Guid orderId, Actor actor, SettlementDb db, IOrderLookup orders, IHouseholdDirectory households, TimeProvider clock, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier, Role.VillageAgent);
        var row = await db.Set<Obligation>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId && own.Contains(o.SupplierId), cancellation);
        if (row is null)
        {
            var order = await orders.Find(orderId, cancellation);
            return order is not null && own.Contains(order.SupplierId)
                ? TypedResults.Ok(BeforeContract(order, await households.LinkedTo(order.SupplierId, clock.Today(), cancellation))) : Problems.NotFound;
        }

        var goods = row.CancelledAt is not null ? 0 : row.AcceptedFen ?? row.GoodsFen;
        var freight = row.CancelledAt is not null ? 0 : row.FreightOwedFen ?? row.FreightFen;
        var linked = await households.LinkedTo(row.SupplierId, row.AcceptedOn ?? clock.Today(), cancellation);
        var parts = row.ReleasedAt is null ? Estimate(linked, goods) : await Booked(db, orderId, linked, cancellation);
        return TypedResults.Ok(new Response(
            orderId, row.Number, row.GoodsFen, row.GoodsFen - goods, freight, 0, goods + freight - parts.Sum(part => part.AmountFen), parts,
            row.AcceptedOn, row.IsPaidInFull ? null : row.DueOn, row.ReleasedAt, row.ReleasedAt is not null));
    }

    /// <summary>What the order would bring if it were accepted as it stands.</summary>
    private static Response BeforeContract(OrderSale order, IReadOnlyList<LinkedHousehold> linked)
    {
        var parts = Estimate(linked, order.GoodsFen);
        return new Response(order.OrderId, order.Number, order.GoodsFen, 0, order.FreightFen, 0,
            order.GoodsFen + order.FreightFen - parts.Sum(part => part.AmountFen), parts, null, null, null, false);
    }

    private static List<Part> Estimate(IReadOnlyList<LinkedHousehold> linked, long goodsFen)
    {
        var (parts, _) = new Money(goodsFen).SplitByBasisPoints([.. linked.Select(link => link.ShareBasisPoints)]);
        return [.. linked.Zip(parts, (link, part) => new Part(link.HouseholdId, link.MaskedName, link.ShareBasisPoints, part.Fen))];
    }

    /// <summary>What the release really booked, whatever the links say by now.</summary>
    private static async Task<List<Part>> Booked(SettlementDb db, Guid orderId, IReadOnlyList<LinkedHousehold> linked, CancellationToken cancellation)
    {
        var (kind, source) = (nameof(EntryKind.EscrowReleased), orderId.ToString());
        var rows = await db.Database.SqlQuery<Released>($"""
            SELECT account.owner_id AS "OwnerId", -posting.amount_fen AS "AmountFen"
            FROM settlement.entry JOIN settlement.posting ON posting.entry_number = entry.number JOIN settlement.account ON account.id = posting.account_id
            WHERE entry.kind = {kind} AND entry.source = {source} AND account.kind = 'HouseholdPayable' ORDER BY posting.line LIMIT 500
            """).ToListAsync(cancellation);
        var known = linked.ToDictionary(link => link.HouseholdId);
        return [.. rows.Select(part => new Part(part.OwnerId, known.GetValueOrDefault(part.OwnerId)?.MaskedName ?? "*", known.GetValueOrDefault(part.OwnerId)?.ShareBasisPoints ?? 0, part.AmountFen))];
    }
}
