using Marketplace.Accounts.Data;
using Marketplace.Accounts.People;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.Demonstration;

/// <summary>The accounts anyone may try the demonstration with. They exist only where demonstration data was loaded.</summary>
internal static class DemonstrationAccounts
{
    internal const string Password = "ganju-2026";

    internal sealed record Account(
        string UserName, string Name, Role Role, string RoleZh, string RoleEn, string Audience, string? Organisation = null, string? Region = null, string? Sector = null);

    internal sealed record Row(string UserName, string Password, string Name, string RoleZh, string RoleEn, string Audience);

    internal static readonly IReadOnlyList<Account> All =
    [
        new("orange", "向合作", Role.Supplier, "奉节脐橙合作社", "Fengjie orange co-operative", "supplier", "fengjie-orange-coop"),
        new("agent", "冉代办", Role.VillageAgent, "奉节村级代办员", "Village agent, Fengjie", "supplier", "fengjie-egg-agent", "500236"),
        new("yunyang-coop", "谭合作", Role.Supplier, "云阳柑橘合作社", "Yunyang citrus co-operative", "supplier", "yunyang-orange-coop"),
        new("shandong", "鲁采购", Role.Buyer, "山东学校采购员", "Buyer, Shandong school district", "buyer", "shandong-school-district"),
        new("shandong-approver", "鲁审批", Role.BuyerApprover, "山东学校审批人", "Approver, Shandong school district", "buyer", "shandong-school-district"),
        new("yubei", "渝采购", Role.Buyer, "重庆机关采购员", "Buyer, Chongqing government unit", "buyer", "cq-government-unit"),
        new("yubei-approver", "渝审批", Role.BuyerApprover, "重庆机关审批人", "Approver, Chongqing government unit", "buyer", "cq-government-unit"),
        new("yubei-finance", "渝财务", Role.BuyerFinance, "重庆机关财务", "Finance, Chongqing government unit", "buyer", "cq-government-unit"),
        new("town", "夔镇审", Role.TownOfficial, "奉节县乡镇干部", "Town official, Fengjie", "official", Region: "500236117"),
        new("fengjie", "奉县管", Role.CountyOfficial, "奉节县主管", "County official, Fengjie", "official", Region: "500236"),
        new("fengjie-2", "奉县核", Role.CountyOfficial, "奉节县复核", "Second county official, Fengjie", "official", Region: "500236"),
        new("yunyang", "云县管", Role.CountyOfficial, "云阳县主管", "County official, Yunyang", "official", Region: "500235"),
        new("chongqing", "渝市管", Role.CityOfficial, "重庆市主管", "City official, Chongqing", "official", Region: "500000"),
        new("chongqing-2", "渝市核", Role.CityOfficial, "重庆市复核", "Second city official, Chongqing", "official", Region: "500000"),
        new("education", "渝教育", Role.SectorOfficial, "市教育部门", "Education department", "official", Region: "500000", Sector: "education"),
        new("operator", "运营员", Role.Operator, "平台运营", "Platform operator", "operator", "platform"),
        new("finance", "财务员", Role.Finance, "平台财务", "Platform finance", "operator", "platform"),
        new("checker", "复核员", Role.FinanceChecker, "平台财务复核", "Platform finance checker", "operator", "platform"),
        new("admin", "管理员", Role.Administrator, "平台管理员", "Platform administrator", "operator", "platform"),
    ];

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/demonstration", List).WithName("ListDemonstrationAccounts").WithTags("Accounts").Public().Reads();

    private static async Task<Ok<IReadOnlyList<Row>>> List(AccountsDb db, CancellationToken cancellation)
    {
        var loaded = await db.Set<Person>().AnyAsync(person => person.IsDemonstration && person.UserName == "orange", cancellation);
        IReadOnlyList<Row> rows = loaded ? [.. All.Select(account => new Row(account.UserName, Password, account.Name, account.RoleZh, account.RoleEn, account.Audience))] : [];
        return TypedResults.Ok(rows);
    }
}
