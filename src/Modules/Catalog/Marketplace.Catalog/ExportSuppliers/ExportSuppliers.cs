using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.ListSuppliers;
using Marketplace.Catalog.Papers;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ExportSuppliers;

/// <summary>导出准入名单: the suppliers a person may see, filtered and ordered like the list.</summary>
internal static class ExportSuppliers
{
    private static readonly Dictionary<OrganisationKind, string> Kinds = new()
    {
        [OrganisationKind.Cooperative] = "合作社",
        [OrganisationKind.FamilyFarm] = "家庭农场",
        [OrganisationKind.LeadingEnterprise] = "龙头企业",
        [OrganisationKind.AgentTrader] = "代理贸易企业",
        [OrganisationKind.ServiceStation] = "村级服务站（代农户）",
    };

    private static readonly Dictionary<SupplierState, string> States = new()
    {
        [SupplierState.Applied] = "已申请",
        [SupplierState.CountyRecommended] = "县里已推荐",
        [SupplierState.PlatformApproved] = "平台已通过",
        [SupplierState.Active] = "正常经营",
        [SupplierState.Suspended] = "已暂停",
        [SupplierState.Removed] = "已退出",
    };

    internal static string KindOf(OrganisationKind kind) => Kinds.GetValueOrDefault(kind, kind.ToString());

    internal static string StateOf(SupplierState state) => States[state];

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/suppliers.xlsx", Handle)
        .WithName("ExportSuppliers").WithTags("Catalog").Requires(CatalogPermissions.SeeSuppliers).Reads();

    private static async Task<FileStreamHttpResult> Handle(
        [AsParameters] SupplierQuery query, Actor actor, CatalogDb db, IRegionDirectory regions, HttpContext http, TimeProvider clock, CancellationToken cancellation)
    {
        var rows = ListSuppliers.ListSuppliers.Visible(db, actor).Asked(query, db, clock.Today()).Sorted(query.Sort).Select(row => new
        {
            Row = row,
            Waiting = db.Set<SupplierPaper>().Count(paper => paper.SupplierId == row.Id && paper.State == PaperState.Handed),
            NextEnd = db.Set<SupplierPaper>().Where(paper => paper.SupplierId == row.Id && paper.State == PaperState.Checked).Min(paper => paper.ValidTo),
            Reason = db.Set<SupplierStep>().Where(step => step.SupplierId == row.Id && step.ToState == row.State).OrderByDescending(step => step.At).Select(step => step.Reason).FirstOrDefault(),
        });
        // Rows go to a file as they come from the database: memory does not grow with the export.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        using (var sheet = new SheetWriter(file, "供应商", ["名称", "类型", "所在地", "状态", "原因", "申请日期", "最近变动", "待核证照（份）", "证照最近到期", "演示"], [36, 14, 40, 14, 40, 14, 14, 14, 14, 8]))
        {
            await foreach (var found in rows.AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var row = found.Row;
                sheet.Row(row.Name, KindOf(row.Kind), regions.FullNameOf(row.RegionCode), StateOf(row.State), found.Reason, ChinaTime.DateIn(row.AppliedAt),
                    ChinaTime.DateIn(row.ChangedAt), found.Waiting, found.NextEnd, row.IsDemonstration ? "演示" : null);
            }
        }

        file.Position = 0;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(file, SheetWriter.ContentType, $"供应商-{clock.Today():yyyyMMdd}.xlsx");
    }
}
