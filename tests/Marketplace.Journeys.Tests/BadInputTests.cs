using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Kernel;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Journeys.Tests;

/// <summary>What people and machines send wrongly: each gets a clear problem in both languages, and nothing is half done.</summary>
public sealed class BadInputTests(DemonstrationHost host) : IClassFixture<DemonstrationHost>
{
    private static readonly Guid Pack = StableId.From("pack:fengjie-navel-oranges/10kg");

    [Theory]
    [InlineData("500999", 422, "region-unknown")]
    [InlineData("5002", 422, "unreadable-field")]
    [InlineData("500236'--", 422, "unreadable-field")]
    [InlineData("", 422, "unreadable-field")]
    public async Task A_wrong_region_code_is_named(string region, int status, string code) =>
        await NothingChanges(async () => await (await host.As("shandong")).Post("/api/orders", Order(300, region)).MustBeProblem(status, code));

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public async Task A_negative_or_enormous_quantity_is_refused(int quantity) =>
        await NothingChanges(async () => await (await host.As("shandong")).Post("/api/orders", Order(quantity, "370102")).MustBeProblem(422, "quantity-out-of-range"));

    [Theory]
    [InlineData("0.001")]
    [InlineData("99999999999999999999")]
    [InlineData("\"58\"")]
    [InlineData("1e2")]
    public async Task A_price_that_is_no_whole_number_of_fen_is_refused(string price) => await NothingChanges(async () =>
    {
        using var content = new StringContent($$$"""
            {"product":{"name":"脐橙","categoryCode":"fruit-citrus","originCode":"500236","seasonFrom":11,"seasonTo":4,
             "packs":[{"name":"10公斤箱","massGrams":10000,"tiers":[{"minQuantity":1,"priceFen":{{{price}}}}]}]}}
            """, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/products") { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        await (await host.As("orange")).SendAsync(request).MustBeProblem(422, "unreadable-field");
    });

    [Fact]
    public async Task A_product_whose_recognition_has_ended_cannot_be_ordered_for_a_channel_that_demands_it_and_warns_elsewhere()
    {
        const string ValidTo = "UPDATE catalog.recognition SET valid_to = valid_to + $2 WHERE product_id = $1 AND state = 'Listed' RETURNING valid_to";
        var product = StableId.From("product:fengjie-navel-oranges");
        var last = await host.Database.Scalar<DateOnly>(ValidTo, product, 0);
        var ended = host.Clock.Today().AddDays(-1).DayNumber - last.DayNumber;
        await host.Database.Scalar<DateOnly>(ValidTo, product, ended);
        try
        {
            await NothingChanges(async () => await (await host.As("yubei")).Post("/api/orders", Order(2, "500112", "reserved-share")).MustBeProblem(409, "recognition-expired"));
            var elsewhere = await (await host.As("shandong")).Post("/api/orders", Order(2, "370102")).Body();
            Assert.Equal("recognition-expired", elsewhere["orders"]![0]!["warnings"]![0]!["code"]!.GetValue<string>());
        }
        finally
        {
            await host.Database.Scalar<DateOnly>(ValidTo, product, -ended);
        }
    }

    [Fact]
    public async Task Another_organisations_order_answers_like_one_that_does_not_exist()
    {
        var order = (await (await host.As("shandong")).Post("/api/orders", Order(2, "370102")).Body())["orders"]![0]!["id"]!.GetValue<Guid>();
        await NothingChanges(async () =>
        {
            foreach (var stranger in (string[])["yubei", "yunyang-coop"])
            {
                var person = await host.As(stranger);
                var foreign = await person.GetAsync(new Uri($"/api/orders/{order}", UriKind.Relative)).MustBeProblem(404, "not-found");
                var unknown = await person.GetAsync(new Uri($"/api/orders/{Guid.NewGuid()}", UriKind.Relative)).MustBeProblem(404, "not-found");
                foreach (var answer in (JsonNode[])[foreign, unknown]) answer.AsObject().Remove("reference");
                Assert.Equal(unknown.ToJsonString(), foreign.ToJsonString());
            }

            await (await host.As("yubei")).Post($"/api/orders/{order}/cancellation", new { reason = "不要了" }).MustBeProblem(404, "not-found");
            await (await host.As("yunyang-coop")).Post($"/api/orders/{order}/confirmation", new { }).MustBeProblem(404, "not-found");
        });
    }

    [Fact]
    public async Task A_forged_webhook_changes_nothing() => await NothingChanges(async () =>
    {
        using var content = new StringContent("""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1"}}}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/payments/webhooks/stripe") { Content = content };
        request.Headers.Add("Stripe-Signature", $"t={host.Clock.GetUtcNow().ToUnixTimeSeconds()},v1={new string('a', 64)}");
        await host.Stranger().SendAsync(request).MustBeProblem(400, "webhook-forged");
    });

    [Theory]
    [InlineData("MZ\x90\0\x03\0\0\0", "photo.jpg", "image/jpeg")]
    [InlineData("\x7f" + "ELF\x02\x01\x01\0", "photo.png", "image/png")]
    [InlineData("#!/bin/sh\nrm -rf /\n", "photo.webp", "image/webp")]
    [InlineData("<html><script>alert(1)</script></html>", "photo.jpg", "image/jpeg")]
    public async Task A_photo_that_is_really_a_program_is_refused(string content, string name, string type) => await NothingChanges(async () =>
    {
        using var body = new ByteArrayContent(Encoding.Latin1.GetBytes(content));
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        await (await host.As("orange")).PostAsync(new Uri($"/api/files?name={name}", UriKind.Relative), body).MustBeProblem(422, "file-type-not-accepted");
    });

    [Fact]
    public async Task An_upload_of_two_gigabytes_is_refused_before_it_is_read()
    {
        var person = await host.As("orange");
        await NothingChanges(async () =>
        {
            using var endless = new Zeroes(2L << 30);
            using var body = new StreamContent(endless);
            body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            body.Headers.ContentLength = 2L << 30;
            await person.PostAsync(new Uri("/api/files?name=a.jpg", UriKind.Relative), body).MustBeProblem(413, "too-large");
            Assert.True(endless.Taken < 64 << 20, $"{endless.Taken} bytes were read before the refusal.");
        });
    }

    [Fact]
    public async Task A_session_that_has_ended_says_so_and_a_write_under_it_does_nothing()
    {
        var buyer = await host.SignIn("shandong");
        await buyer.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        await NothingChanges(async () => await buyer.Post("/api/orders", Order(2, "370102")).MustBeProblem(401, "not-signed-in"));
    }

    [Fact]
    public async Task Of_two_people_approving_at_once_one_succeeds_and_the_other_is_told_that_it_is_done()
    {
        var order = (await (await host.As("yubei")).Post("/api/orders", Order(2, "500112", "reserved-share")).Body())["orders"]![0]!["id"]!.GetValue<Guid>();
        var approvers = new[] { await host.As("yubei-approver"), await host.SignIn("yubei-approver") };
        var answers = await Task.WhenAll(approvers.Select(approver => approver.Post($"/api/orders/{order}/approval", new { })));
        Assert.Equal(1, answers.Count(answer => answer.IsSuccessStatusCode));
        var late = answers.Single(answer => !answer.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains((await late.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>(), (string[])["transition-not-allowed", "changed-meanwhile"]);
        var history = (await (await host.As("yubei")).Read($"/api/orders/{order}"))["history"]!.AsArray();
        Assert.Single(history, step => step!["act"]?.GetValue<string>() == "approve");
    }

    private static object Order(int quantity, string region, string channel = "luyu") => new
    {
        lines = new[] { new { packId = Pack, quantity } },
        delivery = new { recipient = "王示例", phone = "13800000000", regionCode = region, address = "示例路1号" },
        channelCode = channel,
        salesModeCode = "department-matched",
        paymentMode = "prepay",
    };

    private async Task NothingChanges(Func<Task> act)
    {
        await host.As("shandong");
        var before = await Fingerprint();
        await act();
        Assert.Equal(before, await Fingerprint());
    }

    /// <summary>How many rows every table holds and which transactions wrote them, but for who signed in when, once all facts have arrived where they go.</summary>
    private async Task<string> Fingerprint()
    {
        string? last = null, now = null;
        await MarketplaceHost.Eventually(async () =>
        {
            last = now;
            now = await host.Database.Scalar<string>("""
                SELECT string_agg(table_schema || '.' || table_name || ' ' || (xpath('/row/h/text()', query_to_xml(
                    format('SELECT count(*) || coalesce(md5(string_agg(t::text, '''' ORDER BY t::text)), '''') AS h FROM %I.%I t', table_schema, table_name), true, true, '')))[1]::text, E'\n' ORDER BY 1)
                FROM information_schema.tables
                WHERE table_type = 'BASE TABLE' AND table_schema IN ('accounts', 'catalog', 'ordering', 'settlement', 'programme', 'files', 'platform')
                  AND (table_schema, table_name) NOT IN (('accounts', 'session'), ('accounts', 'sign_in_attempt'), ('accounts', 'audit'), ('accounts', 'person'))
                """);
            return now == last;
        }, "the tables rest");
        return now!;
    }

    /// <summary>A body of zeroes that counts what was taken of it.</summary>
    private sealed class Zeroes(long length) : Stream
    {
        private long taken;

        public long Taken => Interlocked.Read(ref taken);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => Taken; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var size = (int)Math.Min(count, length - Taken);
            Array.Clear(buffer, offset, size);
            Interlocked.Add(ref taken, size);
            return size;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
