using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Marketplace.Platform.Tests.Files;

/// <summary>Pictures, honest and otherwise, made byte by byte.</summary>
internal static class Pictures
{
    internal static byte[] Jpeg(int width = 40, int height = 20)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Orange);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    /// <summary>A JPEG as a phone writes it: taken lying (turn right to see), in a village at 30.9° N 109.5° E.</summary>
    internal static byte[] WithLocation()
    {
        var jpeg = Jpeg();
        var exif = Exif();
        byte[] segment = [0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    /// <summary>A PNG of a few bytes that claims to be enormous when unpacked.</summary>
    internal static byte[] Enormous(int width, int height)
    {
        Span<byte> size = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size[4..], height);
        (size[8], size[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", size), .. Chunk("IDAT", [0x78, 0x9C, 0x63, 0, 0, 0, 1, 0, 1]), .. Chunk("IEND", [])];
    }

    internal static byte[] Chunk(string name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    /// <summary>TIFF in big-endian order: orientation 6, the camera's maker, and a GPS directory with both coordinates.</summary>
    private static byte[] Exif()
    {
        var tiff = new List<byte>();
        void Short(int value) => tiff.AddRange([(byte)(value >> 8), (byte)value]);
        void Long(uint value) => tiff.AddRange([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        void Entry(int tag, int type, uint count, uint value)
        {
            Short(tag);
            Short(type);
            Long(count);
            Long(value);
        }

        tiff.AddRange("MM\0*"u8);
        Long(8);
        Short(3);
        Entry(0x010F, 2, 4, 0x43414D00);
        Entry(0x0112, 3, 1, 6u << 16);
        Entry(0x8825, 4, 1, 50);
        Long(0);
        Short(4);
        Entry(1, 2, 2, 0x4E000000);
        Entry(2, 5, 3, 104);
        Entry(3, 2, 2, 0x45000000);
        Entry(4, 5, 3, 128);
        Long(0);
        foreach (var part in (uint[])[30, 1, 54, 1, 0, 1, 109, 1, 30, 1, 0, 1]) Long(part);
        return [.. "Exif\0\0"u8, .. tiff];
    }
}
