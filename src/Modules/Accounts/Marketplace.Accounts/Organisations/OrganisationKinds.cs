using Marketplace.Accounts.Contracts;

namespace Marketplace.Accounts.Organisations;

internal static class OrganisationKinds
{
    /// <summary>Whether organisations of this kind sell.</summary>
    internal static bool Sells(this OrganisationKind kind) => kind is OrganisationKind.Cooperative or OrganisationKind.FamilyFarm
        or OrganisationKind.LeadingEnterprise or OrganisationKind.AgentTrader or OrganisationKind.ServiceStation;

    /// <summary>Whether organisations of this kind buy.</summary>
    internal static bool Buys(this OrganisationKind kind) => !kind.Sells() && kind is not (OrganisationKind.Authority or OrganisationKind.PlatformOperator);
}
