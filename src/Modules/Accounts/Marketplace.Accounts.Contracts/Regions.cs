using Marketplace.Kernel;

namespace Marketplace.Accounts.Contracts;

/// <summary>A division with its place in the tree.</summary>
/// <param name="FullName">From the province down: 重庆市奉节县白帝镇.</param>
/// <param name="Relief">Set for formerly poor counties (脱贫县).</param>
public sealed record Region(RegionCode Code, string Name, RegionLevel Level, string FullName, ReliefMark? Relief);

/// <summary>That a county was on a list of poor counties, and until when.</summary>
/// <param name="IsNational">Whether on the national list of 832, else on the municipality's own.</param>
/// <param name="DelistedYear">The year the county left poverty (摘帽).</param>
/// <param name="IsKeyCounty">重点帮扶县 (one of 160).</param>
public sealed record ReliefMark(bool IsNational, int DelistedYear, bool IsKeyCounty);

/// <summary>Answers what divisions there are. Held in memory: asking costs nothing.</summary>
public interface IRegionDirectory
{
    Region? Find(RegionCode code);

    /// <summary>The divisions directly below; below nothing, the provinces.</summary>
    IReadOnlyList<Region> ChildrenOf(RegionCode? parent);

    /// <summary>The counties of a province or prefecture, in code order.</summary>
    IReadOnlyList<Region> CountiesOf(RegionCode ancestor);
}
