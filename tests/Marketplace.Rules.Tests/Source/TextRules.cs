using System.Text.RegularExpressions;

namespace Marketplace.Rules.Tests.Source;

/// <summary>Rules that need no syntax, only text.</summary>
internal static partial class TextRules
{
    internal const int LongestStory = 300;

    internal static IEnumerable<string> MachineTraces(string text) => Trace().Matches(text).Select(match => match.Value);

    /// <summary>Chinese in a script, leaving out comments; a sentence on the screen belongs into the catalogues.</summary>
    internal static IEnumerable<string> ChineseOutsideComments(string script) =>
        Chinese().Matches(Comment().Replace(script, match => match.Value.StartsWith('/') ? string.Empty : match.Value)).Select(match => match.Value);

    [GeneratedRegex(@"https?://[\w.-]*(registry|nuget|npmjs|artifactory|nexus|mirrors?\.)[\w./-]*|(?<![\w.$}])/(work|root|home/\w+|tmp/wt)/[\w.-]+")]
    private static partial Regex Trace();

    // Strings first, so that an address inside one is not taken for a comment.
    [GeneratedRegex("""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|/\*[\s\S]*?\*/|//[^\n]*""")]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}][\p{IsCJKUnifiedIdeographs}\p{IsCJKSymbolsandPunctuation}0-9A-Za-z]*")]
    private static partial Regex Chinese();
}
