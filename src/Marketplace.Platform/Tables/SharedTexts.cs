using System.Text;

namespace Marketplace.Platform.Tables;

/// <summary>
/// A workbook's shared texts. The first few lie in memory; the rest go to a file, so that memory does not grow with the workbook.
/// </summary>
internal sealed class SharedTexts : IDisposable
{
    internal const int MostCharactersHeld = 1_000_000;
    private const int RememberedTexts = 4096;
    private readonly List<string> held = [];
    private readonly Dictionary<int, string> remembered = [];
    private FileStream? texts;
    private FileStream? places;

    internal int Count { get; private set; }

    internal int HeldCharacters { get; private set; }

    internal void Add(string text)
    {
        Count++;
        if (texts is null && HeldCharacters + text.Length <= MostCharactersHeld)
        {
            held.Add(text);
            HeldCharacters += text.Length;
            return;
        }

        texts ??= Scratch();
        places ??= Scratch();
        places.Write(BitConverter.GetBytes(texts.Position));
        var bytes = Encoding.UTF8.GetBytes(text);
        texts.Write(BitConverter.GetBytes(bytes.Length));
        texts.Write(bytes);
    }

    internal string? this[int index]
    {
        get
        {
            if (index < 0 || index >= Count) return null;
            if (index < held.Count) return held[index];
            if (remembered.TryGetValue(index, out var known)) return known;
            if (remembered.Count >= RememberedTexts) remembered.Clear();
            return remembered[index] = Fetch(index - held.Count);
        }
    }

    public void Dispose()
    {
        texts?.Dispose();
        places?.Dispose();
    }

    private string Fetch(int index)
    {
        var word = new byte[sizeof(long)];
        places!.Position = (long)index * sizeof(long);
        places.ReadExactly(word);
        texts!.Position = BitConverter.ToInt64(word);
        texts.ReadExactly(word, 0, sizeof(int));
        var bytes = new byte[BitConverter.ToInt32(word)];
        texts.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static FileStream Scratch() => new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
}
