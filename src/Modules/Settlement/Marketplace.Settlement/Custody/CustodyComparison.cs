using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Settlement.Custody;

/// <summary>监管账户日终余额, as the bank says it.</summary>
internal sealed class CustodyBalance
{
    public DateOnly Day { get; init; }

    public long BalanceFen { get; init; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

internal sealed class CustodyBalanceMapping : IEntityTypeConfiguration<CustodyBalance>
{
    public void Configure(EntityTypeBuilder<CustodyBalance> builder)
    {
        builder.ToTable("custody_balance");
        builder.HasKey(row => row.Day);
    }
}

/// <summary>账实核对: the ledger mirrors the custody account and is compared with the bank's balance at the end of each day.</summary>
internal sealed class CustodyComparison(SettlementDb db, TimeProvider clock)
{
    internal sealed record Request(DateOnly Day, long BalanceFen);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(request => request.Day).Must(day => day <= clock.Today()).Because("day-not-over", "这一天还没到。请填已过去的日期。", "This day has not come. Enter a past one.");
            RuleFor(request => request.BalanceFen).InclusiveBetween(0, Money.LargestOperationFen * 1000);
        }
    }

    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    /// <param name="LedgerFen">What the journal says stood there at the end of that day in China.</param>
    /// <param name="DifferenceFen">Bank less ledger: zero, or somebody has to look.</param>
    internal sealed record Row(DateOnly Day, long BankFen, long LedgerFen, long DifferenceFen);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/ledger/custody-comparison", List).WithName("CompareCustody").WithTags("Settlement").Requires(SettlementPermissions.Finance).Reads();
        api.MapPost("/ledger/custody-balances", Enter).WithName("RecordCustodyBalance").WithTags("Settlement").Requires(SettlementPermissions.RecordTransfers).Writes<SettlementDb>();
    }

    /// <summary>The bank's latest word on a day counts.</summary>
    internal Task Record(DateOnly day, long balanceFen, Guid personId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO settlement.custody_balance (day, balance_fen, recorded_by, recorded_at) VALUES ({day}, {balanceFen}, {personId}, {now})
            ON CONFLICT (day) DO UPDATE SET balance_fen = EXCLUDED.balance_fen, recorded_by = EXCLUDED.recorded_by, recorded_at = EXCLUDED.recorded_at
            WHERE custody_balance.balance_fen <> EXCLUDED.balance_fen
            """, cancellation);
    }

    private static async Task<NoContent> Enter(Request request, Actor actor, CustodyComparison custody, CancellationToken cancellation)
    {
        await custody.Record(request.Day, request.BalanceFen, actor.PersonId, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<Row>>> List([AsParameters] Query query, SettlementDb db, CancellationToken cancellation)
    {
        var before = Paging.Read(query.Cursor, 1) is [var text] && DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var last) ? last : DateOnly.MaxValue;
        var size = Paging.Size(query.Size);
        var days = await db.Set<CustodyBalance>().AsNoTracking().Where(row => row.Day < before).OrderByDescending(row => row.Day).Take(size + 1).ToListAsync(cancellation);
        var page = days.Take(size).ToList();
        if (page.Count == 0) return TypedResults.Ok(new Page<Row>([]));
        // One pass over the account's postings of these days, and one sum for everything before them.
        var from = ChinaTime.StartOf(page[^1].Day.AddDays(1)).ToUniversalTime();
        var opening = await db.Database.SqlQuery<long>($"""
            SELECT coalesce(sum(p.amount_fen), 0)::bigint AS "Value" FROM settlement.posting p JOIN settlement.entry e ON e.number = p.entry_number WHERE p.account_id = 'Custody' AND e.at < {from}
            """).SingleAsync(cancellation);
        var later = await db.Database.SqlQuery<Movement>($"""
            SELECT (e.at AT TIME ZONE 'Asia/Shanghai')::date AS "Day", sum(p.amount_fen)::bigint AS "AmountFen"
            FROM settlement.posting p JOIN settlement.entry e ON e.number = p.entry_number WHERE p.account_id = 'Custody' AND e.at >= {from} GROUP BY 1
            """).ToListAsync(cancellation);
        var rows = page.ConvertAll(row =>
        {
            var ledger = opening + later.Where(movement => movement.Day <= row.Day).Sum(movement => movement.AmountFen);
            return new Row(row.Day, row.BalanceFen, ledger, row.BalanceFen - ledger);
        });
        return TypedResults.Ok(new Page<Row>(rows, days.Count > size ? Paging.Cursor(page[^1].Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)) : null));
    }

    private sealed record Movement(DateOnly Day, long AmountFen);
}
