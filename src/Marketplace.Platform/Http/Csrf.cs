using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Platform.Http;

/// <summary>
/// Guards cookie-carried requests against forgery: the page reads the cookie <c>mp-csrf</c> and repeats it in the header <c>X-CSRF</c>.
/// Machines with bearer keys carry no cookie and need none.
/// </summary>
public static class Csrf
{
    public const string Header = "X-CSRF";
    public const string Cookie = "mp-csrf";

    /// <summary>Gives the page a token for the person signed in now; call after sign-in, sign-out and when a session is read.</summary>
    public static void Issue(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        context.Response.Cookies.Append(Cookie, tokens.RequestToken!, new CookieOptions
        {
            HttpOnly = false,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
    }
}

internal sealed class CsrfMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var method = context.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        var carriesCookie = context.User.Identity is { IsAuthenticated: true, AuthenticationType: not null } && !context.Request.Headers.ContainsKey("Authorization");
        if (safe || !carriesCookie || context.GetEndpoint() is null || await antiforgery.IsRequestValidAsync(context)) await next(context);
        else await Problems.ForgedRequest.ExecuteAsync(context);
    }
}
