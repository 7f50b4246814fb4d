using Marketplace.Catalog.Data;
using Marketplace.Catalog.Search.Cluster;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Catalog.RebuildSearch;

/// <summary>重建索引: the operator has the cluster's index built anew beside the one that answers, or calls it off.</summary>
internal static class RebuildSearch
{
    private static readonly Problem NoCluster = Problem.Conflict(
        "search-without-cluster", "搜索用的是 PostgreSQL，没有索引要重建。", "PostgreSQL answers searches; there is no index to build.");

    private static readonly Problem UnderWay = Problem.Conflict("rebuild-under-way", "已经在重建了。请等它完成，或先取消。", "A rebuild is under way. Wait for it or call it off.");

    private static readonly Problem NothingToCancel = Problem.Conflict(
        "no-rebuild", "没有在重建，或正在切换，不能取消了。请刷新。", "Nothing is being rebuilt, or it is being put in place already. Reload.");

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/search-engine/rebuilds", Begin).WithName("RebuildSearch").WithTags("Catalog").Requires(CatalogPermissions.OperateSearch).Writes<CatalogDb>();
        api.MapPost("/search-engine/rebuilds/cancellation", Cancel).WithName("CancelSearchRebuild").WithTags("Catalog").Requires(CatalogPermissions.OperateSearch).Writes<CatalogDb>();
    }

    private static async Task<Results<NoContent, Problem>> Begin(Actor actor, CatalogDb db, IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<IndexLife>() is not { } life) return NoCluster;
        return await life.Begin((NpgsqlConnection)db.Database.GetDbConnection(), actor.Name, cancellation) ? TypedResults.NoContent() : UnderWay;
    }

    private static async Task<Results<NoContent, Problem>> Cancel(CatalogDb db, TimeProvider clock, CancellationToken cancellation) =>
        await IndexBook.Cancel((NpgsqlConnection)db.Database.GetDbConnection(), clock.GetUtcNow(), cancellation) ? TypedResults.NoContent() : NothingToCancel;
}
