using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Marketplace.Accounts.Contracts;
using Marketplace.Kernel;

namespace Marketplace.Accounts.Regions;

/// <summary>
/// The divisions of China (statistical codes of 2023, see README.md beside this file) with the lists of formerly poor counties,
/// read once from the product's own data files.
/// </summary>
internal sealed class RegionDirectory : IRegionDirectory
{
    private readonly FrozenDictionary<string, Region> regions;
    private readonly FrozenDictionary<string, IReadOnlyList<Region>> children;

    public RegionDirectory()
    {
        var relief = ReadRelief();
        var byCode = new Dictionary<string, Region>(16_000);
        foreach (var line in Lines("regions.tsv"))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var code = RegionCode.Parse(line[..tab].PadRight(6, '0'));
            var name = Said(line[(tab + 1)..]);

            // A prefecture without counties (东莞, 中山, 儋州) stands in the source a second time as its own county.
            byCode.TryAdd(code.Value, new Region(code, name, code.Level, FullName(code, name, byCode), relief.GetValueOrDefault(code.Value)));
        }

        regions = byCode.ToFrozenDictionary();
        children = byCode.Values.GroupBy(region => region.Code.Parent?.Value ?? string.Empty)
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<Region>)[.. group.OrderBy(region => region.Code)]);
    }

    public Region? Find(RegionCode code) => regions.GetValueOrDefault(code.Value);

    public IReadOnlyList<Region> ChildrenOf(RegionCode? parent) => children.GetValueOrDefault(parent?.Value ?? string.Empty) ?? [];

    public IReadOnlyList<Region> CountiesOf(RegionCode ancestor) => ancestor.Level switch
    {
        RegionLevel.Province => [.. ChildrenOf(ancestor).SelectMany(prefecture => ChildrenOf(prefecture.Code))],
        RegionLevel.Prefecture => ChildrenOf(ancestor),
        _ => Find(ancestor) is { Level: RegionLevel.County } county ? [county] : [],
    };

    /// <summary>What people choose from below a division: the counties of a municipality stand at once, without its statistical prefectures.</summary>
    internal IReadOnlyList<Region> ShownBelow(RegionCode? parent) =>
        [.. ChildrenOf(parent).SelectMany(region => IsStatistical(region) ? ChildrenOf(region.Code) : [region])];

    /// <summary>Above the county; a prefecture that has no counties is small enough.</summary>
    internal bool IsTooLarge(RegionCode code) => code.County is null && ChildrenOf(code).Count > 0;

    /// <summary>The smallest division the list knows in its place.</summary>
    internal bool IsFinest(RegionCode code) => code.Level >= RegionLevel.County && ChildrenOf(code).Count == 0;

    /// <summary>Divisions by name: those called so first, then those that lie in one called so; higher levels first.</summary>
    internal IReadOnlyList<Region> Search(string text, RegionCode? within, int most) =>
        [.. regions.Values
            .Where(region => region.FullName.Contains(text, StringComparison.Ordinal) && (within is null || within.Value.Contains(region.Code)) && !IsStatistical(region))
            .OrderBy(region => !region.Name.Contains(text, StringComparison.Ordinal)).ThenBy(region => region.Level).ThenBy(region => region.Code).Take(most)];

    /// <summary>紫阳村 for 紫阳村村民委员会: people name the place, not the committee that the statistics list.</summary>
    private static string Said(string name) => name switch
    {
        _ when name.EndsWith("村村民委员会", StringComparison.Ordinal) => name[..^5],
        _ when name.EndsWith("社区村民委员会", StringComparison.Ordinal) => name[..^5],
        _ when name.EndsWith("村民委员会", StringComparison.Ordinal) => name[..^5] + "村",
        _ when name.EndsWith("居民委员会", StringComparison.Ordinal) => name[..^5],
        _ => name,
    };

    /// <summary>Municipalities' statistical prefectures (市辖区, 县) are left out of names: nobody says them.</summary>
    private static string FullName(RegionCode code, string name, Dictionary<string, Region> known)
    {
        var parent = code.Parent;
        while (parent is { } above && known.TryGetValue(above.Value, out var found))
        {
            if (!IsStatistical(found)) return found.FullName + name;
            parent = above.Parent;
        }

        return name;
    }

    private static bool IsStatistical(Region region) =>
        region.Level == RegionLevel.Prefecture && (region.Name is "市辖区" or "县" || region.Name.Contains("直辖", StringComparison.Ordinal));

    private static Dictionary<string, ReliefMark> ReadRelief()
    {
        var marks = new Dictionary<string, ReliefMark>();
        foreach (var columns in Lines("poverty-counties.tsv").Skip(1).Select(line => line.Split('\t')))
        {
            // Two listed areas are one county today; the first mark stands for both.
            var year = int.TryParse(columns[3], NumberStyles.None, CultureInfo.InvariantCulture, out var delisted) ? delisted : 0;
            marks.TryAdd(columns[0], new ReliefMark(columns[2] == "national", year, columns[6] == "yes"));
        }

        return marks;
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Regions." + file)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}
