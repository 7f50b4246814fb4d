using Marketplace.Kernel;
using Marketplace.Platform.Http;

namespace Marketplace.Accounts.Regions;

internal static class RegionProblems
{
    /// <summary>A problem that names the code, or nothing when there is such a division.</summary>
    internal static Problem? UnknownIn(this RegionDirectory regions, string code, string field = "regionCode")
    {
        if (RegionCode.TryParse(code, out var parsed) && regions.Find(parsed) is not null) return null;
        var shown = string.Concat(code.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(20));
        return Problem.Invalid("region-unknown",
            $"没有区划代码“{shown}”。请从列表里选。", $"There is no division with the code '{shown}'. Pick one from the list.", field);
    }
}
