using System.Globalization;
using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Payments;
using Marketplace.Settlement.Refunds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ResumeInstruction;

/// <summary>搁置的支付指令: what the gateway did not answer often enough is shown, and is asked again when a person says so.</summary>
internal static class ResumeInstruction
{
    /// <param name="Kind"><c>payment</c> or <c>refund</c>.</param>
    internal sealed record Row(Guid Id, string Kind, Guid OrderId, string OrderNumber, long AmountFen, int Attempts, string? LastError, DateTimeOffset ParkedAt);

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    private static readonly Problem NotParked = Problem.Conflict("instruction-not-parked", "这条指令没有搁置，正在办理或已办完。请刷新。", "This instruction is not parked: it is under way or done. Reload.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/gateway-instructions", List).WithName("ListParkedInstructions").WithTags("Settlement").Requires(SettlementPermissions.SeeInstructions).Reads();
        api.MapPost("/gateway-instructions/{instructionId:guid}/resumption", Resume).WithName("ResumeInstruction").WithTags("Settlement")
            .Requires(SettlementPermissions.SeeInstructions).Writes<SettlementDb>();
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, CancellationToken cancellation)
    {
        var (after, last) = (DateTimeOffset.UnixEpoch, Guid.Empty);
        if (Paging.Read(query.Cursor, 2) is [var at, var id] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var parked) && Guid.TryParse(id, out var row)) (after, last) = (parked, row);
        var size = Paging.Size(query.Size);
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT i.id AS "Id", i.kind AS "Kind", i.order_id AS "OrderId", o.number AS "OrderNumber", i.amount_fen AS "AmountFen", i.attempts AS "Attempts", i.last_error AS "LastError", i.parked_at AS "ParkedAt"
            FROM (SELECT id, 'payment' AS kind, order_id, amount_fen, attempts, last_error, parked_at FROM settlement.payment WHERE parked_at IS NOT NULL
                  UNION ALL SELECT id, 'refund', order_id, amount_fen, attempts, last_error, parked_at FROM settlement.refund WHERE parked_at IS NOT NULL) i
            JOIN settlement.obligation o ON o.order_id = i.order_id WHERE (i.parked_at, i.id) > ({after}, {last}) ORDER BY i.parked_at, i.id LIMIT {size + 1}
            """).ToListAsync(cancellation);
        return TypedResults.Ok(new Page<Row>([.. rows.Take(size)], rows.Count > size ? Paging.Cursor(rows[size - 1].ParkedAt.ToString("O", CultureInfo.InvariantCulture), rows[size - 1].Id.ToString()) : null));
    }

    private static async Task<Results<NoContent, Problem>> Resume(Guid instructionId, SettlementDb db, TimeProvider clock, CancellationToken cancellation)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        var payments = await db.Set<Payment>().Where(row => row.Id == instructionId && row.ParkedAt != null).ExecuteUpdateAsync(row => row
            .SetProperty(p => p.ParkedAt, (DateTimeOffset?)null).SetProperty(p => p.NextAskAt, now).SetProperty(p => p.Attempts, 1), cancellation);
        var refunds = await db.Set<Refund>().Where(row => row.Id == instructionId && row.ParkedAt != null).ExecuteUpdateAsync(row => row
            .SetProperty(p => p.ParkedAt, (DateTimeOffset?)null).SetProperty(p => p.NextAskAt, now).SetProperty(p => p.Attempts, 1), cancellation);
        if (payments + refunds > 0) return TypedResults.NoContent();
        var exists = await db.Set<Payment>().AnyAsync(row => row.Id == instructionId, cancellation) || await db.Set<Refund>().AnyAsync(row => row.Id == instructionId, cancellation);
        return exists ? NotParked : Problems.NotFound;
    }
}
