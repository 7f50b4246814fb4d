using Marketplace.Platform.Http;
using SkiaSharp;

namespace Marketplace.Platform.Files;

/// <summary>What is kept of an upload.</summary>
internal sealed record Inspected(byte[] Content, string ContentType, int? Width, int? Height);

/// <summary>
/// Looks at an upload's real type by its bytes. Pictures are decoded and drawn anew, so that location, camera data and anything
/// hidden behind the pixels are gone; a picture too large to decode safely is refused by its header alone.
/// </summary>
internal static class FileInspection
{
    internal const int LargestBytes = 10 * 1024 * 1024;
    private const long MostPixels = 40_000_000;
    private const int LongestSide = 2000;
    private const int Quality = 84;

    internal static readonly Problem NotAccepted = Problem.Invalid("file-type-not-accepted",
        "这个文件不是照片或PDF。请传 JPG、PNG、WebP 照片或 PDF。", "This file is no picture or PDF. Send a JPG, PNG or WebP picture, or a PDF.", "file");

    internal static readonly Problem TooManyPixels = Problem.Invalid("picture-too-large",
        "照片像素太大。请缩小到4000万像素以内。", "The picture has too many pixels. Keep it below 40 million.", "file");

    internal static readonly Problem Damaged = Problem.Invalid("picture-damaged",
        "照片打不开。请重拍或换一张。", "The picture cannot be opened. Take it again or choose another.", "file");

    internal static (Inspected? File, Problem? Problem) Look(byte[] content)
    {
        if (IsPdf(content)) return (new Inspected(content, "application/pdf", null, null), null);
        if (!IsPicture(content)) return (null, NotAccepted);
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width <= 0 || codec.Info.Height <= 0) return (null, Damaged);
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels) return (null, TooManyPixels);
        return Redraw(codec) is { } redrawn ? (redrawn, null) : (null, Damaged);
    }

    private static Inspected? Redraw(SKCodec codec)
    {
        using var decoded = Decoded(codec);
        if (decoded is null) return null;
        var turned = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = turned ? (decoded.Height, decoded.Width) : (decoded.Width, decoded.Height);
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(width, height));
        var (outWidth, outHeight) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(outWidth, outHeight));
        if (surface is null) return null;
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        surface.Canvas.Concat(Upright(codec.EncodedOrigin, width, height));
        using var picture = SKImage.FromBitmap(decoded);
        surface.Canvas.DrawImage(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new Inspected(encoded.ToArray(), "image/jpeg", outWidth, outHeight);
    }

    /// <summary>The whole picture, of a moving one the first: half a picture is no evidence, so one that breaks off counts as damaged.</summary>
    private static SKBitmap? Decoded(SKCodec codec)
    {
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKImageInfo.PlatformColorType, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    /// <summary>Phones store pictures lying and say so in the metadata; the metadata goes, so the pixels are turned.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static bool IsPdf(ReadOnlySpan<byte> content) => content.StartsWith("%PDF-"u8);

    private static bool IsPicture(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        || (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8));
}
