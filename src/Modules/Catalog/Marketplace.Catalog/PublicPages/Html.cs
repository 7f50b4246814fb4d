using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Catalog.Recognitions;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Catalog.PublicPages;

/// <summary>
/// Pages that anyone opens on any phone: one answer of HTML with its style in it, no script. Every text that comes from people is encoded.
/// </summary>
internal sealed class Html(HttpContext http)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text = new();
    private readonly string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    internal bool IsEnglish { get; } = http.Request.Query["lang"] == "en" || (http.Request.Query["lang"].Count == 0 && http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase));

    internal string Say(string zh, string en) => IsEnglish ? en : zh;

    /// <summary>Markup of our own, as it is.</summary>
    internal Html Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Text of whatever origin, encoded.</summary>
    internal Html Text(string? value)
    {
        text.Append(Encoded(value));
        return this;
    }

    internal static string Encoded(string? value) => Encoder.Encode(value ?? string.Empty);

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "\u2014";

    internal string StateOf(RecognitionState state) => state switch
    {
        RecognitionState.OnNotice => Say("公示中", "On public notice"),
        RecognitionState.Listed => Say("已公布", "Listed"),
        RecognitionState.Expired => Say("已过期", "Expired"),
        RecognitionState.Revoked => Say("已撤销", "Revoked"),
        _ => Say("办理中", "Being decided"),
    };

    /// <summary>Where the same page is read in the other language.</summary>
    private string OtherLanguage()
    {
        var pairs = http.Request.Query.Where(pair => pair.Key != "lang").SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? string.Empty)}"));
        return Encoded($"{http.Request.Path}?{string.Join('&', pairs.Append(IsEnglish ? "lang=zh" : "lang=en"))}");
    }

    /// <summary>The address that a code on paper leads to.</summary>
    internal static string AddressOf(HttpContext http, string? configured, string path) =>
        (string.IsNullOrWhiteSpace(configured) ? $"{http.Request.Scheme}://{http.Request.Host}" : configured.TrimEnd('/')) + path;

    internal async Task Send(string title, int status = 200, string extraStyle = "")
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'none'; img-src 'self' data:; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Language";
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        var language = IsEnglish ? "en" : "zh-CN";
        await http.Response.WriteAsync($"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encoded(title)} · {Say("渝乡集", "Yuxiang Market")}</title><link rel="icon" href="data:,"><style nonce="{nonce}">{Style}{extraStyle}</style></head>
            <body><header class="top"><a class="brand" href="/">{Say("渝乡集", "Yuxiang Market")}</a><nav><a href="/recognitions">{Say("认定公示", "Register")}</a><a href="/search">{Say("找产品", "Search")}</a><a href="{OtherLanguage()}">{Say("English", "中文")}</a></nav></header>
            <main>{text}</main></body></html>
            """, http.RequestAborted);
    }

    private const string Style = """
        *{box-sizing:border-box}body{margin:0;background:#FAF6EE;color:#25211B;font:17px/1.65 -apple-system,"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;text-autospace:normal}
        a{color:#0F5C55;text-underline-offset:3px}a:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible{outline:3px solid #0F5C55;outline-offset:2px}
        .top{display:flex;flex-wrap:wrap;gap:4px 20px;align-items:center;justify-content:space-between;padding:10px 16px;background:#fff;border-bottom:1px solid #DDD5C7}.brand{font-weight:700;font-size:20px;text-decoration:none}nav{display:flex;flex-wrap:wrap;gap:4px 18px}nav a{display:inline-block;min-height:32px;line-height:32px;font-size:15px}
        main{max-width:1000px;margin:0 auto;padding:16px 16px 48px}h1{font-size:24px;line-height:1.45;margin:12px 0 4px}h2{font-size:18px;margin:0 0 8px}p{margin:6px 0}
        .muted{color:#5A5348}.small{font-size:14px}.card{background:#fff;border:1px solid #DDD5C7;border-radius:10px;padding:16px;margin:14px 0}
        .tag{display:inline-block;border:1px solid #8C8374;border-radius:6px;padding:2px 10px;font-size:15px;background:#fff}.tag.done{background:#E8F2E1;border-color:#2F6B1F;color:#2F6B1F}.tag.due{background:#FFF1CC;border-color:#7A5200;color:#7A5200}.tag.problem{background:#FCE9E6;border-color:#B0231C;color:#B0231C}
        dl{display:grid;grid-template-columns:minmax(88px,auto) 1fr;gap:6px 16px;margin:0}dt{color:#5A5348}dd{margin:0;overflow-wrap:anywhere}
        .hero{width:100%;max-height:280px;object-fit:cover;border-radius:10px;border:1px solid #DDD5C7;display:block;background:#E2F0EC}
        form.find{display:flex;flex-wrap:wrap;gap:12px;align-items:end}label{display:flex;flex-direction:column;gap:4px;font-size:15px;color:#5A5348}input,select,button{font:inherit;min-height:48px;border:1px solid #8C8374;border-radius:6px;padding:6px 12px;background:#fff;color:#25211B}input[type=search]{min-width:min(300px,80vw)}button{background:#0F5C55;border-color:#0F5C55;color:#fff;font-weight:700;cursor:pointer}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:#fff;font-size:15px}th,td{text-align:left;padding:9px 10px;border-bottom:1px solid #DDD5C7;vertical-align:top}th{background:#F4EEE2;color:#5A5348;font-weight:400;white-space:nowrap}td.nowrap{white-space:nowrap}
        ol.path{list-style:none;margin:0;padding:0}ol.path li{position:relative;padding:0 0 14px 24px}ol.path li:before{content:"";position:absolute;left:3px;top:9px;width:11px;height:11px;border-radius:50%;background:#0F5C55}ol.path li.next:before{background:#fff;border:2px solid #8C8374}ol.path li:not(:last-child):after{content:"";position:absolute;left:8px;top:22px;bottom:-4px;width:1px;background:#DDD5C7}
        @media(max-width:640px){.wide{display:none}table.stack thead{display:none}table.stack tr{display:block;border-bottom:1px solid #DDD5C7;padding:10px 0}table.stack td{display:block;border:0;padding:1px 4px}}@media print{.top,form,.noprint{display:none}body{background:#fff}}
        """;
}
