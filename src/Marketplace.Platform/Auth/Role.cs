namespace Marketplace.Platform.Auth;

/// <summary>What a person's post allows. A post is a role with an organisation or a region (and sector) it is limited to.</summary>
public enum Role
{
    /// <summary>供应商: lists, ships and is paid for one organisation.</summary>
    Supplier,

    /// <summary>村级代办员: lists for households that consented, inside one region.</summary>
    VillageAgent,

    /// <summary>采购员: orders and receives for one organisation.</summary>
    Buyer,

    /// <summary>采购审批人: approves one organisation's orders.</summary>
    BuyerApprover,

    /// <summary>采购单位财务: pays and checks invoices for one organisation.</summary>
    BuyerFinance,

    VillageOfficial,

    TownOfficial,

    CountyOfficial,

    CityOfficial,

    /// <summary>行业部门: sees one sector inside one region.</summary>
    SectorOfficial,

    /// <summary>平台运营: admits suppliers, answers disputes.</summary>
    Operator,

    /// <summary>平台财务: proposes payouts, matches transfers.</summary>
    Finance,

    /// <summary>平台财务复核: checks what finance proposed; never the same person.</summary>
    FinanceChecker,

    Administrator,
}
