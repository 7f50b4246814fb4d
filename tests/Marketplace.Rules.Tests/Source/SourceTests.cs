using Microsoft.CodeAnalysis;
using Xunit;

namespace Marketplace.Rules.Tests.Source;

public sealed class SourceTests
{
    private static readonly Lazy<IReadOnlyList<(string Path, SyntaxNode Root)>> Code = new(() =>
        [.. Repository.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).AsParallel().AsOrdered().Select(path => (path, CodeRules.Parse(Repository.Read(path))))]);

    private static IEnumerable<(string Path, SyntaxNode Root)> Product => Code.Value.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>What people wrote of the web application: not its catalogues, not what is generated.</summary>
    private static IEnumerable<string> Scripts => Repository.Files.Where(path => path.StartsWith("web/src/", StringComparison.Ordinal) && Path.GetExtension(path) is ".ts" or ".tsx")
        .Where(path => !path.Contains("/i18n/", StringComparison.Ordinal) && !path.EndsWith("/api/schema.d.ts", StringComparison.Ordinal));

    private static (string Path, int Lines) Lines(string path) => (path, File.ReadLines(Path.Combine(Repository.Root, path)).Count());

    [Fact]
    public void The_product_takes_the_time_from_TimeProvider_and_ids_that_sort_by_it() =>
        Exceptions.Of("hidden-inputs").MustExplain(Product.SelectMany(file => CodeRules.HiddenInputs(file.Root).Select(what => $"{file.Path} {what}")));

    [Fact]
    public void Nothing_in_the_product_is_floating_point() =>
        Exceptions.Of("floating-point").MustExplain(Product.SelectMany(file => CodeRules.FloatingPoint(file.Root).Select(what => $"{file.Path} {what}")));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Exceptions.Of("empty-names").MustExplain(Code.Value.SelectMany(file => CodeRules.EmptyNames(file.Root).Select(name => $"{file.Path} {name}")));

    [Fact]
    public void Files_of_the_server_stay_within_200_lines_stories_and_screens_within_300()
    {
        var stories = Repository.Files.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal));
        Exceptions.Of("long-files").MustNotGrow(Product.Select(file => Lines(file.Path)), CodeRules.LongestFile);
        Exceptions.Of("long-stories").MustNotGrow(stories.Concat(Scripts).Select(Lines), TextRules.LongestStory);
    }

    [Fact]
    public void Methods_stay_within_40_lines() => Exceptions.Of("long-methods").MustNotGrow(
        Code.Value.SelectMany(file => CodeRules.Methods(file.Root).Select(method => ($"{file.Path} {method.Name}", method.Lines))), CodeRules.LongestMethod);

    [Fact]
    public void No_class_depends_on_more_than_five_others() => Exceptions.Of("many-dependencies").MustNotGrow(
        Product.SelectMany(file => CodeRules.Dependencies(file.Root).Select(type => ($"{file.Path} {type.Name}", type.Count))), CodeRules.MostDependencies);

    [Fact]
    public void No_file_names_a_package_source_or_a_folder_of_one_machine() =>
        Exceptions.Of("machine-traces").MustExplain(Repository.Files.Where(Repository.IsText).AsParallel()
            .SelectMany(path => TextRules.MachineTraces(Repository.Read(path)).Select(what => $"{path} {what}")));

    /// <summary>Control signs of Latin-1 are what is left of Chinese that was read in another encoding and written back.</summary>
    [Fact]
    public void No_text_was_saved_in_a_wrong_encoding() => Assert.Empty(
        Repository.Files.Where(Repository.IsText).AsParallel().Where(path => Repository.Read(path).Any(sign => sign is >= '\u0080' and <= '\u009f')));

    [Fact]
    public void Web_pages_say_everything_through_the_catalogues() => Exceptions.Of("untranslated").MustNotGrow(
        Scripts.Where(path => !path.Contains("/format/", StringComparison.Ordinal) && !path.Contains(".test.", StringComparison.Ordinal))
            .Select(path => (path, TextRules.ChineseOutsideComments(Repository.Read(path)).Count())), 0);

    [Fact]
    public void The_root_holds_what_the_design_lists() => Assert.Equal(
        [".ci", ".dockerignore", ".editorconfig", ".gitignore", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "Marketplace.sln", "README.md", "global.json", "infra", "src", "tests", "web"],
        Repository.Files.Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
}
