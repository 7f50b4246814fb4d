using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Contracts;
using Marketplace.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Catalog.Tests.Recognitions;

/// <summary>Whatever spans a product's entries in the register have, the register's answer for a day is that of the days themselves.</summary>
public sealed class ValidityProperties(CatalogWorld world) : IClassFixture<CatalogWorld>
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    /// <param name="Revoked">Days after the first on which it was revoked; none below nought.</param>
    private sealed record Entry(int From, int Days, int Revoked, bool IsCountyProduce)
    {
        internal DateOnly First => Start.AddDays(From);

        internal DateOnly Last => First.AddDays(Days - 1);

        internal DateOnly? RevokedFrom => Revoked < 0 || Revoked >= Days ? null : First.AddDays(Revoked);

        internal bool Covers(DateOnly day) => !IsCountyProduce && First <= day && day <= Last && (RevokedFrom is null || day < RevokedFrom);
    }

    [Fact]
    public async Task A_day_is_recognised_exactly_when_an_entry_covers_it()
    {
        var (_, client) = await world.ActiveSupplier();
        var supplier = await world.Database.Scalar<Guid>("SELECT id FROM catalog.supplier ORDER BY applied_at DESC LIMIT 1");
        var product = (await CatalogWorld.List(client))["productId"]!.GetValue<Guid>();
        var entry = Gen.Choose(0, 60).SelectMany(from => Gen.Choose(1, 30).SelectMany(days => Gen.Choose(-20, 30).SelectMany(revoked => Gen.Choose(0, 3).Select(grade => new Entry(from, days, revoked, grade == 0)))));
        Prop.ForAll(entry.ListOf().ToArbitrary(), entries => Holds(supplier, product, entries.Take(5).ToList()).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private async Task Holds(Guid supplier, Guid product, List<Entry> entries)
    {
        await world.Database.Scalar<object>("DELETE FROM catalog.recognition WHERE product_id = $1", product);
        foreach (var entry in entries)
        {
            await world.Database.Scalar<object>("""
                INSERT INTO catalog.recognition (id, product_id, supplier_id, origin_code, state, is_returned, needs_sector, applied_at, changed_at, valid_from, valid_to, revoked_from, grade)
                VALUES (gen_random_uuid(), $1, $2, $3, $4, false, false, now(), now(), $5, $6, $7::date, $8)
                """, product, supplier, CatalogWorld.Town, entry.RevokedFrom is null ? "Listed" : "Revoked", entry.First, entry.Last, (object?)entry.RevokedFrom ?? DBNull.Value,
                entry.IsCountyProduce ? "CountyProduce" : "Recognised");
        }

        await using var scope = world.Services.CreateAsyncScope();
        var register = scope.ServiceProvider.GetRequiredService<IRecognitionRegister>();
        // The edges of every entry, where a wrong comparison shows, and some days between.
        var days = entries.SelectMany(entry => new[] { entry.First, entry.Last, entry.RevokedFrom ?? entry.First }).SelectMany(day => new[] { day.AddDays(-1), day, day.AddDays(1) })
            .Append(Start.AddDays(45)).Distinct();
        foreach (var day in days)
        {
            var answer = (await register.On([product], day, CancellationToken.None)).Single();
            Assert.Equal(entries.Exists(entry => entry.Covers(day)), answer.IsRecognised);
            if (answer.IsRecognised) Assert.True(answer.ValidFrom <= day && day <= answer.ValidTo);
        }
    }
}
