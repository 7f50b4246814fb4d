using Marketplace.Accounts.Contracts;
using Marketplace.Catalog.Data;
using Marketplace.Catalog.Products;
using Marketplace.Catalog.Search;
using Marketplace.Catalog.Suppliers;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Catalog.ImportProducts;

/// <summary>
/// 批量上架: products from a table, by the supplier's own codes. A known code changes its product, an unknown one lists a new product;
/// packs that the table does not name stay as they are. Each product goes through the rules of a single listing.
/// </summary>
internal sealed class ProductImport(ProductWords words, ProductWriter writer, ProductIndex index, IHouseholdDirectory households, TimeProvider clock) : IImport<CatalogDb, ProductRow>
{
    /// <summary>What the run needs again: the household, and its masked name.</summary>
    private sealed record Choice(Guid SupplierId, Guid? HouseholdId, string? HouseholdName);

    public string Kind => "products";

    public string SheetName => "商品";

    public ImportColumns<ProductRow> Columns => ProductColumns.All;

    public string KeyOf(ProductRow row) => row.Code.Length == 0 ? string.Empty : row.Code + "\n" + (row.PackCode.Length == 0 ? "1" : row.PackCode);

    public string GroupOf(ProductRow row) => row.Code;

    public string TitleOf(ProductRow row) => $"{row.Name} {row.PackName}".Trim();

    public async Task<(ImportScope? Scope, Problem? Problem)> Open(ImportChoice choice, Actor actor, CancellationToken cancellation)
    {
        HouseholdConsent? consent = null;
        if (choice.HouseholdId is { } household)
        {
            if (actor.Has(Role.VillageAgent)) consent = await households.ConsentOf(household, actor.PersonId, clock.Today(), cancellation);
            if (consent is null) return (null, ListProduct.ListProduct.ConsentMissing);
        }

        var mine = actor.OrganisationsAs(Role.Supplier);
        var supplier = consent?.SellerOrganisationId ?? choice.SupplierId ?? (mine.Count == 1 ? mine[0] : Guid.Empty);
        if (consent is null && !mine.Contains(supplier)) return (null, ListProduct.ListProduct.SupplierNeeded);
        if (!await words.IsActive(supplier, cancellation)) return (null, CatalogProblems.SupplierNotActive);
        var data = System.Text.Json.JsonSerializer.Serialize(new Choice(supplier, consent?.HouseholdId, consent?.MaskedName));
        return (new ImportScope(consent is null ? supplier : null, data), null);
    }

    public Task<IReadOnlyList<TemplateList>> Lists(ImportScope scope, CancellationToken cancellation) =>
        words.Lists(System.Text.Json.JsonSerializer.Deserialize<Choice>(scope.Data)!.SupplierId, cancellation);

    public async Task<Problem?> Weigh(ImportBatch<ProductRow> batch, CatalogDb db, CancellationToken cancellation)
    {
        var choice = System.Text.Json.JsonSerializer.Deserialize<Choice>(batch.Run.Data)!;
        // The row is locked so that a suspension in the same moment waits, or is seen.
        var supplier = await db.Set<Supplier>().FromSql($"SELECT *, xmin FROM supplier WHERE id = {choice.SupplierId} FOR SHARE").SingleOrDefaultAsync(cancellation);
        if (supplier is not { State: SupplierState.Active }) return CatalogProblems.SupplierNotActive;
        if (choice.HouseholdId is { } household && await households.ConsentOf(household, batch.Run.PersonId, clock.Today(), cancellation) is null) return ListProduct.ListProduct.ConsentMissing;
        var lists = await words.Load(supplier, cancellation);
        var codes = batch.Groups.Select(group => group[0].Value.Code).ToList();
        var known = await db.Set<Product>().Where(product => product.SupplierId == supplier.Id && codes.Contains(product.Code))
            .Include(product => product.Packs).ThenInclude(pack => pack.Tiers).Include(product => product.Pictures).Include(product => product.HarvestWindows)
            .AsSplitQuery().ToDictionaryAsync(product => product.Code, cancellation);
        var different = Different(batch, known, choice, lists);
        await writer.Announce(different.ConvertAll(row => (ProductGroup.Body(row.Group, row.Known, lists), row.Known?.Id)), supplier, cancellation);
        foreach (var (group, product) in different)
            await Write(group, product, NewProduct(supplier, choice, batch.Run.PersonId, group[0].Value.Code), (lists, supplier, batch.Run.PersonId, db), cancellation);
        return null;
    }

