using System.Collections.Frozen;

namespace Marketplace.Catalog.Search;

/// <summary>拼音 without tones, for every reading a character commonly has.</summary>
internal static class Pinyin
{
    /// <summary>How many spellings of one stretch are kept when its characters have several readings.</summary>
    private const int MostSpellings = 8;

    /// <summary>How many characters a stretch spans: longer input is never one word.</summary>
    private const int LongestStretch = 12;

    private static readonly FrozenDictionary<char, string[]> Readings = Load();

    internal static IReadOnlyList<string> ReadingsOf(char character) => Readings.GetValueOrDefault(character) ?? [];

    /// <summary>For each character of the run, the spellings of the stretch that begins there, in full and by initials.</summary>
    internal static IEnumerable<(string Full, string Initials)> Stretches(string run)
    {
        for (var start = 0; start < run.Length; start++)
        {
            List<(string Full, string Initials)> spellings = [(string.Empty, string.Empty)];
            foreach (var character in run.Skip(start).Take(LongestStretch))
            {
                var readings = ReadingsOf(character);
                if (readings.Count == 0) break;
                spellings = [.. readings.SelectMany(reading => spellings.Select(spelling => (spelling.Full + reading, spelling.Initials + reading[0])))
                    .DistinctBy(spelling => spelling.Item1).Take(MostSpellings)];
            }

            foreach (var spelling in spellings.Where(spelling => spelling.Full.Length > 0)) yield return spelling;
        }
    }

    private static FrozenDictionary<char, string[]> Load()
    {
        var lines = SearchData.Lines("pinyin.tsv").Select(line => line.Split('\t')).ToList();
        var readings = new Dictionary<char, List<string>>();
        foreach (var column in new[] { 1, 2 })
        {
            foreach (var line in lines)
            {
                foreach (var character in line[column])
                {
                    if (!readings.TryGetValue(character, out var known)) readings.Add(character, known = []);
                    if (!known.Contains(line[0])) known.Add(line[0]);
                }
            }
        }

        return readings.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }
}
