using Marketplace.Kernel;
using Marketplace.Platform.Auth;

namespace Marketplace.Programme;

/// <summary>Which officials see and do what; the region decides how far.</summary>
internal static class ProgrammePermissions
{
    internal static readonly Role[] Officials = [Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial];

    internal static readonly Permission Watch = Permission.For("programme.watch", Role.CountyOfficial, Role.CityOfficial, Role.SectorOfficial);

    internal static readonly Permission ReadClaims = Permission.For("programme.read-claims", Officials);

    internal static readonly Permission EnterClaims = Permission.For("programme.enter-claims", Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial);

    internal static readonly Permission CheckClaims = Permission.For("programme.check-claims", Role.VillageOfficial, Role.TownOfficial, Role.CountyOfficial);

    internal static readonly Permission Publish = Permission.For("programme.publish", Role.CountyOfficial, Role.CityOfficial);

    internal static readonly Permission Define = Permission.For("programme.define", Role.CityOfficial);

    internal static readonly Permission ReportUnsold = Permission.For("programme.report-unsold", Role.Supplier, Role.VillageAgent);

    internal static readonly Permission ReadUnsold = Permission.For("programme.read-unsold", [Role.Supplier, Role.VillageAgent, .. Officials]);

    internal static readonly Permission CloseUnsold = Permission.For("programme.close-unsold", Role.TownOfficial, Role.CountyOfficial, Role.CityOfficial);

    /// <summary>The region a person asks about, or the widest of the own posts; nothing when it lies outside all of them.</summary>
    internal static RegionCode? ScopeOf(Actor actor, string? wished, params IReadOnlyCollection<Role> roles)
    {
        var scopes = actor.RegionsAs(roles);
        if (scopes.Count == 0) return null;
        if (string.IsNullOrEmpty(wished)) return scopes.MinBy(scope => scope.Prefix.Length);
        return RegionCode.TryParse(wished, out var region) && scopes.Any(scope => scope.Contains(region)) ? region : null;
    }
}