    private static List<(IReadOnlyList<ImportRow<ProductRow>> Group, Product? Known)> Different(
        ImportBatch<ProductRow> batch, Dictionary<string, Product> known, Choice choice, ProductLists lists)
    {
        var different = new List<(IReadOnlyList<ImportRow<ProductRow>> Group, Product? Known)>();
        foreach (var group in batch.Groups)
        {
            var product = known.GetValueOrDefault(group[0].Value.Code);
            if (product is not null && product.HouseholdId != choice.HouseholdId)
                group[0].Fail("code", "code-of-another", new("这个编码已用在别人的商品上。请换一个编码。", "This code belongs to somebody else's product. Use another."));
            else if (ProductGroup.Prepare(group, product, lists))
                different.Add((group, product));
        }

        return different;
    }

    private async Task Write(
        IReadOnlyList<ImportRow<ProductRow>> group, Product? known, Product fresh, (ProductLists Lists, Supplier Supplier, Guid PersonId, CatalogDb Db) at, CancellationToken cancellation)
    {
        var body = ProductGroup.Body(group, known, at.Lists);
        if (!ProductGroup.Check(body, group)) return;
        var product = known ?? fresh;
        // Pictures that a product has may stay whoever uploaded them, so the actor needs no posts here.
        if (await writer.Apply(body, product, at.Supplier, new Actor(at.PersonId, string.Empty, [], SecondFactor: false), cancellation) is { } problem)
        {
            ProductGroup.Tell(problem, group);
            if (known is not null) Forget(at.Db, product);
            return;
        }

        product.State = group[0].Value.IsPublic ? ProductState.Public : ProductState.Withdrawn;
        product.ChangedAt = clock.GetUtcNow();
        foreach (var (pack, row) in product.Packs.Where(pack => !pack.IsWithdrawn && pack.Position < group.Count).Select(pack => (pack, group[pack.Position]))) pack.Code = row.Value.PackCode;
        if (known is null) at.Db.Add(product);
    }

    /// <summary>The search learns of the batch's products in one statement.</summary>
    public async Task Follow(ImportBatch<ProductRow> batch, CatalogDb db, CancellationToken cancellation)
    {
        var touched = db.ChangeTracker.Entries<Product>().Select(entry => entry.Entity).ToList();
        var codes = batch.Groups.Where(group => group.Any(row => row.State is ImportRowState.New or ImportRowState.Changed)).Select(group => group[0].Value.Code).ToHashSet(StringComparer.Ordinal);
        var products = touched.Where(product => codes.Contains(product.Code)).ToList();
        if (products.Count == 0) return;
        var supplier = db.ChangeTracker.Entries<Supplier>().Single().Entity;
        await index.WriteMany(products, supplier, cancellation);
    }

    /// <summary>A product that the rules refused keeps nothing of what was tried on it.</summary>
    private static void Forget(CatalogDb db, Product product)
    {
        var packs = product.Packs.Select(pack => pack.Id).ToHashSet();
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            if (entry.Entity switch
            {
                Product known => known.Id == product.Id,
                Pack pack => pack.ProductId == product.Id,
                PackPrice price => packs.Contains(price.PackId),
                ProductPicture picture => picture.ProductId == product.Id,
                HarvestWindow window => window.ProductId == product.Id,
                _ => false,
            }) entry.State = EntityState.Detached;
        }
    }

    private Product NewProduct(Supplier supplier, Choice choice, Guid person, string code) => new()
    {
        SupplierId = supplier.Id,
        HouseholdId = choice.HouseholdId,
        HouseholdName = choice.HouseholdName,
        ListedBy = person,
        ListedAt = clock.GetUtcNow(),
        ChangedAt = clock.GetUtcNow(),
        IsDemonstration = supplier.IsDemonstration,
        Code = code,
    };
}
