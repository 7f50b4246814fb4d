using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Settlement.Data;
using Marketplace.Settlement.Payouts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Settlement.ListOwnPayouts;

/// <summary>到账记录: what was paid out to the caller's organisations, newest first, with the bank's serial or why it came back.</summary>
internal static class ListOwnPayouts
{
    internal sealed record Query(string? Cursor, int? Size);

    internal sealed class QueryValidator : AbstractValidator<Query>
    {
        public QueryValidator() => RuleFor(query => query.Cursor).MaximumLength(200);
    }

    internal sealed record Row(Guid Id, string BatchNumber, long AmountFen, PayoutItemState State, string? Failure, string? BankSerial, DateTimeOffset ProposedAt, DateTimeOffset? SettledAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/money/payouts", Handle)
        .WithName("ListOwnPayouts").WithTags("Settlement").Requires(SettlementPermissions.ReadOwnMoney).Reads();

    private static async Task<Ok<Page<Row>>> Handle([AsParameters] Query query, Actor actor, SettlementDb db, CancellationToken cancellation)
    {
        var own = actor.OrganisationsAs(Role.Supplier, Role.VillageAgent);
        var items = db.Set<PayoutItem>().AsNoTracking().Where(item => own.Contains(item.PartyId));
        if (Paging.Read(query.Cursor, 1) is [var after] && Guid.TryParse(after, out var last)) items = items.Where(item => item.Id < last);
        var size = Paging.Size(query.Size);
        var found = await items.Join(db.Set<PayoutBatch>().Where(batch => batch.State != PayoutState.Refused), item => item.BatchId, batch => batch.Id, (item, batch) => new { item, batch.Number, batch.ProposedAt })
            .OrderByDescending(row => row.item.Id).Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).Select(row => new Row(
            row.item.Id, row.Number, row.item.AmountFen, row.item.State, row.item.Failure, row.item.BankSerial, row.ProposedAt, row.item.SettledAt)).ToList();
        return TypedResults.Ok(new Page<Row>(page, found.Count > size ? Paging.Cursor(page[^1].Id.ToString()) : null));
    }
}
