using System.Text.Json;
using FluentValidation;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Platform.Imports;

/// <summary>What is handed in beside a file.</summary>
/// <param name="Name">The file's name, for the history.</param>
internal sealed record ImportUpload(string Name, Guid? SupplierId, Guid? HouseholdId);

internal sealed class ImportUploadValidator : AbstractValidator<ImportUpload>
{
    public ImportUploadValidator() => RuleFor(upload => upload.Name).NotEmpty().MaximumLength(200);
}

/// <param name="State">Only rows of this state.</param>
internal sealed record ImportRowsQuery(string? State, string? Cursor, int? Size);

internal sealed class ImportRowsQueryValidator : AbstractValidator<ImportRowsQuery>
{
    public ImportRowsQueryValidator() => RuleFor(query => query.State).Must(Choice.IsNoneOr<ImportRowState>)
        .Because("unknown-choice", "没有这种状态。请从列表里选。", "There is no such state. Pick from the list.");
}

/// <summary>Adds a use case that takes its rows from a table.</summary>
public static class ImportEndpoints
{
    /// <summary>Registers the use case, and lets every host work on its imports.</summary>
    public static void AddImport<TDb, TImport, TRow>(this IServiceCollection services)
        where TDb : ModuleDb
        where TImport : class, IImport<TDb, TRow>
        where TRow : class, new()
    {
        services.AddScoped<TImport>();
        services.AddHostedService<ImportRunner<TDb, TImport, TRow>>();
    }

    /// <summary>Hand in, dry run, rows, start, cancel, history, faults and template, under one address.</summary>
    /// <param name="name">The operations' names are made of it: <c>ProductImport</c>.</param>
    public static void MapImport<TDb, TImport, TRow>(this IEndpointRouteBuilder api, string path, string name, string tag, Permission permission)
        where TDb : ModuleDb
        where TImport : class, IImport<TDb, TRow>
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(api);
        RouteHandlerBuilder Known(RouteHandlerBuilder route, string operation) => route.WithName(operation).WithTags(tag).Requires(permission);
        Known(api.MapPost(path, ImportDoor<TDb, TImport, TRow>.Upload).WithMetadata(new BodyLimit()), "Upload" + name).Writes<TDb>(needsKey: true);
        Known(api.MapGet(path, ImportDoor<TDb, TImport, TRow>.List), $"List{name}s").Reads();
        Known(api.MapGet(path + "/template.xlsx", ImportDoor<TDb, TImport, TRow>.Template), $"Download{name}Template").Reads();
        Known(api.MapGet(path + "/{importId:guid}", ImportDoor<TDb, TImport, TRow>.Show), "Show" + name).Reads();
        Known(api.MapGet(path + "/{importId:guid}/rows", ImportDoor<TDb, TImport, TRow>.Rows), $"List{name}Rows").Reads();
        Known(api.MapGet(path + "/{importId:guid}/faults.xlsx", ImportDoor<TDb, TImport, TRow>.Faults), $"Download{name}Faults").Reads();
        Known(api.MapPost(path + "/{importId:guid}/start", ImportDoor<TDb, TImport, TRow>.Start), "Start" + name).Writes<TDb>();
        Known(api.MapPost(path + "/{importId:guid}/cancel", ImportDoor<TDb, TImport, TRow>.Cancel), "Cancel" + name).Writes<TDb>();
    }

    internal const long LargestBytes = 40 * 1024 * 1024;

    private sealed class BodyLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestBytes;
    }
}

