using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Obligations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ListReceivables;

/// <summary>应收与账龄: what buyers owe and since when; and who pays late, the longest and largest first.</summary>
internal static class ListReceivables
{
    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Row(Guid OrderId, string Number, Guid BuyerId, string BuyerName, long OutstandingFen, DateOnly DueOn, int DaysLate);

    /// <param name="NotDueFen">Owed, but not late yet.</param>
    /// <param name="OldestDaysLate">Days since the oldest open due date.</param>
    internal sealed record Age(
        Guid BuyerId, string BuyerName, int LateOrders, long NotDueFen, long Late1To30Fen, long Late31To60Fen, long Late61To90Fen, long LateOver90Fen, long LateFen, int OldestDaysLate);

    private sealed record AgeRow(Guid BuyerId, int LateOrders, long NotDueFen, long Late1To30Fen, long Late31To60Fen, long Late61To90Fen, long LateOver90Fen, long LateFen, int OldestDaysLate);

    internal static void Map(IEndpointRouteBuilder api)
    {
        var permission = Permission.For("settlement.receivables", Role.Finance, Role.FinanceChecker, Role.Operator);
        api.MapGet("/receivables", List).WithName("ListReceivables").WithTags("Settlement").Requires(permission).Reads();
        api.MapGet("/receivables/ageing", Ageing).WithName("ListAgeing").WithTags("Settlement").Requires(permission).Reads();
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var open = db.Set<Obligation>().AsNoTracking()
            .Where(row => row.DueOn != null && row.ReleasedAt == null && row.CancelledAt == null
                && (row.AcceptedFen ?? row.GoodsFen) + (row.FreightOwedFen ?? row.FreightFen) > row.ReceivedFen - row.ReturnedFen);
        if (Paging.Read(query.Cursor, 2) is [var due, var id] && DateOnly.TryParse(due, CultureInfo.InvariantCulture, out var day) && Guid.TryParse(id, out var last))
            open = open.Where(row => row.DueOn > day || (row.DueOn == day && row.OrderId > last));
        var size = Paging.Size(query.Size);
        var found = await open.OrderBy(row => row.DueOn).ThenBy(row => row.OrderId).Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var buyers = await organisations.FindMany([.. page.Select(row => row.BuyerId).Distinct()], cancellation);
        var rows = page.ConvertAll(row => new Row(row.OrderId, row.Number, row.BuyerId, buyers.GetValueOrDefault(row.BuyerId)?.Name ?? string.Empty, row.OutstandingFen, row.DueOn!.Value,
            Math.Max(0, today.DayNumber - row.DueOn.Value.DayNumber)));
        return TypedResults.Ok(new Page<Row>(rows, found.Count > size ? Paging.Cursor(page[^1].DueOn!.Value.ToString("O", CultureInfo.InvariantCulture), page[^1].OrderId.ToString()) : null));
    }

    private static async Task<Ok<Page<Age>>> Ageing([AsParameters] Query query, SettlementDb db, IOrganisationDirectory organisations, TimeProvider clock, CancellationToken cancellation)
    {
        var today = clock.Today();
        var (late, last) = (long.MaxValue, Guid.Empty);
        if (Paging.Read(query.Cursor, 2) is [var text, var id] && long.TryParse(text, CultureInfo.InvariantCulture, out var amount) && Guid.TryParse(id, out var buyer)) (late, last) = (amount, buyer);
        var size = Paging.Size(query.Size);
        var found = await db.Database.SqlQuery<AgeRow>($"""
            SELECT * FROM (
                SELECT buyer_id AS "BuyerId", (count(*) FILTER (WHERE days > 0))::int AS "LateOrders", coalesce(sum(fen) FILTER (WHERE days <= 0), 0)::bigint AS "NotDueFen",
                    coalesce(sum(fen) FILTER (WHERE days BETWEEN 1 AND 30), 0)::bigint AS "Late1To30Fen", coalesce(sum(fen) FILTER (WHERE days BETWEEN 31 AND 60), 0)::bigint AS "Late31To60Fen",
                    coalesce(sum(fen) FILTER (WHERE days BETWEEN 61 AND 90), 0)::bigint AS "Late61To90Fen", coalesce(sum(fen) FILTER (WHERE days > 90), 0)::bigint AS "LateOver90Fen",
                    coalesce(sum(fen) FILTER (WHERE days > 0), 0)::bigint AS "LateFen", greatest(0, max(days))::int AS "OldestDaysLate"
                FROM (SELECT buyer_id, {today} - due_on AS days, coalesce(accepted_fen, goods_fen) + coalesce(freight_owed_fen, freight_fen) - received_fen + returned_fen AS fen
                      FROM settlement.obligation WHERE due_on IS NOT NULL AND released_at IS NULL AND cancelled_at IS NULL) AS open
                WHERE fen > 0 GROUP BY buyer_id) AS ages
            WHERE ("LateFen" < {late} OR ("LateFen" = {late} AND "BuyerId" > {last})) ORDER BY "LateFen" DESC, "BuyerId" LIMIT {size + 1}
            """).ToListAsync(cancellation);
        var page = found.Take(size).ToList();
        var buyers = await organisations.FindMany([.. page.Select(row => row.BuyerId)], cancellation);
        var rows = page.ConvertAll(row => new Age(row.BuyerId, buyers.GetValueOrDefault(row.BuyerId)?.Name ?? string.Empty, row.LateOrders, row.NotDueFen, row.Late1To30Fen, row.Late31To60Fen,
            row.Late61To90Fen, row.LateOver90Fen, row.LateFen, row.OldestDaysLate));
        return TypedResults.Ok(new Page<Age>(rows, found.Count > size ? Paging.Cursor(page[^1].LateFen.ToString(CultureInfo.InvariantCulture), page[^1].BuyerId.ToString()) : null));
    }
}
