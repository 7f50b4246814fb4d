using FsCheck;
using FsCheck.Fluent;
using Marketplace.Programme.Data;
using Marketplace.Programme.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Programme.Tests.Sales;

/// <summary>The sums that screens read must be what anyone would compute from the facts, on any day.</summary>
public sealed class RollupTests(ProgrammeHost host) : IClassFixture<ProgrammeHost>
{
    private const string Dimensions = "date_trunc('month', sold_on)::date, origin_county, channel, mode, series, left(buyer_region, 2) || '0000', is_recognised, is_unsold_relief, is_demonstration";

    private static readonly Gen<SaleFact> AnyFact =
        from county in Gen.Elements(ProgrammeHost.Fengjie, ProgrammeHost.Yunyang, "500154")
        from channel in Gen.Elements("luyu", "reserved-share", "social")
        from mode in Gen.Elements("aiding-unit", "e-commerce")
        from buyer in Gen.Elements("370102", "371002", "500103", "110105")
        from series in Gen.Elements(SaleSeries.DirectPurchase, SaleSeries.HelpedSale)
        from kind in Gen.Frequency((4, Gen.Constant(FactKind.Sale)), (1, Gen.Constant(FactKind.Return)), (1, Gen.Constant(FactKind.Reversal)))
        from fen in Gen.Choose(1, 1_000_000_000)
        from day in Gen.Choose(0, 364)
        from recognised in Gen.Elements(true, false)
        from unsold in Gen.Elements(true, false)
        from demonstration in Gen.Elements(true, false)
        select new SaleFact
        {
            Kind = kind,
            Source = "test",
            SourceId = Guid.CreateVersion7(),
            LineId = Guid.CreateVersion7(),
            SoldOn = new DateOnly(2026, 1, 1).AddDays(day),
            OriginRegion = county,
            OriginCounty = county,
            BuyerName = "示例",
            BuyerRegion = buyer,
            SupplierName = "示例",
            ProductName = "脐橙",
            Category = "fruit",
            Channel = channel,
            Mode = mode,
            Series = series,
            IsRecognised = recognised,
            IsUnsoldRelief = unsold,
            IsDemonstration = demonstration,
            AmountFen = kind == FactKind.Sale ? fen : -fen,
            MassGrams = kind == FactKind.Sale ? fen / 3 : -(fen / 3),
            Orders = kind == FactKind.Sale ? 1 : 0,
            CountedAt = DateTimeOffset.UtcNow,
        };

    [Fact]
    public async Task Sums_equal_recomputation_from_random_facts_written_by_many_at_once()
    {
        const string Count = "SELECT count(*) FROM programme.sale_fact WHERE source = 'test'";
        var before = await host.Database.Scalar<long>(Count);
        var batches = AnyFact.ArrayOf(25).Sample(24, 25);
        await Task.WhenAll(batches.Select(Write));
        Assert.Equal(0, await Differences());
        Assert.Equal(before + (24 * 25), await host.Database.Scalar<long>(Count));
    }

    [Fact]
    public async Task A_transaction_that_rolls_back_leaves_neither_fact_nor_sum()
    {
        var facts = AnyFact.ArrayOf(5).Sample(1, 5).Single();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.AddRange(facts.AsEnumerable());
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM programme.sale_fact WHERE id = ANY($1)", facts.Select(fact => fact.Id).ToArray()));
        Assert.Equal(0, await Differences());
    }

    [Fact]
    public async Task A_line_counted_twice_is_refused_by_the_database()
    {
        var fact = AnyFact.Sample(50, 1).First(sample => sample.Kind == FactKind.Sale);
        await Write([fact]);
        var again = await Assert.ThrowsAsync<DbUpdateException>(() => Write([new SaleFact
        {
            Kind = fact.Kind, Source = fact.Source, SourceId = fact.SourceId, LineId = fact.LineId, SoldOn = fact.SoldOn, OriginRegion = fact.OriginRegion,
            OriginCounty = fact.OriginCounty, BuyerName = fact.BuyerName, BuyerRegion = fact.BuyerRegion, SupplierName = fact.SupplierName, ProductName = fact.ProductName,
            Category = fact.Category, Channel = fact.Channel, Mode = fact.Mode, AmountFen = fact.AmountFen, CountedAt = fact.CountedAt,
        }]));
        Assert.Contains("sale_fact_source", again.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Differences());
    }

    private async Task Write(SaleFact[] facts)
    {
        // Sums are locked row by row, so writers may meet in a circle; the product's relay and requests try again, and so does this.
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ProgrammeDb>();
            db.AddRange(facts.AsEnumerable());
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (InvalidOperationException deadlock) when (attempt < 50 && deadlock.InnerException?.InnerException is Npgsql.PostgresException { SqlState: "40P01" })
            {
            }
            catch (DbUpdateException deadlock) when (attempt < 50 && deadlock.InnerException is Npgsql.PostgresException { SqlState: "40P01" })
            {
            }
        }
    }

    private async Task<long> Differences() => await host.Database.Scalar<long>($"""
        SELECT count(*) FROM (
            SELECT {Dimensions}, sum(amount_fen)::bigint, sum(mass_grams)::bigint, count(*) FROM programme.sale_fact GROUP BY {Dimensions}
        ) AS f (month, county, channel, mode, series, province, recognised, unsold, demonstration, fen, grams, facts)
        FULL JOIN programme.rollup AS r ON (r.month, r.county, r.channel, r.mode, r.series, r.buyer_province, r.is_recognised, r.is_unsold_relief, r.is_demonstration)
            = (f.month, f.county, f.channel, f.mode, f.series, f.province, f.recognised, f.unsold, f.demonstration)
        WHERE (r.amount_fen, r.mass_grams, r.facts) IS DISTINCT FROM (f.fen, f.grams, f.facts)
        """);
}