/// <summary>The endpoints of one import.</summary>
internal static class ImportDoor<TDb, TImport, TRow>
    where TDb : ModuleDb
    where TImport : class, IImport<TDb, TRow>
    where TRow : class, new()
{
    private static readonly Problem NotNow = Problem.Conflict("import-moved-on", "这份导入已经往下走了。请刷新看现在的情况。", "This import has moved on. Reload to see how it stands.");

    private static readonly Problem NothingToDo = Problem.Conflict("import-without-rows", "没有可以导入的行。请先改好错误的行。", "There is no row to import. Correct the wrong rows first.");

    internal static async Task<Results<Ok<ImportView>, Problem>> Upload(
        [AsParameters] ImportUpload upload, HttpRequest request, Actor actor, TDb db, TImport import, TimeProvider clock, CancellationToken cancellation)
    {
        var (scope, problem) = await import.Open(new ImportChoice(upload.SupplierId, upload.HouseholdId), actor, cancellation);
        if (scope is null) return problem!;
        if (request.Body.CanSeek) request.Body.Position = 0;
        var id = Guid.CreateVersion7();
        await db.Database.ExecuteSqlRawAsync($$"""
            INSERT INTO {{db.Schema}}.import_task (id, kind, person_id, person_name, organisation_id, data, file_name, state, created_at)
            VALUES ({0}, {1}, {2}, {3}, CAST(NULLIF({4}, '') AS uuid), {5}::jsonb, {6}, 'Reading', {7})
            """, [id, import.Kind, actor.PersonId, actor.Name, scope.OrganisationId?.ToString() ?? string.Empty, scope.Data, upload.Name.Trim(), clock.GetUtcNow()], cancellation);
        var bytes = await ImportParts.Keep(db, import, id, request.Body, ImportEndpoints.LargestBytes, cancellation);
        if (bytes > ImportEndpoints.LargestBytes) return Problems.TooLarge;
        if (bytes == 0) return TableFault.Empty;
        db.Audit("import-handed-in", id.ToString(), new { import.Kind, bytes });
        return TypedResults.Ok((await new ImportBook<TDb>(db, import.Kind, actor).Find(id, cancellation))!.View());
    }

    internal static async Task<Ok<Page<ImportView>>> List(string? cursor, int? size, Actor actor, TDb db, TImport import, CancellationToken cancellation) =>
        TypedResults.Ok(await new ImportBook<TDb>(db, import.Kind, actor).List(cursor, size, cancellation));

    internal static async Task<Results<Ok<ImportView>, Problem>> Show(Guid importId, Actor actor, TDb db, TImport import, CancellationToken cancellation) =>
        await new ImportBook<TDb>(db, import.Kind, actor).Find(importId, cancellation) is { } found ? TypedResults.Ok(found.View()) : Problems.NotFound;

    internal static async Task<Results<Ok<Page<ImportRowView>>, Problem>> Rows(
        Guid importId, [AsParameters] ImportRowsQuery query, Actor actor, TDb db, TImport import, CancellationToken cancellation)
    {
        var book = new ImportBook<TDb>(db, import.Kind, actor);
        if (await book.Find(importId, cancellation) is null) return Problems.NotFound;
        var after = Paging.Read(query.Cursor, 1) is [var text] && int.TryParse(text, out var position) ? position : -1;
        var size = Paging.Size(query.Size);
        var found = await book.Rows(importId, Choice.Of<ImportRowState>(query.State), after).Take(size + 1).ToListAsync(cancellation);
        var page = found.Take(size).Select(row => new ImportRowView(
            row.Position, row.Sheet, row.Number, row.Title, row.State is null ? null : Enum.Parse<ImportRowState>(row.State),
            JsonSerializer.Deserialize<List<ImportFault>>(row.Faults, ImportStore.Json)!,
            row.Changes is null ? [] : JsonSerializer.Deserialize<List<ImportChange>>(import.Open(importId, row.Changes), ImportStore.Json)!)).ToList();
        return TypedResults.Ok(new Page<ImportRowView>(page, found.Count > size ? Paging.Cursor(page[^1].Position.ToString()) : null));
    }

    internal static async Task<Results<Ok<ImportView>, Problem>> Start(Guid importId, Actor actor, TDb db, TImport import, TimeProvider clock, CancellationToken cancellation)
    {
        var book = new ImportBook<TDb>(db, import.Kind, actor);
        if (await book.Find(importId, cancellation) is not { } found) return Problems.NotFound;
        if (found.State == nameof(ImportState.Checked) && found.Created + found.Changed == 0) return NothingToDo;
        if (!await book.Start(importId, clock.GetUtcNow(), cancellation)) return NotNow;
        db.Audit("import-started", importId.ToString(), new { import.Kind, rows = found.Created + found.Changed });
        return TypedResults.Ok((await book.Find(importId, cancellation))!.View());
    }

    internal static async Task<Results<Ok<ImportView>, Problem>> Cancel(Guid importId, Actor actor, TDb db, TImport import, TimeProvider clock, CancellationToken cancellation)
    {
        var book = new ImportBook<TDb>(db, import.Kind, actor);
        if (await book.Find(importId, cancellation) is null) return Problems.NotFound;
        if (!await book.Cancel(importId, clock.GetUtcNow(), cancellation)) return NotNow;
        return TypedResults.Ok((await book.Find(importId, cancellation))!.View());
    }

    internal static async Task<Results<FileStreamHttpResult, Problem>> Template(
        Guid? supplierId, Guid? householdId, Actor actor, TImport import, HttpContext http, CancellationToken cancellation)
    {
        var (scope, problem) = await import.Open(new ImportChoice(supplierId, householdId), actor, cancellation);
        if (scope is null) return problem!;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(ImportSheets.Template(import, await import.Lists(scope, cancellation)), SheetWriter.ContentType, $"{import.SheetName}导入模板.xlsx");
    }

    internal static async Task<Results<FileStreamHttpResult, Problem>> Faults(Guid importId, Actor actor, TDb db, TImport import, HttpContext http, CancellationToken cancellation)
    {
        var book = new ImportBook<TDb>(db, import.Kind, actor);
        if (await book.Find(importId, cancellation) is not { } found) return Problems.NotFound;
        http.Response.Headers.CacheControl = "no-store";
        var rows = book.Rows(importId, ImportRowState.Wrong, -1).AsAsyncEnumerable();
        return TypedResults.Stream(await ImportSheets.Faults(import, importId, rows, cancellation), SheetWriter.ContentType, $"要改的行-{Path.GetFileNameWithoutExtension(found.FileName)}.xlsx");
    }
}
