using Marketplace.Accounts.Contracts;

namespace Marketplace.Programme.Sales;

/// <summary>Kinds of buyers as questions name them.</summary>
internal static class Buyers
{
    /// <returns>The kind of <c>trade-union</c>; nothing when it is no kind.</returns>
    internal static OrganisationKind? KindOf(string? word) =>
        Enum.TryParse<OrganisationKind>(word?.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(word![0]) ? kind : null;
}
