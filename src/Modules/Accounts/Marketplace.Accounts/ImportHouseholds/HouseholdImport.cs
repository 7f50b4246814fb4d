using System.Globalization;
using System.Text.Json;
using Marketplace.Accounts.Contracts;
using Marketplace.Accounts.Data;
using Marketplace.Accounts.Households;
using Marketplace.Accounts.Organisations;
using Marketplace.Accounts.Protection;
using Marketplace.Accounts.Regions;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Persistence;
using Marketplace.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Accounts.ImportHouseholds;

/// <summary>
/// 农户导入: an agent or official enters the households of the own region from a table, with the consents they gave. A household is
/// recognised by its identity number, so that the same table twice changes nothing. What is personal lies encrypted while it waits, and is
/// masked wherever it is shown. Bank accounts are not taken: only a town's or county's official may enter those, one by one.
/// </summary>
internal sealed class HouseholdImport(AccountsDb accounts, RegionDirectory regions, IPersonalDataCipher cipher, TimeProvider clock) : IImport<AccountsDb, HouseholdRow>
{
    private const string SealPurpose = "household-import";
    private const string PresentText = "2026-01";

    /// <summary>The regions the person acted in when the file was handed in.</summary>
    private sealed record Reach(IReadOnlyList<string> Regions, bool IsAgent);

    public string Kind => "households";

    public string SheetName => "农户";

    public ImportColumns<HouseholdRow> Columns => HouseholdColumns.All;

    /// <summary>By the keyed index: the number itself could be guessed from a plain hash.</summary>
    public string KeyOf(HouseholdRow row) => row.IdentityNumber.Length == 0 ? string.Empty : Convert.ToHexString(Household.IndexOf(cipher, row.IdentityNumber));

    public string GroupOf(HouseholdRow row) => string.Empty;

    public string TitleOf(HouseholdRow row) => $"{Mask.Name(row.Name)} {(row.IdentityNumber.Length == 0 ? string.Empty : Mask.Number(row.IdentityNumber))}".Trim();

    public string Shown(string key, string text) => key switch
    {
        "name" => Mask.Name(text),
        "identityNumber" => text.Length == 0 ? string.Empty : Mask.Number(text),
        _ => text,
    };

    public byte[] Seal(Guid importId, byte[] plain) => cipher.Encrypt(importId, SealPurpose, Convert.ToBase64String(plain));

    public byte[] Open(Guid importId, byte[] sealedBytes) => Convert.FromBase64String(cipher.Decrypt(importId, SealPurpose, sealedBytes));

