using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Xunit;

namespace Marketplace.Platform.Tests.Files;

public sealed class FileTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private static readonly byte[] Elf = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[200]];

    public static TheoryData<string, byte[], string> Lies => new()
    {
        { "a Linux program called .jpg", Elf, "file-type-not-accepted" },
        { "a Windows program called .jpg", [.. "MZ"u8, .. new byte[300]], "file-type-not-accepted" },
        { "a script called .jpg", [.. "#!/bin/sh\nrm -rf /"u8], "file-type-not-accepted" },
        { "a page called .jpg", [.. "<html><script>alert(1)</script>"u8], "file-type-not-accepted" },
        { "a drawing with a script", [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8], "file-type-not-accepted" },
        { "a program behind the first bytes of a JPEG", [0xFF, 0xD8, 0xFF, .. Elf], "picture-damaged" },
        { "a GIF", [.. "GIF89a"u8, .. new byte[60]], "file-type-not-accepted" },
        { "nothing", [], "file-type-not-accepted" },
        { "a picture of 60,000 by 60,000", Pictures.Enormous(60_000, 60_000), "picture-too-large" },
        { "a picture of 2,147,483,647 by 1", Pictures.Enormous(int.MaxValue, 1), "picture" },
        { "a picture of 100,000,000 by 1", Pictures.Enormous(100_000_000, 1), "picture" },
        { "the first half of a picture's header", Pictures.Jpeg()[..20], "picture-damaged" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called(string what, byte[] bytes, string code)
    {
        Assert.NotEmpty(what);
        var before = Kept();
        using var client = host.Buyer();
        using var answer = await Upload(client, bytes, "photo.jpg", "image/jpeg");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 422 && text.Contains('"' + code, StringComparison.Ordinal), $"{what}: {(int)answer.StatusCode} {text}");
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task A_picture_that_is_also_a_program_keeps_only_its_pixels()
    {
        byte[] polyglot = [.. Pictures.Jpeg(), .. "PK\u0003\u0004 evil.jar <script>alert(1)</script>"u8, .. Elf];
        using var client = host.Buyer();
        var kept = await (await client.GetAsync(new Uri((await Upload(client, polyglot).Body())["url"]!.GetValue<string>(), UriKind.Relative))).Content.ReadAsByteArrayAsync();
        Assert.Equal(-1, kept.AsSpan().IndexOf("script"u8));
        Assert.Equal(-1, kept.AsSpan().IndexOf("PK\u0003\u0004"u8));
        Assert.Equal(-1, kept.AsSpan().IndexOf(Elf.AsSpan(0, 6)));
        using var decoded = SKBitmap.Decode(kept);
        Assert.Equal((40, 20), (decoded.Width, decoded.Height));
    }

    [Fact]
    public async Task A_phone_s_location_and_maker_are_gone_and_the_picture_stands_upright()
    {
        var sent = Pictures.WithLocation();
        Assert.True(sent.AsSpan().IndexOf("Exif"u8) > 0);
        using var client = host.Buyer();
        var answer = await Upload(client, sent).Body();
        Assert.Equal((20, 40), (answer["width"]!.GetValue<int>(), answer["height"]!.GetValue<int>()));
        var kept = await (await client.GetAsync(new Uri(answer["url"]!.GetValue<string>(), UriKind.Relative))).Content.ReadAsByteArrayAsync();
        foreach (var trace in new[] { "Exif", "CAM", "GPS", "MM\0*" }) Assert.Equal(-1, kept.AsSpan().IndexOf(Encoding.ASCII.GetBytes(trace)));
        Assert.Equal(-1, kept.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0, 54]));
    }

    [Fact]
    public async Task A_document_is_saved_never_shown_and_may_run_nothing()
    {
        using var client = host.Buyer();
        byte[] pdf = [.. "%PDF-1.7 <html><script>alert(1)</script>"u8];
        var url = (await Upload(client, pdf, "合同.pdf", "application/pdf").Body())["url"]!.GetValue<string>();
        using var answer = await client.GetAsync(new Uri(url, UriKind.Relative));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_gigabytes_announced_are_refused_before_they_are_sent()
    {
        var (answer, sent) = await SendRaw($"Content-Length: {2L * 1024 * 1024 * 1024}", maximum: 1024 * 1024, chunked: false);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("too-large", answer, StringComparison.Ordinal);
        Assert.True(sent <= 1024 * 1024, $"{sent} bytes went out before the refusal");
    }

    [Fact]
    public async Task An_upload_without_an_announced_end_is_cut_off_near_the_limit()
    {
        var memory = Process.GetCurrentProcess().WorkingSet64;
        var (answer, sent) = await SendRaw("Transfer-Encoding: chunked", maximum: 2L * 1024 * 1024 * 1024, chunked: true);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.True(sent < 64L * 1024 * 1024, $"{sent} bytes were taken before the refusal");
        Assert.True(Process.GetCurrentProcess().WorkingSet64 - memory < 200L * 1024 * 1024);
    }

    [Fact]
    public async Task An_address_that_was_changed_or_is_too_old_opens_nothing()
    {
        using var client = host.Buyer();
        var mine = (await Upload(client, Pictures.Jpeg()).Body())["url"]!.GetValue<string>();
        var other = (await Upload(client, Pictures.Jpeg(30, 30)).Body())["url"]!.GetValue<string>();
        using var stranger = host.Stranger();
        Assert.Equal(HttpStatusCode.OK, await Open(mine));
        var signature = mine[(mine.IndexOf("s=", StringComparison.Ordinal) + 2)..];
        var flipped = (signature[0] == '0' ? '1' : '0') + signature[1..];
        var day = int.Parse(mine.Split("d=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var forged in new[]
        {
            mine.Split('?')[0], mine.Split('?')[0] + "?s=", mine.Replace(signature, flipped, StringComparison.Ordinal), mine.Replace(signature, signature[..31], StringComparison.Ordinal),
            mine.Replace(signature, signature.ToUpperInvariant() + "0", StringComparison.Ordinal), other.Split('?')[0] + "?" + mine.Split('?')[1], mine.Replace($"d={day}", $"d={day + 1}", StringComparison.Ordinal),
        }) Assert.Equal(HttpStatusCode.NotFound, await Open(forged));
        host.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(HttpStatusCode.NotFound, await Open(mine));
        host.Clock.Advance(TimeSpan.FromDays(-15));

        async Task<HttpStatusCode> Open(string url)
        {
            using var answer = await stranger.GetAsync(new Uri(url, UriKind.Relative));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Strangers_cannot_upload_and_names_are_only_names()
    {
        using var stranger = host.Stranger();
        await Upload(stranger, Pictures.Jpeg()).MustBeProblem(401, "not-signed-in");
        using var client = host.Buyer();
        var answer = await Upload(client, Pictures.Jpeg(), "../../../etc/passwd").Body();
        Assert.Equal("../../../etc/passwd", answer["name"]!.GetValue<string>());
        Assert.All(Directory.GetFiles(host.DataDirectory, "*", SearchOption.AllDirectories), path => Assert.Matches("/files/[0-9a-f]{2}/[0-9a-f]{64}$", path));
        await Upload(client, Pictures.Jpeg(), new string('长', 201)).MustBeProblem(422, "too-long");
    }

    private string[] Kept() => Directory.Exists(host.DataDirectory) ? Directory.GetFiles(host.DataDirectory, "*", SearchOption.AllDirectories) : [];

    private static Task<HttpResponseMessage> Upload(HttpClient client, byte[] bytes, string name = "photo.jpg", string type = "image/jpeg")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(type);
        return client.PostAsync(new Uri("/api/files?name=" + Uri.EscapeDataString(name), UriKind.Relative), content);
    }

    /// <summary>Sends zeros after the header until the server answers, as a client would that does not care.</summary>
    private async Task<(string Answer, long Sent)> SendRaw(string length, long maximum, bool chunked)
    {
        using var client = host.Buyer();
        var actor = client.DefaultRequestHeaders.First();
        using var socket = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/files?name=big.jpg HTTP/1.1\r\nHost: test\r\n{actor.Key}: {actor.Value.First()}\r\nContent-Type: image/jpeg\r\n{length}\r\n\r\n"));
        byte[] block = chunked ? [.. "10000\r\n"u8, .. new byte[65536], .. "\r\n"u8] : new byte[65536];
        var sent = 0L;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var reading = Task.Run(() => ReadAnswer(stream, patience.Token));
        try
        {
            while (sent + block.Length <= maximum && !reading.IsCompleted)
            {
                await stream.WriteAsync(block, patience.Token);
                sent += block.Length;
            }
        }
        catch (IOException)
        {
        }

        return (await reading, sent);
    }

    private static async Task<string> ReadAnswer(NetworkStream stream, CancellationToken cancellation)
    {
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        while (!answer.ToString().Contains("too-large", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, cancellation);
            if (read == 0) break;
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }
}
