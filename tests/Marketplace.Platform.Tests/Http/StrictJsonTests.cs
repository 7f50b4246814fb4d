using System.Net.Http.Headers;
using System.Text;
using Marketplace.Kernel;
using Marketplace.Platform.Auth;
using Marketplace.Platform.Tests.Probe;
using Marketplace.Testing;
using Xunit;

namespace Marketplace.Platform.Tests.Http;

public sealed class StrictJsonTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    private const string Good = """{"words":"脐橙","count":1,"amountFen":2,"role":"buyer"}""";

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "a repeated field", """{"words":"a","words":"b","count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a repeated field in another case", """{"words":"a","Words":"b","count":1,"amountFen":2,"role":"buyer"}""", "Words" },
        { "an unknown field", """{"words":"a","count":1,"amountFen":2,"role":"buyer","isAdmin":true}""", "isAdmin" },
        { "an unknown field further inside", """{"words":"a","count":1,"amountFen":2,"role":"buyer","inside":[{"words":"a","count":1,"amountFen":2,"role":"buyer","x":1}]}""", "inside[0].x" },
        { "U+0000 in a text", """{"words":"a\u0000b","count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a lone high surrogate", """{"words":"a\ud83d","count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a lone low surrogate", """{"words":"\ude00a","count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a lone surrogate in a name", """{"words":"a","count":1,"amountFen":2,"role":"buyer","labels":{"\ud83d":"b"}}""", "labels" },
        { "a number as text", """{"words":"a","count":"1","amountFen":2,"role":"buyer"}""", "count" },
        { "a text as number", """{"words":1,"count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a number too large for its field", """{"words":"a","count":2147483648,"amountFen":2,"role":"buyer"}""", "count" },
        { "a number too large for any field", """{"words":"a","count":1,"amountFen":9223372036854775808,"role":"buyer"}""", "amountFen" },
        { "a number with an enormous exponent", """{"words":"a","count":1,"amountFen":1e400,"role":"buyer"}""", "amountFen" },
        { "a part of a fen", """{"words":"a","count":1,"amountFen":0.1,"role":"buyer"}""", "amountFen" },
        { "a choice by its number", """{"words":"a","count":1,"amountFen":2,"role":2}""", "role" },
        { "a choice by its number in a text", """{"words":"a","count":1,"amountFen":2,"role":"2"}""", "role" },
        { "an unknown choice", """{"words":"a","count":1,"amountFen":2,"role":"king"}""", "role" },
        { "null where there must be a value", """{"words":null,"count":1,"amountFen":2,"role":"buyer"}""", "words" },
        { "a date that does not exist", """{"words":"a","count":1,"amountFen":2,"role":"buyer","on":"2021-02-30"}""", "on" },
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "U+0000 in a name", """{"words":"a","count":1,"amountFen":2,"role":"buyer","labels":{"a\u0000":"b"}}""" },
        { "a missing field", """{"words":"a","count":1,"role":"buyer"}""" },
        { "half a document", """{"words":"a","count":1""" },
        { "two documents", Good + Good },
        { "a comment", "/* hi */" + Good },
        { "NaN", """{"words":"a","count":NaN,"amountFen":2,"role":"buyer"}""" },
        { "nothing", "" },
        { "null", "null" },
        { "a list", "[" + Good + "]" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_field_that_is_not_strict_JSON_is_named(string what, string body, string field)
    {
        Assert.NotEmpty(what);
        using var client = host.Stranger();
        var problem = await client.PostAsync(new Uri("/api/echo", UriKind.Relative), Json(body)).MustBeProblem(422, "unreadable-field");
        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_document_that_is_broken_as_a_whole_is_refused_as_unreadable(string what, string body)
    {
        Assert.NotEmpty(what);
        using var client = host.Stranger();
        await client.PostAsync(new Uri("/api/echo", UriKind.Relative), Json(body)).MustBeProblem(400, "unreadable-request");
    }

    [Fact]
    public async Task Strict_JSON_is_read_and_equal_words_become_equal()
    {
        using var client = host.Stranger();
        var decomposed = """{"words":"e\u0301","count":1,"amountFen":9223372036854775807,"role":"buyer-approver","on":"2020-10-17","labels":{"a":"😀"}}""";
        var read = await client.PostAsync(new Uri("/api/echo", UriKind.Relative), Json(decomposed)).Body();
        Assert.Equal("é", read["words"]!.GetValue<string>());
        Assert.Equal(long.MaxValue, read["amountFen"]!.GetValue<long>());
        Assert.Equal("buyer-approver", read["role"]!.GetValue<string>());
        Assert.Equal("😀", read["labels"]!["a"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_document_nested_without_end_is_refused()
    {
        using var client = host.Stranger();
        var nested = new StringBuilder();
        for (var i = 0; i < 5000; i++) nested.Append("""{"words":"a","count":1,"amountFen":2,"role":"buyer","inside":[""");
        await client.PostAsync(new Uri("/api/echo", UriKind.Relative), Json(nested.ToString())).MustBeProblem(400, "unreadable-request");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gbk")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=klingon")]
    public async Task Another_type_or_charset_is_415(string type)
    {
        using var client = host.Stranger();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await client.PostAsync(new Uri("/api/echo", UriKind.Relative), content).MustBeProblem(415, "unsupported-type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    public async Task UTF_8_is_understood_however_it_is_named(string type)
    {
        using var client = host.Stranger();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal("脐橙", (await client.PostAsync(new Uri("/api/echo", UriKind.Relative), content).Body())["words"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/notes?words=%00")]
    [InlineData("/api/notes?words=a%00b")]
    [InlineData("/api/notes?words=%ED%A0%80")]
    [InlineData("/api/notes?words=%FF%FE")]
    [InlineData("/api/notes?words=%")]
    [InlineData("/api/notes?%00=1")]
    [InlineData("/api/faults/%FF")]
    public async Task Bytes_in_an_address_that_are_no_text_never_break_the_server(string address)
    {
        using var client = host.As(Guid.CreateVersion7(), new Post(Role.CountyOfficial, null, RegionCode.Parse("500236"), null));
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.True((int)answer.StatusCode < 500, $"{address} answered {(int)answer.StatusCode}");
    }

    [Fact]
    public async Task U_0000_in_an_address_is_told_to_be_unreadable()
    {
        using var client = host.As(Guid.CreateVersion7(), new Post(Role.CountyOfficial, null, RegionCode.Parse("500236"), null));
        await client.GetAsync(new Uri("/api/notes?words=a%00b", UriKind.Relative)).MustBeProblem(400, "unreadable-request");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