    public Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation)
    {
        var reach = new Reach([.. actor.RegionsAs(HouseholdScope.Regional).Select(region => region.Value)], actor.Has(Role.VillageAgent));
        return Task.FromResult<(ImportScope?, Problem?)>(reach.Regions.Count == 0 ? (null, Problems.Forbidden) : (new ImportScope(null, JsonSerializer.Serialize(reach)), null));
    }

    public async Task<IReadOnlyList<TemplateList>> Lists(ImportScope scope, CancellationToken cancellation)
    {
        var reach = JsonSerializer.Deserialize<Reach>(scope.Data)!;
        var sellers = await SellersOf(reach, cancellation);
        return
        [
            new TemplateList("村", ["村"], [60], [.. Villages(reach).Take(5000).Select(village => (IReadOnlyList<object?>)[$"{village.Code.Value} {village.FullName}"])], "villageCode"),
            new TemplateList("销售主体", ["销售主体"], [40], [.. sellers.Select(seller => (IReadOnlyList<object?>)[seller.Name])], "sellerOrganisationId"),
        ];
    }

    public async Task<Problem?> Weigh(ImportBatch<HouseholdRow> batch, AccountsDb db, CancellationToken cancellation)
    {
        var reach = JsonSerializer.Deserialize<Reach>(batch.Run.Data)!;
        var rows = batch.Groups.SelectMany(group => group).ToList();
        foreach (var row in rows) Check(row, reach);
        var indexes = rows.Where(row => row.Faults.Count == 0).Select(row => Household.IndexOf(cipher, row.Value.IdentityNumber)).ToList();
        var known = (await db.Set<Household>().AsNoTracking().Where(household => household.IdentityIndex != null && indexes.Contains(household.IdentityIndex)).ToListAsync(cancellation))
            .ToDictionary(household => Convert.ToHexString(household.IdentityIndex!));
        var ids = known.Values.Select(household => household.Id).ToList();
        var consents = (await db.Set<HouseholdConsentRecord>().AsNoTracking()
            .Where(consent => ids.Contains(consent.HouseholdId) && consent.AgentPersonId == batch.Run.PersonId && consent.RevokedAt == null).ToListAsync(cancellation)).ToLookup(consent => consent.HouseholdId);
        var sellers = await SellersOf(reach, cancellation);
        foreach (var row in rows.Where(row => row.Faults.Count == 0))
        {
            var village = VillageOf(row.Value.Village, reach)!.Value;
            var seller = SellerOf(row, village, sellers, reach);
            var household = known.GetValueOrDefault(KeyOf(row.Value));
            if (row.Faults.Count > 0 || (household is not null && !IsSame(row, household, village))) continue;
            var isNew = household is null;
            household ??= Register(row.Value, village, batch.Run.PersonId);
            var consent = Consent(row.Value, household.Id, seller ?? Guid.Empty, consents[household.Id], batch.Run.PersonId);
            row.State = isNew ? ImportRowState.New : consent is null ? ImportRowState.Unchanged : ImportRowState.Changed;
            if (!isNew && consent is not null) row.Changes.Add(new ImportChange("授权到期", string.Empty, consent.ValidTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            if (!batch.Applies) continue;
            if (isNew) db.Add(household);
            if (consent is not null) db.Add(consent);
        }

        return null;
    }

    private void Check(ImportRow<HouseholdRow> row, Reach reach)
    {
        var value = row.Value;
        if (!IdentityNumber.IsValid(value.IdentityNumber, clock.Today()))
            row.Fail("identityNumber", "identity-wrong", new("身份证号不对。请核对18位号码；单元格要设为文本，不然后几位会变成0。", "The identity number is not right. Check its 18 digits, and format the cell as text."));
        if (VillageOf(value.Village, reach) is null)
            row.Fail("villageCode", "village-needed", new("没有这个村，或不归您管。请从工作表“村”里选。", "There is no such village, or it is not yours. Choose one from the sheet 村."));
        if (value is { ConsentOn: null, ConsentTo: null, Seller: "" }) return;
        if (value.ConsentOn is null || value.ConsentTo is null || value.Seller.Length == 0)
            row.Fail("givenOn", "consent-incomplete", new("代办授权要写全：授权日期、授权到期、销售主体。不代办就三格都不填。", "A consent needs its date, its end and the selling organisation; leave all three empty without one."));
        else if (value.ConsentOn > clock.Today())
            row.Fail("givenOn", "consent-in-future", new("授权日还没到。请填农户签字的日期。", "The consent's day has not come yet. Enter the day the household signed."));
        else if (value.ConsentTo < value.ConsentOn || value.ConsentTo.Value.DayNumber - value.ConsentOn.Value.DayNumber > 3 * 366)
            row.Fail("validTo", "consent-dates-wrong", new("授权期限不对。要在授权日之后，最长三年。", "The consent's dates are not right. It ends after it was given, and after three years at most."));
    }

    /// <summary>What is registered is not changed by a table: a name or village that differs is told.</summary>
    private bool IsSame(ImportRow<HouseholdRow> row, Household household, RegionCode village)
    {
        if (household.RegionCode != village.Value)
            row.Fail("villageCode", "household-known-elsewhere", new("这个身份证号已登记在别的村。请核对。", "This identity number is registered in another village. Check."));
        else if (household.Reveal(cipher).Name != row.Value.Name)
            row.Fail("name", "household-known-otherwise", new("这个身份证号已登记，姓名不一样。请核对。", "This identity number is registered under another name. Check."));
        return row.Faults.Count == 0;
    }

    private Household Register(HouseholdRow row, RegionCode village, Guid person)
    {
        var household = new Household { RegionCode = village.Value, RegisteredBy = person, RegisteredAt = clock.GetUtcNow() };
        household.Protect(cipher, row.Name, row.IdentityNumber);
        return household;
    }

    /// <returns>The consent to record, made for the household; nothing when there is none, or it is on record.</returns>
    private HouseholdConsentRecord? Consent(HouseholdRow row, Guid householdId, Guid seller, IEnumerable<HouseholdConsentRecord> before, Guid person)
    {
        if (row is not { ConsentOn: { } on, ConsentTo: { } to } || before.Any(known => (known.SellerOrganisationId, known.GivenOn, known.ValidTo) == (seller, on, to))) return null;
        return new HouseholdConsentRecord
        {
            HouseholdId = householdId,
            AgentPersonId = person,
            SellerOrganisationId = seller,
            TextVersion = row.ConsentText.Length == 0 ? PresentText : row.ConsentText,
            GivenOn = on,
            ValidTo = to,
            RecordedBy = person,
            RecordedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>Only an agent takes consents, for goods sold by an organisation of the household's own county.</summary>
    private static Guid? SellerOf(ImportRow<HouseholdRow> row, RegionCode village, IReadOnlyList<Organisation> sellers, Reach reach)
    {
        if (row.Value.ConsentOn is null) return null;
        if (!reach.IsAgent) row.Fail("givenOn", "agent-unknown", new("只有代办员能登记代办授权。这三格请不填。", "Only an agent records consents. Leave these three cells empty."));
        var named = sellers.Where(seller => seller.Name == row.Value.Seller && RegionCode.Parse(seller.RegionCode).County == village.County).ToList();
        if (named.Count != 1) row.Fail("sellerOrganisationId", "seller-unknown", new("本县没有这个销售主体。请从工作表“销售主体”里选。", "There is no such selling organisation in this county. Choose one from the sheet 销售主体."));
        return row.Faults.Count == 0 ? named[0].Id : null;
    }

    private async Task<List<Organisation>> SellersOf(Reach reach, CancellationToken cancellation)
    {
        var counties = reach.Regions.Select(code => RegionCode.Parse(code).County?.Value).OfType<string>().Distinct().ToList();
        if (counties.Count == 0) return [];
        var rows = await accounts.Set<Organisation>().AsNoTracking().WithinRegions(row => row.RegionCode, [.. counties.Select(RegionCode.Parse)]).ToListAsync(cancellation);
        return [.. rows.Where(row => row.Kind.Sells()).OrderBy(row => row.Name, StringComparer.Ordinal)];
    }

    private IEnumerable<Region> Villages(Reach reach) => reach.Regions.SelectMany(code => Below(RegionCode.Parse(code)));

    private IEnumerable<Region> Below(RegionCode code) =>
        regions.IsFinest(code) ? regions.Find(code) is { } self ? [self] : [] : regions.ChildrenOf(code).SelectMany(child => Below(child.Code));

    /// <summary>By the digits it begins with, else by a name that only one village of the person's regions has.</summary>
    private RegionCode? VillageOf(string word, Reach reach)
    {
        var bare = CellText.Folded(word);
        var digits = new string([.. bare.TakeWhile(char.IsAsciiDigit)]);
        if (digits.Length > 0)
        {
            return RegionCode.TryParse(digits, out var code) && regions.Find(code) is not null && regions.IsFinest(code) && reach.Regions.Any(scope => RegionCode.Parse(scope).Contains(code))
                ? code
                : null;
        }

        var named = Villages(reach).Where(village => bare.Length >= 2 && village.FullName.EndsWith(bare, StringComparison.Ordinal)).Take(2).ToList();
        return named.Count == 1 ? named[0].Code : null;
    }
}
