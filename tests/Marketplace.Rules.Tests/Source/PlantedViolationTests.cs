using Xunit;

namespace Marketplace.Rules.Tests.Source;

/// <summary>The rules themselves are held to violations planted here: a rule that finds nothing anywhere proves nothing.</summary>
public sealed class PlantedViolationTests
{
    private const string Bad = """
        // DateTime.Now in a comment and "double" in a text do not count.
        internal sealed class PriceHelper(int a, int b, int c, int d, int e, int f)
        {
            private double priceYuan = 0.1;
            internal static string Say() => "DateTime.UtcNow double";
            internal static System.Guid New() { var now = DateTime.UtcNow; return Guid.NewGuid(); }
        }
        """;

    [Fact]
    public void A_hidden_clock_and_a_random_id_are_found_but_not_in_comments_or_texts() =>
        Assert.Equal(["DateTime.UtcNow", "Guid.NewGuid"], CodeRules.HiddenInputs(CodeRules.Parse(Bad)));

    [Fact]
    public void A_floating_price_is_found_once() => Assert.Equal(["double"], CodeRules.FloatingPoint(CodeRules.Parse(Bad)));

    [Fact]
    public void An_empty_name_and_too_many_dependencies_are_found()
    {
        Assert.Equal(["PriceHelper"], CodeRules.EmptyNames(CodeRules.Parse(Bad)));
        Assert.Equal([("PriceHelper", 6)], CodeRules.Dependencies(CodeRules.Parse(Bad)));
    }

    [Fact]
    public void A_method_is_measured_without_its_comment_and_without_the_lines_of_its_SQL()
    {
        var code = "class C\n{\n    /// <summary>Says.\n    /// more</summary>\n    [Fact]\n    void M()\n    {\n        var sql = \"\"\"\n            SELECT\n            1\n            \"\"\";\n    }\n}";
        Assert.Equal([("M", 4)], CodeRules.Methods(CodeRules.Parse(code)));
    }

    [Fact]
    public void A_package_source_and_a_private_folder_are_found()
    {
        var text = "see https:" + "//registry.example.com/a and /wo" + "rk/x but not a/wo" + "rk/x nor https://example.com";
        Assert.Equal(["https:" + "//registry.example.com/a", "/wo" + "rk/x"], TextRules.MachineTraces(text));
    }

    [Fact]
    public void Chinese_on_a_screen_is_found_but_not_in_comments()
    {
        const string Script = "// 注释\nconst a = 'https://x.cn/'; /* 又一个\n注释 */ return <b>提交</b>;\n{t('a.b')} '订单'";
        Assert.Equal(["提交", "订单"], TextRules.ChineseOutsideComments(Script));
    }

    [Fact]
    public void A_list_of_exceptions_lets_nothing_new_in_and_no_line_outlive_its_cause()
    {
        var list = Exceptions.Read("planted", ["# what", "a.cs double # why"]);
        list.MustExplain(["a.cs double"]);
        Assert.ThrowsAny<Exception>(() => list.MustExplain(["a.cs double", "b.cs double"]));
        Assert.ThrowsAny<Exception>(() => list.MustExplain([]));
        Assert.ThrowsAny<Exception>(() => Exceptions.Read("planted", ["a.cs double"]));
    }

    [Fact]
    public void A_ratchet_lets_sizes_shrink_and_not_grow()
    {
        var list = Exceptions.Read("planted", ["a.cs 246 # why"]);
        list.MustNotGrow([("a.cs", 240), ("b.cs", 200)], 200);
        Assert.ThrowsAny<Exception>(() => list.MustNotGrow([("a.cs", 247)], 200));
        Assert.ThrowsAny<Exception>(() => list.MustNotGrow([("a.cs", 246), ("b.cs", 201)], 200));
        Assert.ThrowsAny<Exception>(() => list.MustNotGrow([("a.cs", 200)], 200));
    }
}
