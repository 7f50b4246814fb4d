using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Marketplace.Platform.Http;

/// <summary>One wrong field of a request, with what to do about it in both languages.</summary>
public sealed record FieldProblem(string Field, string Code, string Zh, string En);

/// <summary>
/// An expected refusal (RFC 9457): a stable code, one sentence in Chinese and one in English that say what is and what to do,
/// and the field where there is one. Use cases declare theirs as named instances and return them.
/// </summary>
public sealed record Problem(int Status, string Code, string Zh, string En) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public IReadOnlyList<FieldProblem> Errors { get; init; } = [];

    /// <summary>Figures a screen may need, such as what is still available.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>();

    int? IStatusCodeHttpResult.StatusCode => Status;

    public static Problem Invalid(string code, string zh, string en, string? field = null) =>
        new(StatusCodes.Status422UnprocessableEntity, code, zh, en) { Errors = field is null ? [] : [new FieldProblem(field, code, zh, en)] };

    public static Problem NotFound(string code, string zh, string en) => new(StatusCodes.Status404NotFound, code, zh, en);

    public static Problem Conflict(string code, string zh, string en) => new(StatusCodes.Status409Conflict, code, zh, en);

    public static Problem Forbidden(string code, string zh, string en) => new(StatusCodes.Status403Forbidden, code, zh, en);

    public Problem With(string fact, object? value) => this with { Facts = new Dictionary<string, object?>(Facts) { [fact] = value } };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var english = Language.IsEnglish(httpContext);
        var body = new Dictionary<string, object?>(Facts)
        {
            ["type"] = "urn:marketplace:problem:" + Code,
            ["title"] = english ? En : Zh,
            ["status"] = Status,
            ["code"] = Code,
            ["zh"] = Zh,
            ["en"] = En,
            ["errors"] = Errors.Select(error => new { error.Field, error.Code, message = english ? error.En : error.Zh, error.Zh, error.En }).ToList(),
            ["reference"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier,
        };
        httpContext.Response.StatusCode = Status;
        await httpContext.Response.WriteAsJsonAsync(body, options: null, contentType: "application/problem+json", httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status422UnprocessableEntity, typeof(ProblemBody), ["application/problem+json"]));
    }
}

/// <summary>The problem's shape as the OpenAPI document tells it.</summary>
public sealed record ProblemBody(string Type, string Title, int Status, string Code, string Zh, string En, IReadOnlyList<FieldProblem> Errors, string Reference);

/// <summary>The language a person asked for; Chinese unless English is preferred.</summary>
public static class Language
{
    public static bool IsEnglish(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var preferred = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(value => value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || value.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return preferred?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
    }
}
