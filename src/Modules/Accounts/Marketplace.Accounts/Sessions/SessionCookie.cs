using Microsoft.AspNetCore.Http;

namespace Marketplace.Accounts.Sessions;

/// <summary>The cookie that carries a session's token: <c>__Host-mp</c> behind TLS, <c>mp</c> on a plain local address.</summary>
internal static class SessionCookie
{
    private const string Plain = "mp";
    private const string Secure = "__Host-mp";

    internal static string? Read(HttpRequest request) => request.Cookies[request.IsHttps ? Secure : Plain];

    internal static void Write(HttpContext context, string token) => context.Response.Cookies.Append(context.Request.IsHttps ? Secure : Plain, token, Options(context));

    internal static void Clear(HttpContext context) => context.Response.Cookies.Delete(context.Request.IsHttps ? Secure : Plain, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
