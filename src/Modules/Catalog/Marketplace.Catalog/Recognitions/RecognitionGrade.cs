using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Products;

namespace Marketplace.Catalog.Recognitions;

/// <summary>What an application leads to.</summary>
internal enum RecognitionGrade
{
    /// <summary>帮扶产品: counts as recognised.</summary>
    Recognised,

    /// <summary>县域产品: what a household without a licence of its own can get. It is in the register, and counts for nothing.</summary>
    CountyProduce,
}

internal static class RecognitionGrades
{
    /// <summary>
    /// The goods of a household that only an agent sells have nobody's licence behind them; a co-operative's, a farm's or a firm's licence covers
    /// the households that deliver to it.
    /// </summary>
    internal static RecognitionGrade For(Product product, OrganisationKind seller, RecognitionRule rule) =>
        rule.NeedsLicence && product.HouseholdId is not null && seller is OrganisationKind.ServiceStation or OrganisationKind.AgentTrader
            ? RecognitionGrade.CountyProduce
            : RecognitionGrade.Recognised;
}
