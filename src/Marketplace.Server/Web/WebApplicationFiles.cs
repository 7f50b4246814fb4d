using System.Security.Cryptography;
using Marketplace.Platform.Auth;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Marketplace.Server.Web;

/// <summary>Serves the built web application with the headers that keep a page to what is ours.</summary>
internal static class WebApplicationFiles
{
    private const string NoncePlaceholder = "__CSP_NONCE__";

    internal static void AddWebApplication(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
        {
            // Only files that are the same for everybody: answers that carry people's data are not compressed beside secrets.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/javascript", "application/javascript", "text/css", "image/svg+xml", "application/geo+json", "font/woff2", "application/manifest+json"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
    }

    internal static void UseWebApplication(this WebApplication app, string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            app.MapFallback("{*path:nonfile}", () => Results.Text("The web application is not built. 网页还没有构建。", statusCode: 404)).Public();
            return;
        }

        var index = new Lazy<string>(() => File.ReadAllText(System.IO.Path.Combine(folder, "index.html")));
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = new FileExtensionContentTypeProvider(),
            OnPrepareResponse = file =>
            {
                var fingerprinted = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
                file.Context.Response.Headers.CacheControl = fingerprinted ? "public, max-age=31536000, immutable" : "public, max-age=3600";
                file.Context.Response.Headers.XContentTypeOptions = "nosniff";
            },
        });
        app.MapFallback("{*path:nonfile}", async (HttpContext context) =>
        {
            if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                await Platform.Http.Problems.NotFound.ExecuteAsync(context);
                return;
            }

            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            AddPageHeaders(context.Response.Headers, nonce);
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(index.Value.Replace(NoncePlaceholder, nonce, StringComparison.Ordinal), context.RequestAborted);
        }).WithName("WebApplication").ExcludeFromDescription().Public();
    }

    private static void AddPageHeaders(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy = "default-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
            + $"style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()";
        headers.CacheControl = "no-cache";
    }
}
