using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marketplace.Rules.Tests.Source;

/// <summary>What a C# file must not hold, read from its syntax so that comments and texts do not count.</summary>
internal static partial class CodeRules
{
    internal const int LongestFile = 200;
    internal const int LongestMethod = 40;
    internal const int MostDependencies = 5;

    internal static SyntaxNode Parse(string code) => CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();

    /// <summary>The clock and random ids: a test must be able to set the time, and ids must sort by it.</summary>
    internal static IEnumerable<string> HiddenInputs(SyntaxNode file) =>
        file.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(access => access.ToString())
            .Where(text => text is "DateTime.Now" or "DateTime.UtcNow" or "DateTime.Today" or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow" or "Guid.NewGuid"
                or "System.DateTime.UtcNow" or "System.DateTime.Now" or "Random.Shared" or "Thread.Sleep");

    /// <summary>Binary floating point anywhere: money, mass and shares are whole numbers.</summary>
    internal static IEnumerable<string> FloatingPoint(SyntaxNode file) =>
        file.DescendantTokens().Where(token => token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword)).Select(token => token.Text)
            .Concat(file.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.Text is "Double" or "Single" && name.Parent is MemberAccessExpressionSyntax access && access.Expression == name)
                .Select(name => name.Identifier.Text));

    internal static IEnumerable<string> EmptyNames(SyntaxNode file) =>
        file.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text).Where(name => EmptyName().IsMatch(name));

    internal static IEnumerable<(string Name, int Lines)> Methods(SyntaxNode file)
    {
        foreach (var node in file.DescendantNodes())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                AccessorDeclarationSyntax accessor => accessor.Keyword.Text,
                _ => null,
            };
            if (name is not null) yield return (name, LinesOf(node));
        }
    }

    internal static IEnumerable<(string Name, int Count)> Dependencies(SyntaxNode file)
    {
        foreach (var type in file.DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            if (type.ParameterList is { } primary) yield return (type.Identifier.Text, primary.Parameters.Count);
            foreach (var constructor in type.Members.OfType<ConstructorDeclarationSyntax>()) yield return (type.Identifier.Text, constructor.ParameterList.Parameters.Count);
        }
    }

    /// <summary>From the first token, after comments and attributes, to the last; texts over many lines (SQL) count as one.</summary>
    private static int LinesOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        int LineOf(int position) => text.Lines.GetLineFromPosition(position).LineNumber;
        var sql = node.DescendantTokens().Where(token => token.Kind() is SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.StringLiteralToken)
            .Sum(token => LineOf(token.Span.End) - LineOf(token.SpanStart));
        var first = node.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList)).SpanStart;
        return LineOf(node.Span.End) - LineOf(first) + 1 - sql;
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Common|Service|Dto|Impl|V2)$")]
    private static partial Regex EmptyName();
}
