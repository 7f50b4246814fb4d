using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Platform.Http;
using Marketplace.Platform.Imports;
using Marketplace.Platform.Tables;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Platform.Tests.Imports;

public sealed class ImportTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private readonly HttpClient client = host.Buyer();
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];

    private NoteImportBehaviour Behaviour => host.Services.GetRequiredService<NoteImportBehaviour>();

    [Fact]
    public async Task A_dry_run_writes_nothing_and_the_real_run_what_it_told()
    {
        var id = await HandIn($"编码,内容\n{mark}a,一\n{mark}b,二\n");
        var dry = await Until(id, "checked");
        Assert.Equal((2, 0, 0, 0), Counts(dry));
        Assert.Equal(0, await Notes());
        await client.Post($"/api/notes-imports/{id}/start").Body();
        Assert.Equal((2, 0, 0, 0), Counts(await Until(id, "done")));
        Assert.Equal(2, await Notes());
        await client.Post($"/api/notes-imports/{id}/start").MustBeProblem(409, "import-moved-on");
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_a_changed_row_only_itself()
    {
        await Import($"编码,内容\n{mark}a,一\n{mark}b,二\n");
        var again = await HandIn($"内容,编码\n一,{mark}a\n二,{mark}b\n");
        Assert.Equal((0, 0, 2, 0), Counts(await Until(again, "checked")));
        await client.Post($"/api/notes-imports/{again}/start").MustBeProblem(409, "import-without-rows");
        var changed = await HandIn($"编码,文字\n{mark}a,一\n{mark}b,贰\n");
        Assert.Equal((0, 1, 1, 0), Counts(await Until(changed, "checked")));
        var row = (await client.Read($"/api/notes-imports/{changed}/rows?state=changed"))["items"]!.AsArray().Single()!;
        Assert.Equal(("内容", "二", "贰"), (Text(row["changes"]![0]!["heading"]), Text(row["changes"]![0]!["old"]), Text(row["changes"]![0]!["new"])));
    }

    [Fact]
    public async Task A_wrong_row_names_its_place_keeps_its_group_back_and_lets_the_others_in()
    {
        var file = new MemoryStream();
        using (var sheet = new SheetWriter(file, "我的表", ["编码", "组", "内容"], [10, 10, 10]))
        {
            sheet.Row("示例（跳过）", null, "x");
            sheet.Row(mark + "a", "甲", "丑话");
            sheet.Row(mark + "b", "甲", "好话");
            sheet.Row(mark + "c", "乙", "好话");
        }

        var id = await HandIn(file.ToArray());
        Assert.Equal((1, 0, 0, 2), Counts(await Until(id, "checked")));
        var rows = (await client.Read($"/api/notes-imports/{id}/rows?state=wrong"))["items"]!.AsArray();
        Assert.Equal(("我的表", 3, "C", "内容", "cell-wrong"), (Text(rows[0]!["sheet"]), rows[0]!["number"]!.GetValue<int>(), Text(rows[0]!["faults"]![0]!["column"]), Text(rows[0]!["faults"]![0]!["heading"]), Text(rows[0]!["faults"]![0]!["code"])));
        Assert.Equal("row-waits", Text(rows[1]!["faults"]![0]!["code"]));
        await client.Post($"/api/notes-imports/{id}/start").Body();
        await Until(id, "done");
        Assert.Equal(1, await Notes());
        using var told = new TableFile(new MemoryStream(await client.GetByteArrayAsync(new Uri($"/api/notes-imports/{id}/faults.xlsx", UriKind.Relative), TestContext.Current.CancellationToken)));
        var lines = told.Rows().ToList();
        Assert.Equal("C列“内容”：这个词不好。请换一个。", lines[1][0].Text);
        Assert.Equal(["我的表 第3行", mark + "a", "甲", "丑话"], lines[1].Cells.Skip(1).Select(cell => cell.Text));
        // Corrected, the same table goes in as it is.
        var corrected = new MemoryStream();
        using (var sheet = new SheetWriter(corrected, "改好", [.. lines[0].Cells.Select(cell => cell.Text)], [10, 10, 10, 10, 10]))
            foreach (var line in lines.Skip(1)) sheet.Row([.. line.Cells.Select(cell => (object?)cell.Text.Replace("丑", "好", StringComparison.Ordinal))]);
        Assert.Equal((2, 0, 0, 0), Counts(await Until(await HandIn(corrected.ToArray()), "checked")));
    }

    [Fact]
    public async Task A_code_that_stands_twice_is_wrong_on_both_rows()
    {
        var id = await HandIn($"编码,内容\n{mark}a,一\n{mark}b,二\n{mark}a,三\n");
        Assert.Equal((1, 0, 0, 2), Counts(await Until(id, "checked")));
        var rows = (await client.Read($"/api/notes-imports/{id}/rows?state=wrong"))["items"]!.AsArray();
        Assert.Equal(["和第4行是同一个编码。请删掉一行，或改编码。", "和第2行是同一个编码。请删掉一行，或改编码。"], rows.Select(row => Text(row!["faults"]![0]!["zh"])));
    }

    [Theory]
    [InlineData("内容\n一\n", "heading-missing", "编码")]
    [InlineData("什么,都,没有\n1,2,3\n", "heading-missing", "编码、内容")]
    [InlineData("编码,内容,编码\n1,2,3\n", "heading-twice", "A列、C列")]
    [InlineData("编码,内容\n", "table-without-rows", "没有数据")]
    public async Task Headings_that_cannot_be_used_end_the_import_in_words(string file, string code, string sentence)
    {
        var failed = await Until(await HandIn(file), "failed");
        Assert.Equal(code, Text(failed["end"]!["code"]));
        Assert.Contains(sentence, Text(failed["end"]!["zh"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headings_below_a_title_with_units_and_stars_are_found_and_unknown_ones_told()
    {
        var id = await HandIn($"我的笔记表,,\n\n*编 码*,备注,内容（必填）\n{mark}a,随便,一\n");
        var view = await Until(id, "checked");
        Assert.Equal((1, 0, 0, 0), Counts(view));
        Assert.Contains("备注（B列）", Text(view["notes"]![0]!["zh"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_people_find_nothing()
    {
        var id = await HandIn($"编码,内容\n{mark}a,一\n");
        var other = host.Buyer();
        await other.GetAsync(new Uri($"/api/notes-imports/{id}", UriKind.Relative)).MustBeProblem(404, "not-found");
        await other.GetAsync(new Uri($"/api/notes-imports/{id}/rows", UriKind.Relative)).MustBeProblem(404, "not-found");
        await other.GetAsync(new Uri($"/api/notes-imports/{id}/faults.xlsx", UriKind.Relative)).MustBeProblem(404, "not-found");
        await other.Post($"/api/notes-imports/{id}/start").MustBeProblem(404, "not-found");
        await other.Post($"/api/notes-imports/{id}/cancel").MustBeProblem(404, "not-found");
        Assert.Empty((await other.Read("/api/notes-imports"))["items"]!.AsArray());
        Assert.Contains((await client.Read("/api/notes-imports?size=1"))["items"]!.AsArray(), row => Text(row!["importId"]) == id);
    }

    [Fact]
    public async Task What_lies_in_the_database_is_sealed()
    {
        var id = await HandIn($"编码,内容\n{mark}秘密,一\n");
        await Until(id, "checked");
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM probe.import_part WHERE import_id = $1", Guid.Parse(id)));
        Assert.Equal(0, await host.Database.Scalar<long>("SELECT count(*) FROM probe.import_row WHERE import_id = $1 AND position(convert_to($2, 'UTF8') in cells) > 0", Guid.Parse(id), mark));
    }

    [Fact]
    public async Task A_cancelled_import_keeps_whole_batches_and_says_how_many()
    {
        var second = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Behaviour.Act = async batch =>
        {
            if (!batch.Applies || batch.Groups[0][0].Value.Code != mark + "0250") return null;
            second.SetResult();
            await go.Task;
            return null;
        };
        var id = await HandIn("编码,内容\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{mark}{i:0000},字\n")));
        await Until(id, "checked");
        await client.Post($"/api/notes-imports/{id}/start").Body();
        await second.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True((await client.Post($"/api/notes-imports/{id}/cancel").Body())["isCancelling"]!.GetValue<bool>());
        go.SetResult();
        var cancelled = await Until(id, "cancelled");
        Behaviour.Act = _ => Task.FromResult<Problem?>(null);
        Assert.Equal((250, 0, 0, 0), Counts(cancelled));
        Assert.Equal(250, await Notes());
    }

    [Fact]
    public async Task Another_host_takes_over_and_nothing_is_written_twice()
    {
        var (first, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var held = 0;
        Behaviour.Act = async batch =>
        {
            if (!batch.Applies || batch.Groups[0][0].Value.Code != mark + "0250" || Interlocked.Increment(ref held) > 1) return null;
            first.SetResult();
            await go.Task;
            return null;
        };
        var id = await HandIn("编码,内容\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{mark}{i:0000},字\n")));
        await Until(id, "checked");
        await client.Post($"/api/notes-imports/{id}/start").Body();
        await first.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        // The host that works on it is taken for dead: its lease ends while it holds a batch that it has not committed.
        await host.Database.Scalar<int>("UPDATE probe.import_task SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1 RETURNING 1", Guid.Parse(id));
        var done = await Until(id, "done");
        go.SetResult();
        Behaviour.Act = _ => Task.FromResult<Problem?>(null);
        Assert.Equal((600, 0, 0, 0), Counts(done));
        await MarketplaceHost.Eventually(async () => await host.Database.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'marketplace-probe' AND state = 'idle in transaction'") == 0, "the old host gives up");
        Assert.Equal(600, await Notes());
    }

    [Fact]
    public async Task Rows_go_after_a_week_and_the_figures_stay()
    {
        var id = await HandIn($"编码,内容\n{mark}a,一\n");
        await Until(id, "checked");
        await using var scope = host.Services.CreateAsyncScope();
        var later = new TestClock();
        later.Advance(TimeSpan.FromDays(8));
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(db.Database, TestContext.Current.CancellationToken);
        await new ImportStore(db, Guid.NewGuid(), later).Expire(TestContext.Current.CancellationToken);
        Assert.Equal("expired", Text((await client.Read($"/api/notes-imports/{id}"))["state"]));
        Assert.Empty((await client.Read($"/api/notes-imports/{id}/rows"))["items"]!.AsArray());
        await client.Post($"/api/notes-imports/{id}/start").MustBeProblem(409, "import-moved-on");
    }

    [Fact]
    public async Task The_template_can_be_read_back_and_its_example_is_left_out()
    {
        var bytes = await client.GetByteArrayAsync(new Uri("/api/notes-imports/template.xlsx", UriKind.Relative), TestContext.Current.CancellationToken);
        using var table = new TableFile(new MemoryStream(bytes));
        var rows = table.Rows().ToList();
        Assert.Equal(["编码*", "组", "内容*"], rows[0].Cells.Select(cell => cell.Text));
        Assert.Contains(rows, row => row.Sheet == "填写说明" && row[0].Text == "编码");
        Assert.Equal("table-without-rows", Text((await Until(await HandIn(bytes), "failed"))["end"]!["code"]));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static (int New, int Changed, int Unchanged, int Wrong) Counts(JsonNode view) =>
        (view["new"]!.GetValue<int>(), view["changed"]!.GetValue<int>(), view["unchanged"]!.GetValue<int>(), view["wrong"]!.GetValue<int>());

    private Task<long> Notes() => host.Database.Scalar<long>("SELECT count(*) FROM probe.note WHERE region LIKE $1 || '%'", mark);

    private Task<string> HandIn(string text) => HandIn(Encoding.UTF8.GetBytes(text));

    private async Task<string> HandIn(byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/notes-imports?name=" + Uri.EscapeDataString("我的笔记.xlsx")) { Content = new ByteArrayContent(file) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Text((await client.SendAsync(request, TestContext.Current.CancellationToken).Body())["importId"]);
    }

    private async Task<JsonNode> Until(string id, string state)
    {
        JsonNode view = null!;
        await MarketplaceHost.Eventually(async () => Text((view = await client.Read($"/api/notes-imports/{id}"))["state"]) == state, $"the import is {state}");
        return view;
    }

    private async Task Import(string text)
    {
        var id = await HandIn(text);
        await Until(id, "checked");
        await client.Post($"/api/notes-imports/{id}/start").Body();
        await Until(id, "done");
    }
}
