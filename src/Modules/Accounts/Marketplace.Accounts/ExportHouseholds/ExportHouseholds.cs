using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ExportHouseholds;

/// <summary>导出农户名单: the reachable households like the list, masked. A full name or number is shown one by one, for a recorded reason.</summary>
internal static class ExportHouseholds
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/households.xlsx", Handle)
        .WithName("ExportHouseholds").WithTags("Accounts")
        .Requires(Permission.For("accounts.export-households", [.. HouseholdScope.Regional, Role.Supplier])).Reads();

    private static async Task<FileStreamHttpResult> Handle(
        [AsParameters] ListHouseholds.ListHouseholds.Query query, Actor actor, AccountsDb db, RegionDirectory regions, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = HouseholdScope.Reachable(db, actor).AsNoTracking();
        if (!string.IsNullOrEmpty(query.Village)) rows = rows.Where(row => row.RegionCode == query.Village);
        if (query.Mine) rows = rows.Where(row => db.Set<HouseholdConsentRecord>().Any(consent => consent.HouseholdId == row.Id && consent.AgentPersonId == actor.PersonId));
        var today = clock.Today();
        var found = rows.OrderBy(row => row.Id).Select(row => new
        {
            row.NameMask,
            row.IdentityMask,
            row.RegionCode,
            row.RegisteredAt,
            ConsentTo = db.Set<HouseholdConsentRecord>().Where(consent => consent.HouseholdId == row.Id && consent.AgentPersonId == actor.PersonId && consent.RevokedAt == null && consent.ValidTo >= today)
                .Max(consent => (DateOnly?)consent.ValidTo),
            row.IsDemonstration,
        });
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "农户", ["姓名", "身份证号", "村", "登记日期", "授权到期", "演示"], [14, 14, 44, 14, 14, 8]))
        {
            await foreach (var row in found.AsAsyncEnumerable().WithCancellation(cancellation))
            {
                sheet.Row(row.NameMask, row.IdentityMask, regions.Find(RegionCode.Parse(row.RegionCode))?.FullName ?? row.RegionCode, ChinaTime.DateIn(row.RegisteredAt), row.ConsentTo,
                    row.IsDemonstration ? "演示" : null);
            }
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, $"农户-{today:yyyyMMdd}.xlsx");
    }
}
