using System.Globalization;
using FluentValidation;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;
using Marketplace.Ordering.Contracts;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Marketplace.Programme.Dashboard;
using Marketplace.Programme.Data;
using Marketplace.Programme.Programmes;
using Marketplace.Programme.Sales;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Programme.ListSales;

/// <summary>台账明细: the facts behind a figure, by the same filters, down to the order or the claim; and the same rows as xlsx.</summary>
internal static class ListSales
{
    /// <param name="BuyerKind">As it stands in answers: <c>trade-union</c>.</param>
    /// <param name="CountedBy">Only what was in the ledger at the end of this day.</param>
    internal sealed record Query(
        Guid? Programme, string? Region, string? Channel, string? Mode, string? Month, bool? Recognised, bool? Unsold, string? BuyerProvince, string? BuyerKind, SaleSeries? Series, DateOnly? From, DateOnly? To,
        DateOnly? CountedBy, string? Q, bool? Latest, string? Cursor, int? Size);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(query => query.Region).MaximumLength(12);
            RuleFor(query => query.Channel).MaximumLength(50);
            RuleFor(query => query.Mode).MaximumLength(50);
            RuleFor(query => query.Month).Matches(@"^\d{4}-(0[1-9]|1[0-2])$").When(query => !string.IsNullOrEmpty(query.Month));
            RuleFor(query => query.BuyerProvince).Matches(@"^\d{2}0000$").When(query => !string.IsNullOrEmpty(query.BuyerProvince));
            RuleFor(query => query.BuyerKind).Must(kind => string.IsNullOrEmpty(kind) || Buyers.KindOf(kind) is not null).Because("unknown-choice", "没有这类采购方。请从列表里选。", "There is no such kind of buyer. Pick one from the list.");
            RuleFor(query => query.Series).IsInEnum();
            RuleFor(query => query.To).Must((query, to) => query.From is null || to is null || to >= query.From).Because("period-wrong", "止日早于起日。请改一个。", "The last day lies before the first. Change one.");
            RuleFor(query => query.Q).MaximumLength(100).Must(IsText);
            RuleFor(query => query.Channel).Must(IsText);
            RuleFor(query => query.Mode).Must(IsText);
        }
    }

    private static bool IsText(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;

    internal sealed record Row(
        Guid Id, FactKind Kind, DateOnly SoldOn, string OriginRegion, string OriginName, string OriginCounty, string BuyerName, string BuyerRegion, OrganisationKind? BuyerKind, string SupplierName, string ProductName, string Category, string Channel,
        string Mode, SaleSeries Series, bool IsRecognised, bool IsUnsoldRelief, bool IsDemonstration, long AmountFen, long MassGrams, Guid? OrderId, string? OrderNumber, Guid? ClaimId, DateTimeOffset CountedAt);

    /// <summary>What the whole filter adds up to, beside the sum of a page.</summary>
    internal sealed record Sum(long Facts, long GrossFen, long RecognisedFen, long MassGrams);

    /// <param name="Line">The line behind the figure.</param>
    internal sealed record OrderLine(string ProductName, string PackName, string OriginName, int Quantity, int AcceptedQuantity, long UnitPriceFen, long AcceptedFen, bool Line);

    /// <summary>The order as its document shows it; lines from elsewhere than the own region are left out.</summary>
    internal sealed record OrderPaper(Guid OrderId, string Number, string State, string BuyerName, string SupplierName, DateOnly? AcceptedOn, IReadOnlyList<OrderLine> Lines);

    internal sealed record Detail(Row Sale, OrderPaper? Order, IReadOnlyList<Row> Others);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sales", List).WithName("ListSales").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/sales/sum", SumUp).WithName("SumSales").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
        api.MapGet("/sales/{factId:guid}", Show).WithName("ShowSale").WithTags("Programme").Requires(ProgrammePermissions.Watch).Reads();
    }

    private static async Task<Results<Ok<Page<Row>>, Problem>> List([AsParameters] Query query, Actor actor, ProgrammeDb db, IRegionDirectory regions, CancellationToken cancellation)
    {
        if (await Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        var size = Paging.Size(query.Size);
        var latest = query.Latest == true;
        if (Paging.Read(query.Cursor, 2) is [var key, var id] && Guid.TryParse(id, out var last))
        {
            if (latest && DateTimeOffset.TryParse(key, CultureInfo.InvariantCulture, out var counted)) rows = rows.Where(row => row.CountedAt < counted || (row.CountedAt == counted && row.Id < last));
            if (!latest && DateOnly.TryParse(key, CultureInfo.InvariantCulture, out var day)) rows = rows.Where(row => row.SoldOn < day || (row.SoldOn == day && row.Id < last));
        }

        rows = latest ? rows.OrderByDescending(row => row.CountedAt).ThenByDescending(row => row.Id) : rows.OrderByDescending(row => row.SoldOn).ThenByDescending(row => row.Id);
        var found = await rows.Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).Select(row => ToRow(row, regions)).ToList();
        var next = found.Count > size
            ? Paging.Cursor(latest ? page[^1].CountedAt.ToString("O", CultureInfo.InvariantCulture) : page[^1].SoldOn.ToString("O", CultureInfo.InvariantCulture), page[^1].Id.ToString())
            : null;
        return TypedResults.Ok(new Page<Row>(page, next));
    }

    private static async Task<Results<Ok<Sum>, Problem>> SumUp([AsParameters] Query query, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        if (await Filter(query, actor, db, cancellation) is not { } rows) return Problems.NotFound;
        var sums = await rows.GroupBy(row => row.IsRecognised).Select(group => new { group.Key, Facts = group.LongCount(), Amount = group.Sum(row => row.AmountFen), Mass = group.Sum(row => row.MassGrams) }).ToListAsync(cancellation);
        return TypedResults.Ok(new Sum(sums.Sum(row => row.Facts), sums.Sum(row => row.Amount), sums.Where(row => row.Key).Sum(row => row.Amount), sums.Sum(row => row.Mass)));
    }

    private static async Task<Results<Ok<Detail>, Problem>> Show(Guid factId, Actor actor, ProgrammeDb db, IOrderLookup orders, IRegionDirectory regions, CancellationToken cancellation)
    {
        var roles = ProgrammePermissions.Watch.Roles.ToArray();
        var fact = await db.Set<SaleFact>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == factId, cancellation);
        if (fact is null || !actor.ActsInRegion(RegionCode.Parse(fact.OriginRegion), roles)) return Problems.NotFound;
        var others = await db.Set<SaleFact>().AsNoTracking().Where(row => row.Source == fact.Source && row.SourceId == fact.SourceId && row.LineId == fact.LineId && row.Id != fact.Id).ToListAsync(cancellation);
        var order = fact.OrderId is { } id ? await orders.Find(id, cancellation) : null;
        return TypedResults.Ok(new Detail(ToRow(fact, regions), order is null ? null : new OrderPaper(order.OrderId, order.Number, order.State, order.BuyerName, order.SupplierName, order.AcceptedOn,
            [.. order.Lines.Where(line => actor.ActsInRegion(line.Origin, roles)).Select(line => new OrderLine(line.ProductName, line.PackName, regions.Find(line.Origin)?.FullName ?? line.Origin.Value,
                line.Quantity, line.AcceptedQuantity, line.UnitPriceFen, line.AcceptedFen, line.LineId == fact.LineId))]), [.. others.Select(row => ToRow(row, regions))]));
    }

    internal static async Task<IQueryable<SaleFact>?> Filter(Query query, Actor actor, ProgrammeDb db, CancellationToken cancellation)
    {
        if (ProgrammePermissions.ScopeOf(actor, query.Region, ProgrammePermissions.Watch.Roles.ToArray()) is not { } region) return null;
        if (await ShowDashboard.Find(db, query.Programme, cancellation) is not { } programme) return null;
        var prefix = region.Prefix;
        var rows = db.Set<SaleFact>().AsNoTracking().Of(programme);
        // A county by equality, so that its own index serves the order too.
        rows = region.Level == RegionLevel.County ? rows.Where(row => row.OriginCounty == prefix) : rows.Where(row => row.OriginRegion.StartsWith(prefix));
        if (!string.IsNullOrEmpty(query.Channel)) rows = rows.Where(row => row.Channel == query.Channel);
        if (!string.IsNullOrEmpty(query.Mode)) rows = rows.Where(row => row.Mode == query.Mode);
        if (query.Recognised is { } recognised) rows = rows.Where(row => row.IsRecognised == recognised);
        if (query.Unsold is { } unsold) rows = rows.Where(row => row.IsUnsoldRelief == unsold);
        if (!string.IsNullOrEmpty(query.BuyerProvince)) rows = rows.Where(row => row.BuyerRegion.StartsWith(query.BuyerProvince.Substring(0, 2)));
        if (Buyers.KindOf(query.BuyerKind) is { } kind) rows = rows.Where(row => row.BuyerKind == kind);
        if (query.Series is { } series) rows = rows.Where(row => row.Series == series);
        if (query.From is { } first) rows = rows.Where(row => row.SoldOn >= first);
        if (query.To is { } lastDay) rows = rows.Where(row => row.SoldOn <= lastDay);
        if (new DashboardFilter(CountedBy: query.CountedBy).CountedBefore is { } counted) rows = rows.Where(row => row.CountedAt < counted);
        if (!string.IsNullOrEmpty(query.Month))
        {
            var from = DateOnly.ParseExact(query.Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var to = from.AddMonths(1);
            rows = rows.Where(row => row.SoldOn >= from && row.SoldOn < to);
        }

        if (!string.IsNullOrWhiteSpace(query.Q))
        {
            var q = query.Q.Trim();
            rows = rows.Where(row => row.ProductName.Contains(q) || row.BuyerName.Contains(q) || row.SupplierName.Contains(q) || row.OrderNumber == q);
        }

        return rows;
    }

    private static Row ToRow(SaleFact row, IRegionDirectory regions) => new(row.Id, row.Kind, row.SoldOn, row.OriginRegion,
        RegionCode.TryParse(row.OriginRegion, out var origin) && regions.Find(origin) is { } place ? place.FullName : row.OriginRegion, row.OriginCounty, row.BuyerName, row.BuyerRegion, row.BuyerKind, row.SupplierName, row.ProductName, row.Category, row.Channel,
        row.Mode, row.Series, row.IsRecognised, row.IsUnsoldRelief, row.IsDemonstration, row.AmountFen, row.MassGrams, row.OrderId, row.OrderNumber, row.ClaimId, row.CountedAt);
}
