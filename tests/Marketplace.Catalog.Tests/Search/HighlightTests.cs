using FsCheck;
using FsCheck.Fluent;
using Marketplace.Catalog.Search;
using Xunit;

namespace Marketplace.Catalog.Tests.Search;

public sealed class HighlightTests
{
    [Theory]
    [InlineData("奉节脐橙", "脐橙", "奉节[脐橙]")]
    [InlineData("奉节脐橙", "臍橙", "奉节[脐橙]")]
    [InlineData("奉节脐橙（晚熟）", "qicheng", "奉节[脐橙]（晚熟）")]
    [InlineData("奉节脐橙", "qich", "奉节[脐橙]")]
    [InlineData("奉节脐橙", "fjqc", "[奉节脐橙]")]
    [InlineData("奉节脐橙", "奉节 橙", "[奉节]脐[橙]")]
    [InlineData("涪陵榨菜", "fuling zhacai", "[涪陵榨菜]")]
    [InlineData("云阳W默科特", "w", "云阳[W]默科特")]
    [InlineData("巫山脆李干", "李子", "巫山脆李干")]
    [InlineData("重庆小面", "chongqing", "[重庆]小面")]
    [InlineData("脐橙", "", "脐橙")]
    public void What_answers_the_words_is_marked(string name, string words, string shown) => Assert.Equal(shown, Shown(name, words));

    [Fact]
    public void Any_name_and_any_words_leave_the_name_as_it_is() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(),
        (name, words) => Shown(name ?? string.Empty, words ?? string.Empty).Length >= (name ?? string.Empty).Length));

    private static string Shown(string name, string words)
    {
        var shown = name;
        foreach (var mark in Highlight.Of(name, SearchText.Runs(words)).Reverse()) shown = shown.Insert(mark.Start + mark.Length, "]").Insert(mark.Start, "[");
        return shown;
    }
}
