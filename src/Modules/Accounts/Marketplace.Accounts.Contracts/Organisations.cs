using Marketplace.Kernel;

namespace Marketplace.Accounts.Contracts;

/// <summary>What kind of body an organisation is (主体类型).</summary>
public enum OrganisationKind
{
    /// <summary>农民专业合作社</summary>
    Cooperative,

    /// <summary>家庭农场</summary>
    FamilyFarm,

    /// <summary>龙头企业</summary>
    LeadingEnterprise,

    /// <summary>代理贸易企业</summary>
    AgentTrader,

    /// <summary>村级服务站: sells for households through their village agent.</summary>
    ServiceStation,

    /// <summary>预算单位</summary>
    GovernmentUnit,

    /// <summary>工会</summary>
    TradeUnion,

    /// <summary>学校</summary>
    School,

    /// <summary>国有企业</summary>
    StateEnterprise,

    /// <summary>中央单位</summary>
    CentralUnit,

    /// <summary>协作省份单位: a unit of a partner province.</summary>
    PartnerProvinceUnit,

    /// <summary>主管部门</summary>
    Authority,

    /// <summary>平台运营单位</summary>
    PlatformOperator,
}

/// <summary>What other modules may know of an organisation.</summary>
/// <param name="SupervisingUnitId">主管预算单位, when there is one.</param>
public sealed record OrganisationCard(
    Guid Id, string Name, string? NameEn, OrganisationKind Kind, RegionCode Region, Guid? SupervisingUnitId, bool IsDemonstration);

/// <summary>开票资料: what an invoice to an organisation is made out to.</summary>
/// <param name="BankAccount">Bank and account as they are printed on the invoice.</param>
public sealed record InvoiceProfile(string Title, string TaxNumber, string? Address, string? BankAccount);

/// <summary>Answers who an organisation is.</summary>
public interface IOrganisationDirectory
{
    Task<OrganisationCard?> Find(Guid organisationId, CancellationToken cancellation);

    /// <summary>One query for many; unknown ids are absent from the answer.</summary>
    Task<IReadOnlyDictionary<Guid, OrganisationCard>> FindMany(IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellation);

    /// <summary>The units an organisation supervises (下属单位), by name, at most 100.</summary>
    Task<IReadOnlyList<OrganisationCard>> SupervisedBy(Guid organisationId, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<OrganisationCard>>([]);

    /// <summary>What an invoice to the organisation is made out to; nothing until title and tax number are both known.</summary>
    Task<InvoiceProfile?> InvoiceProfileOf(Guid organisationId, CancellationToken cancellation) => Task.FromResult<InvoiceProfile?>(null);
}

/// <summary>An organisation was registered.</summary>
[EventName("accounts.organisation-registered.v1")]
public sealed record OrganisationRegistered : IntegrationEvent
{
    public required Guid OrganisationId { get; init; }

    public required string Name { get; init; }

    public required OrganisationKind Kind { get; init; }

    public required RegionCode Region { get; init; }
}
