using FluentValidation;
using Marketplace.Kernel;
using Marketplace.Ordering.Data;
using Marketplace.Ordering.Freight;
using Marketplace.Ordering.Orders;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Ordering.SetFreight;

/// <summary>设运费: a supplier's own freight by zone and weight from a day on, today at the earliest. Orders that stand keep theirs.</summary>
internal static class SetFreight
{
    /// <param name="Zone">1 the own province, 2 its neighbours, 3 the rest, 4 remote.</param>
    internal sealed record ZoneBody(int Zone, long FirstGrams, long FirstFen, long ExtraGrams, long ExtraFen, long? FreeFromFen = null, long? FreeFromGrams = null);

    /// <param name="Zones">Those left out follow the platform's tariff; none at all gives up the own table.</param>
    internal sealed record Request(DateOnly ValidFrom, IReadOnlyList<ZoneBody> Zones, Guid? OrganisationId = null);

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Zones).NotNull().Must(zones => zones is null || zones.Select(zone => zone?.Zone).Distinct().Count() == zones.Count)
                .Because("zone-twice", "同一个区写了两次。请删去一个。", "A zone is given twice. Remove one.");
            RuleForEach(request => request.Zones).NotNull().ChildRules(zone =>
            {
                zone.RuleFor(row => row.Zone).InclusiveBetween(1, 4).Because("zone", "没有这个运费区。请填1到4。", "There is no such zone. Enter 1 to 4.");
                zone.RuleFor(row => row.FirstGrams).InclusiveBetween(1, 100_000_000).Because("mass", "首重要在1克到100吨之间。请改正。", "The first mass must be between 1 g and 100 t. Correct it.");
                zone.RuleFor(row => row.ExtraGrams).InclusiveBetween(100, 100_000_000).Because("mass", "续重要在100克到100吨之间。请改正。", "The further mass must be between 100 g and 100 t. Correct it.");
                zone.RuleFor(row => row.FirstFen).InclusiveBetween(0, 1_000_000).Because("price", "首重运费要在0到1万元之间。请改正。", "Freight of the first mass must be between ¥0 and ¥10,000. Correct it.");
                zone.RuleFor(row => row.ExtraFen).InclusiveBetween(0, 100_000).Because("price", "续重运费要在0到1000元之间。请改正。", "Freight of further mass must be between ¥0 and ¥1,000. Correct it.");
                zone.RuleFor(row => row.FreeFromFen).InclusiveBetween(1, Money.LargestOperationFen).Because("price", "包邮金额不对。请填0.01元以上，或留空。", "The amount for free freight is not right. Enter ¥0.01 or more, or leave it empty.");
                zone.RuleFor(row => row.FreeFromGrams).InclusiveBetween(1, 1_000_000_000_000).Because("mass", "包邮重量不对。请填1克以上，或留空。", "The mass for free freight is not right. Enter 1 g or more, or leave it empty.");
            });
        }
    }

    private static readonly Problem Past = Problem.Invalid("freight-in-past", "生效日已过。请填今天或以后。", "The first day has passed. Enter today or later.", "validFrom");

    private static readonly Problem TooFar = Problem.Invalid("freight-too-far", "生效日太远。请填一年以内。", "The first day is too far away. Enter one within a year.", "validFrom");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/freight/own", Handle)
        .WithName("SetFreight").WithTags("Ordering")
        .Requires(OrderingPermissions.Sell)
        .Writes<OrderingDb>();

    private static async Task<Results<NoContent, Problem>> Handle(Request request, Actor actor, OrderingDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (actor.ActingFor(request.OrganisationId, OrderingPermissions.Sellers) is not { } supplier) return OrderProblems.NoOrganisation;
        var today = clock.Today();
        if (request.ValidFrom < today) return Past;
        if (request.ValidFrom > today.AddYears(1)) return TooFar;
        // What starts the same day is replaced. Two at once take turns: the second must see the first one's zones to remove them.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"ordering.supplier-freight:" + supplier}, 0))", cancellation);
        var before = db.Set<SupplierFreight>().Where(row => row.SupplierId == supplier && row.ValidFrom == request.ValidFrom);
        await db.Set<SupplierFreightZone>().Where(zone => before.Any(row => row.Id == zone.TableId)).ExecuteDeleteAsync(cancellation);
        await before.ExecuteDeleteAsync(cancellation);
        var table = new SupplierFreight { SupplierId = supplier, ValidFrom = request.ValidFrom, SetBy = actor.PersonId, SetAt = clock.GetUtcNow() };
        table.Zones.AddRange(request.Zones.Select(zone => new SupplierFreightZone
        {
            TableId = table.Id,
            Zone = zone.Zone,
            FirstGrams = zone.FirstGrams,
            FirstFen = zone.FirstFen,
            ExtraGrams = zone.ExtraGrams,
            ExtraFen = zone.ExtraFen,
            FreeFromFen = zone.FreeFromFen,
            FreeFromGrams = zone.FreeFromGrams,
        }));
        db.Add(table);
        db.Audit("set-freight", supplier.ToString(), new { request.ValidFrom, request.Zones });
        return TypedResults.NoContent();
    }
}
