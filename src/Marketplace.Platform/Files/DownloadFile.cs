using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Platform.Files;

/// <summary>Opens a file by its signed address. Pictures show in the page, documents are saved, nothing is ever run.</summary>
internal static class DownloadFile
{
    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/files/{fileId:guid}", Handle)
        .WithName("DownloadFile").WithTags("Files").Public().Reads();

    private static async Task<Results<FileStreamHttpResult, Problem>> Handle(
        Guid fileId, int? d, string? s, IFileStore store, IFileLinks links, HttpContext http, CancellationToken cancellation)
    {
        if (!links.IsGenuine(fileId, d, s)) return Problems.NotFound;
        var found = await store.Find([fileId], cancellation);
        if (!found.TryGetValue(fileId, out var file) || await store.Open(file, cancellation) is not { } content) return Problems.NotFound;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, max-age=604800, immutable";
        var isPicture = file.ContentType.StartsWith("image/", StringComparison.Ordinal);
        return TypedResults.Stream(content, file.ContentType, isPicture ? null : file.Name, file.UploadedAt);
    }
}
