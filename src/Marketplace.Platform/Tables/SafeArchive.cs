using System.Buffers.Binary;
using System.IO.Compression;

namespace Marketplace.Platform.Tables;

/// <summary>
/// A workbook's zip archive that cannot grow without bounds: the directory is measured before it is read, every part is counted while it
/// unpacks, and no single tag or text may be longer than a cell ever is.
/// </summary>
internal sealed class SafeArchive : IDisposable
{
    private const int MostEntries = 2000;
    private const long LargestDirectory = 1024 * 1024;
    private const int EndRecord = 22;
    private const long LargestTotal = 1024L * 1024 * 1024;
    private const long FreeOfRatio = 8 * 1024 * 1024;
    private const int LargestRatio = 120;
    private readonly ZipArchive archive;
    private long unpacked;

    /// <param name="stream">Seekable; closed with the archive.</param>
    internal SafeArchive(Stream stream)
    {
        Measure(stream);
        archive = new ZipArchive(stream, ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries) throw new TableFault(TableFault.Bomb);
    }

    internal IEnumerable<string> Names => archive.Entries.Select(entry => entry.FullName);

    /// <returns>The part, or nothing when there is none of this name. Names are compared as spreadsheets do.</returns>
    internal Stream? Open(string name) =>
        archive.Entries.FirstOrDefault(entry => entry.FullName.TrimStart('/').Equals(name.TrimStart('/'), StringComparison.OrdinalIgnoreCase)) is { } found
            ? new Counted(found.Open(), found.CompressedLength, this)
            : null;

    public void Dispose() => archive.Dispose();

    /// <summary>The archive's own account of how many parts it has, and how much room it takes: reading the directory costs that much memory.</summary>
    private static void Measure(Stream stream)
    {
        var tail = new byte[(int)Math.Min(stream.Length, EndRecord + ushort.MaxValue)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndRecord > tail.Length) throw new TableFault(TableFault.Truncated);
        var record = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var directoryAt = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (entries > MostEntries || directoryAt == uint.MaxValue) throw new TableFault(TableFault.Bomb);
        if (directoryAt > stream.Length) throw new TableFault(TableFault.Truncated);
        if (stream.Length - directoryAt > LargestDirectory) throw new TableFault(TableFault.Bomb);
    }

    /// <summary>Counts what comes out of one part, and the bytes since the last tag began.</summary>
    private sealed class Counted(Stream inner, long packed, SafeArchive owner) : Stream
    {
        private const int LongestStretch = 1024 * 1024;
        private long read;
        private long sinceTag;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            read += count;
            owner.unpacked += count;
            if (owner.unpacked > LargestTotal || (read > FreeOfRatio && read / LargestRatio > packed)) throw new TableFault(TableFault.Bomb);
            var tag = buffer[..count].LastIndexOf((byte)'<');
            var first = buffer[..count].IndexOf((byte)'<');
            if (sinceTag + (first < 0 ? count : first) > LongestStretch) throw new TableFault(TableFault.Bomb);
            sinceTag = tag < 0 ? sinceTag + count : count - tag;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
