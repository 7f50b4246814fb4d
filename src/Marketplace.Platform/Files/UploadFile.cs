using System.Security.Cryptography;
using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Platform.Files;

/// <summary>上传: takes one picture or PDF as the request's body and keeps what is safe to keep.</summary>
internal static class UploadFile
{
    internal sealed record Query([FromQuery] string Name);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(query => query.Name).NotEmpty().MaximumLength(200);
    }

    internal sealed record Response(Guid Id, string Name, string ContentType, long Bytes, int? Width, int? Height, string Url);

    private sealed class SizeLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => FileInspection.LargestBytes;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/files", Handle)
        .WithName("UploadFile").WithTags("Files")
        .WithMetadata(new SizeLimit())
        .Requires(Permission.SignedIn)
        .WritesByItself("The bytes go to the file store first; a row without them must never exist.");

    private static async Task<Results<Created<Response>, Problem>> Handle(
        [AsParameters] Query query, HttpRequest request, Actor actor, FilesDb db, IFileStore store, IFileLinks links, TimeProvider clock, CancellationToken cancellation)
    {
        if (request.ContentLength > FileInspection.LargestBytes) return Problems.TooLarge;
        var content = await ReadAtMost(request.Body, FileInspection.LargestBytes, cancellation);
        if (content is null) return Problems.TooLarge;
        var (inspected, problem) = FileInspection.Look(content);
        if (inspected is null) return problem!;
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(),
            Name = query.Name.Trim(),
            ContentType = inspected.ContentType,
            Bytes = inspected.Content.Length,
            Width = inspected.Width,
            Height = inspected.Height,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(inspected.Content)),
            UploadedBy = actor.PersonId,
            UploadedAt = clock.GetUtcNow(),
        };
        await store.Write(file.Sha256, inspected.Content, cancellation);
        db.Add(file);
        await db.SaveChangesAsync(cancellation);
        var url = links.UrlOf(file.Id);
        return TypedResults.Created(url, new Response(file.Id, file.Name, file.ContentType, file.Bytes, file.Width, file.Height, url));
    }

    private static async Task<byte[]?> ReadAtMost(Stream body, int most, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (kept.Length + read > most) return null;
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
