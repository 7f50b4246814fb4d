using System.Text;

namespace Marketplace.Catalog.Search;

/// <summary>The data files that ship inside this assembly.</summary>
internal static class SearchData
{
    internal static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(SearchData).Assembly.GetManifestResourceStream("Marketplace.Catalog.Search.Data." + file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}
