using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Payees;
using Marketplace.Accounts.People;
using Marketplace.Accounts.Protection;
using Marketplace.Kernel;
using Marketplace.Platform.Demonstration;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Accounts.Demonstration;

/// <summary>The demonstration's organisations, people and households. All invented, all marked.</summary>
internal sealed class AccountsDemonstration(AccountsDb db, IPersonalDataCipher cipher, PasswordHasher<Person> hasher, TimeProvider clock) : IDemonstration
{
    private static readonly DateOnly LinkedSince = new(2026, 1, 1);

    private sealed record Files(IReadOnlyList<Supplier> Suppliers, IReadOnlyList<Buyer> Buyers);

    private sealed record Text(string Zh, string En);

    private sealed record Supplier(
        string Key, string Name, string NameEn, string Kind, string CountyCode, string? TownCode, string? VillageCode, Text Intro, IReadOnlyList<Linked> LinkedHouseholds);

    private sealed record Linked(string Key, string Name, string? VillageCode, int ShareBasisPoints);

    private sealed record Buyer(string Key, string Name, string NameEn, string Kind, string RegionCode, string? SupervisingUnitKey);

    private int numbered;

    public int Order => 10;

    public Type ContextType => typeof(AccountsDb);

    public async Task Load(DemonstrationFiles files, CancellationToken cancellation)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var now = clock.GetUtcNow();
        var data = await files.Read<Files>("organisations.json", cancellation);
        foreach (var supplier in data.Suppliers) AddSupplier(supplier, now);
        foreach (var buyer in data.Buyers.OrderBy(buyer => buyer.SupervisingUnitKey is null ? 0 : 1)) AddBuyer(buyer, now);
        AddOrganisation("platform", "消费帮扶集市运营中心（示例）", "Marketplace Operations (demonstration)", OrganisationKind.PlatformOperator, "500112", null, now);
        await db.SaveChangesAsync(cancellation);
        await AddPeople(now, cancellation);
    }

    private void AddSupplier(Supplier supplier, DateTimeOffset now)
    {
        var kind = supplier.Kind switch
        {
            "cooperative" => OrganisationKind.Cooperative,
            "family-farm" => OrganisationKind.FamilyFarm,
            "leading-enterprise" => OrganisationKind.LeadingEnterprise,
            "agent-trader" => OrganisationKind.AgentTrader,
            _ => OrganisationKind.ServiceStation,
        };
        var organisation = AddOrganisation(supplier.Key, supplier.Name, supplier.NameEn, kind, supplier.VillageCode ?? supplier.TownCode ?? supplier.CountyCode, null, now);
        organisation.Introduction = supplier.Intro.Zh;
        organisation.IntroductionEn = supplier.Intro.En;
        db.Add(PayeeAccountRecord.Protect(cipher, organisation.Id, supplier.Name, "示例银行", "6200" + Digits(supplier.Key), now, Guid.Empty, now));
        foreach (var linked in supplier.LinkedHouseholds)
        {
            var household = new Household { Id = StableId.From("household:" + linked.Key), RegionCode = linked.VillageCode ?? organisation.RegionCode, IsDemonstration = true, RegisteredBy = Guid.Empty, RegisteredAt = now };
            household.Protect(cipher, WithoutMark(linked.Name), NobodysIdentityNumber(household.RegionCode));
            db.Add(household);
            db.Add(PayeeAccountRecord.Protect(cipher, household.Id, WithoutMark(linked.Name), "示例农村信用社", "6210" + Digits(linked.Key), now, Guid.Empty, now));
            db.Add(new BenefitLinkage
            {
                SupplierId = organisation.Id,
                HouseholdId = household.Id,
                Kind = LinkageKind.Contract,
                ShareBasisPoints = linked.ShareBasisPoints,
                ValidFrom = LinkedSince,
                RecordedBy = Guid.Empty,
                RecordedAt = now,
            });
        }
    }

    private void AddBuyer(Buyer buyer, DateTimeOffset now)
    {
        var kind = buyer.Kind switch
        {
            "trade-union" => OrganisationKind.TradeUnion,
            "school" => OrganisationKind.School,
            "state-enterprise" => OrganisationKind.StateEnterprise,
            "partner-province-unit" => OrganisationKind.PartnerProvinceUnit,
            "central-unit" => OrganisationKind.CentralUnit,
            _ => OrganisationKind.GovernmentUnit,
        };
        Guid? supervising = buyer.SupervisingUnitKey is { } key ? StableId.From("organisation:" + key) : null;
        var organisation = AddOrganisation(buyer.Key, buyer.Name, buyer.NameEn, kind, buyer.RegionCode, supervising, now);
        organisation.InvoiceTitle = buyer.Name;
    }

    private Organisation AddOrganisation(string key, string name, string nameEn, OrganisationKind kind, string region, Guid? supervising, DateTimeOffset now)
    {
        var organisation = new Organisation
        {
            Id = StableId.From("organisation:" + key),
            Name = name,
            NameEn = nameEn,
            Kind = kind,
            RegionCode = region,
            SupervisingUnitId = supervising,
            IsDemonstration = true,
            RegisteredAt = now,
        };
        db.Add(organisation);
        return organisation;
    }

    private async Task AddPeople(DateTimeOffset now, CancellationToken cancellation)
    {
        // One hash for all: hashing is slow on purpose, and these accounts share a published password.
        var hash = hasher.HashPassword(null!, DemonstrationAccounts.Password);
        foreach (var account in DemonstrationAccounts.All)
        {
            var person = new Person
            {
                Id = StableId.From("person:" + account.UserName),
                UserName = account.UserName,
                DisplayName = account.Name,
                PasswordHash = hash,
                IsDemonstration = true,
                CreatedAt = now,
            };
            db.Add(person);
            db.Add(new PostRecord
            {
                PersonId = person.Id,
                Role = account.Role,
                OrganisationId = account.Organisation is { } key ? StableId.From("organisation:" + key) : null,
                RegionCode = account.Region,
                Sector = account.Sector,
                GrantedAt = now,
            });
        }

        await db.SaveChangesAsync(cancellation);
        var egg = StableId.From("household:household-fj-egg");
        db.Add(new HouseholdConsentRecord
        {
            HouseholdId = egg,
            AgentPersonId = StableId.From("person:agent"),
            SellerOrganisationId = StableId.From("organisation:fengjie-egg-agent"),
            TextVersion = "2026-01",
            GivenOn = LinkedSince,
            ValidTo = new DateOnly(2027, 12, 31),
            RecordedBy = StableId.From("person:agent"),
            RecordedAt = now,
        });
    }

    /// <summary>向某甲(示例户) is 向某甲: the mark would only be masked away.</summary>
    private static string WithoutMark(string name) => name.Split('(', '\uFF08')[0];

    /// <summary>A well-formed number whose owner would have been born in 1800.</summary>
    private string NobodysIdentityNumber(string region)
    {
        var body = $"{region[..6]}18000101{++numbered:000}";
        return body + IdentityNumber.CheckOf(body);
    }

    /// <summary>Sixteen digits that follow from a key, so that two loads agree.</summary>
    private static string Digits(string key) => string.Concat(StableId.From("account:" + key).ToByteArray().Take(14).Select(b => (char)('0' + (b % 10))));
}
