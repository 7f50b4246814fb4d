using System.Buffers.Binary;
using System.IO.Compression;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using SkiaSharp;
using Xunit;

namespace Marketplace.Platform.Tests.Files;

/// <summary>Pictures that are pictures, but not as a page expects them.</summary>
public sealed class StrangePictureTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    /// <summary>A JPEG of 8 by 8 pixels in cyan, magenta, yellow and black, all of one tone, as a print shop writes it.</summary>
    private static readonly byte[] PrintShop =
    [
        0xFF, 0xD8,
        0xFF, 0xEE, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, 0,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[16],
        0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[16],
        0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0,
        0x00,
        0xFF, 0xD9,
    ];

    [Fact]
    public async Task A_picture_that_breaks_off_is_damaged_wherever_it_breaks()
    {
        var jpeg = Noise(SKEncodedImageFormat.Jpeg);
        var png = Noise(SKEncodedImageFormat.Png);
        using var client = host.Buyer();
        foreach (var whole in new[] { jpeg, png })
        {
            foreach (var part in new[] { 0.2, 0.5, 0.9 }) await Upload(client, whole[..(int)(whole.Length * part)]).MustBeProblem(422, "picture-damaged");
            await Upload(client, whole).Body();
        }
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_900_million_pixels_is_refused_by_its_header()
    {
        var bomb = Bomb(30_000);
        Assert.True(bomb.Length < 1_000_000);
        using var client = host.Buyer();
        await Upload(client, bomb).MustBeProblem(422, "picture-too-large");
    }

    [Fact]
    public async Task A_print_shop_s_colours_become_a_screen_s()
    {
        using var client = host.Buyer();
        var answer = await Upload(client, PrintShop).Body();
        var kept = await (await client.GetAsync(new Uri(answer["url"]!.GetValue<string>(), UriKind.Relative))).Content.ReadAsByteArrayAsync();
        using var codec = SKCodec.Create(new MemoryStream(kept));
        Assert.Equal((8, 8, SKEncodedImageFormat.Jpeg), (codec.Info.Width, codec.Info.Height, codec.EncodedFormat));
        // A screen's JPEG has three colours; what the print shop wrote had four.
        var frame = kept.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        Assert.True(frame > 0 && kept[frame + 9] == 3);
        Assert.Equal(-1, kept.AsSpan().IndexOf("Adobe"u8));
    }

    [Fact]
    public async Task Of_a_moving_picture_the_first_is_kept_and_stands_still()
    {
        var png = Noise(SKEncodedImageFormat.Png);
        // What makes a PNG move: how many pictures, and how the first is shown. Old readers show the first.
        byte[] moving = [.. png[..33], .. Pictures.Chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), .. Pictures.Chunk("fcTL", [0, 0, 0, 0, .. png[16..24], 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10, 0, 0]), .. png[33..]];
        using var client = host.Buyer();
        var answer = await Upload(client, moving).Body();
        var kept = await (await client.GetAsync(new Uri(answer["url"]!.GetValue<string>(), UriKind.Relative))).Content.ReadAsByteArrayAsync();
        Assert.Equal(-1, kept.AsSpan().IndexOf("acTL"u8));
        Assert.Equal("image/jpeg", answer["contentType"]!.GetValue<string>());
    }

    private static byte[] Noise(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(200, 150);
        var random = new Random(7);
        for (var y = 0; y < 150; y++)
        {
            for (var x = 0; x < 200; x++) bitmap.SetPixel(x, y, new SKColor((uint)random.Next() | 0xFF000000));
        }

        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A true PNG of one bit a pixel, all white; a hundred megabytes when unpacked as bits alone.</summary>
    private static byte[] Bomb(int side)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var row = new byte[1 + ((side + 7) / 8)];
            for (var y = 0; y < side; y++) zip.Write(row);
        }

        Span<byte> size = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, side);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], side);
        size[8] = 1;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Pictures.Chunk("IHDR", size), .. Pictures.Chunk("IDAT", packed.ToArray()), .. Pictures.Chunk("IEND", [])];
    }

    private static Task<HttpResponseMessage> Upload(HttpClient client, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("image/jpeg");
        return client.PostAsync(new Uri("/api/files?name=photo.jpg", UriKind.Relative), content);
    }
}
