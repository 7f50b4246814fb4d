using Microsoft.Playwright;
using SkiaSharp;

namespace Marketplace.Browser.Tests;

/// <summary>Files a person picks: photographs as a phone takes them, and what only claims to be one.</summary>
internal static class Pictures
{
    /// <summary>A photograph of four million pixels, larger than is ever sent.</summary>
    internal static FilePayload Photo(string name = "IMG_0001.jpg", int width = 2400, int height = 1800)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(new SKColor(0xFA, 0xF6, 0xEE));
            using var orange = new SKPaint { Color = new SKColor(0xDF, 0x78, 0x33), IsAntialias = true };
            for (var row = 0; row < 4; row++)
            {
                for (var column = 0; column < 5; column++) canvas.DrawCircle((column + 0.7f) * width / 5.4f, (row + 0.7f) * height / 4.4f, width / 12f, orange);
            }
        }

        using var image = SKImage.FromBitmap(bitmap);
        return new FilePayload { Name = name, MimeType = "image/jpeg", Buffer = image.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray() };
    }

    /// <summary>A program of Windows that calls itself a photograph.</summary>
    internal static FilePayload Executable() => new() { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = [.. "MZ"u8, .. new byte[4096]] };
}
