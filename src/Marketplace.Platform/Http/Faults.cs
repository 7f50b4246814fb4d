using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marketplace.Platform.Http;

/// <summary>Turns what was not expected into a problem that says nothing of the inside, and logs the rest.</summary>
internal sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { StatusCode: 413 } => Problems.TooLarge,
            BadHttpRequestException { StatusCode: 415 } => Problems.UnsupportedType,
            BadHttpRequestException { InnerException: JsonException json } => Unreadable(json),
            BadHttpRequestException => Problems.Unreadable,
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Problems.OutcomeUnknown,
            NpgsqlException { IsTransient: true } or TimeoutException => Problems.OutcomeUnknown,
            { InnerException: NpgsqlException { IsTransient: true } } => Problems.OutcomeUnknown,
            _ => Problems.Broken,
        };
        if (problem.Status >= 500) LogFault(exception, httpContext.GetEndpoint()?.DisplayName);
        if (!httpContext.Response.HasStarted) await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Names the field that could not be read, as the sender wrote it: <c>product.packs[0].tiers[0].priceFen</c>.</summary>
    private static Problem Unreadable(JsonException json)
    {
        // A document that breaks off or is no JSON at all is no field's fault.
        if (json.InnerException is JsonException || json.Path is not { Length: > 2 and < 100 } path || !path.StartsWith("$.", StringComparison.Ordinal) || path.Any(char.IsControl)) return Problems.Unreadable;
        var field = path[2..];
        return Problem.Invalid(
            "unreadable-field", $"{field}填的内容不对。请按格式填写：金额用整数分，区划代码用6、9或12位数字，日期如2026-03-08。",
            $"{field} cannot be read. Write amounts as whole fen, region codes as 6, 9 or 12 digits, dates such as 2026-03-08.", field);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled fault in {Endpoint}")]
    private partial void LogFault(Exception exception, string? endpoint);
}
